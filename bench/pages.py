#!/usr/bin/env python3
"""pages.py [--recto PROGRAM] [--pages N] [--style NAME] [--seed N] [--keep FILE.md] [--set KEY=VALUE]…

How well the pages of a long mixed report are broken: a report of about N pages (300) is made up, with chapters, headings, paragraphs of all lengths,
lists, quotes, code, tables and footnotes, and typeset. As a table: widows, orphans, headings at the foot of a page, short pages and short ends of
chapters as `recto check` finds them, pages whose last line is off the baseline grid, how many lines the pages that end within a chapter
leave empty, and what share of the time the pages take."""

import argparse
import collections
import os
import re
import subprocess
import sys
import tempfile

WORDS = '''light lamp keeper harbour tower report year oil wick glass lens coast ship signal storm night record engine boat crew winter summer north
channel rock repair budget member meeting community release project network standard volunteer translation maintenance foundation agreement measurement
a the of and in to by for with from is was has were between under over long short new old first second annual public open careful steady'''.split()


# The numeral of a chapter.
OPENER = re.compile(r'^text [\d.-]+ [\d.]+ .* 124 #', re.M)

# A run of text: its baseline, its size, whose it is.
SET = re.compile(r'^text [\d.-]+ ([\d.]+) .*? (\d[\d.]*) #\w+ (P|Span|Link|Code|TD|TH|Caption)\.\d+', re.M)


class Maker:
    def __init__(self, seed):
        self.state = seed
        self.notes = 0

    def pick(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def words(self, n):
        return ' '.join(WORDS[self.pick(len(WORDS))] for _ in range(n))

    def sentence(self):
        return self.words(6 + self.pick(16)).capitalize() + '.'

    def paragraph(self, notes=None):
        text = ' '.join(self.sentence() for _ in range(1 + self.pick(7)))
        if notes is not None and self.pick(9) == 0:
            self.notes += 1
            notes.append('[^%d]: %s' % (self.notes, ' '.join(self.sentence() for _ in range(1 + self.pick(5)))))
            text += '[^%d]' % self.notes
        return text

    def block(self, notes):
        kind = self.pick(20)
        if kind == 0:
            return self.words(5).capitalize() + ':\n\n' + '\n'.join('- ' + self.words(3 + self.pick(20)) for _ in range(2 + self.pick(7)))
        if kind == 1:
            return '\n'.join('%d. %s' % (i + 1, self.sentence()) for i in range(2 + self.pick(9)))
        if kind == 2:
            return '> ' + self.paragraph()
        if kind == 3:
            return '```\n' + '\n'.join(self.words(2 + self.pick(6)) for _ in range(2 + self.pick(18))) + '\n```'
        if kind == 4:
            rows = ['| %s | %d |' % (self.words(3), self.pick(9999)) for _ in range(2 + self.pick(8))]
            return '| what | how many |\n|------|---------:|\n' + '\n'.join(rows)
        if kind == 5:
            return '### ' + self.words(2 + self.pick(4)).capitalize()
        return self.paragraph(notes)

    def chapter(self, sections):
        blocks, notes = ['# ' + self.words(2 + self.pick(4)).capitalize(), self.sentence() + ' ' + self.sentence()], []
        for _ in range(sections):
            blocks.append('## ' + self.words(2 + self.pick(5)).capitalize())
            blocks += [self.paragraph(notes)] + [self.block(notes) for _ in range(4 + self.pick(9))] + [self.paragraph(notes)]
        return '\n\n'.join(blocks + notes)


def make(pages, seed):
    maker = Maker(seed)
    parts = ['---\ntitle: A long report\nlang: en\n---']
    for _ in range(max(pages // 10, 3)):
        parts.append(maker.chapter(5 + maker.pick(7)))
    return '\n\n'.join(parts) + '\n'


def run(recto, path, form, style, sets):
    command = [recto, path, '--style', style, '-o', '-', '-f', form] if form != 'check' else [recto, 'check', path, '--style', style]
    for one in sets:
        command += ['--set', one]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def ends_of(dump, top, bottom, unit):
    """Pages whose last line of text stands on no baseline of the grid; how many lines pages leave empty, but for those before a chapter."""
    pages, left = [], collections.Counter()
    begun = False
    all_pages = dump.split('\npage ')[1:]
    for page, following in zip(all_pages, all_pages[1:]):
        begun |= OPENER.search(page) is not None
        if not begun:
            continue
        body = [(float(m.group(1)), m.group(3)) for m in SET.finditer(page) if float(m.group(2)) > 8.2]
        rule = re.search(r'^rect [\d.]+ ([\d.]+) 70x0.5 ', page, re.M)
        if not body:
            continue
        end, role = max(body)
        end += 4
        if role not in ('TD', 'TH') and abs((end - top) / unit - round((end - top) / unit)) > 0.02:
            pages.append(page.split(' ', 1)[0])
        if not OPENER.search(following):
            left[int(((float(rule.group(1)) - unit / 2 if rule else bottom) - end + 0.1) // unit)] += 1
    return pages, left


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--recto', default='build/recto')
    parser.add_argument('--pages', type=int, default=300)
    parser.add_argument('--style', default='base')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--set', action='append', default=[], dest='sets')
    parser.add_argument('--keep')
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or os.path.join(folder, 'long.md')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(make(options.pages, options.seed))
        check = run(options.recto, path, 'check', options.style, options.sets)
        findings = collections.Counter(re.findall(r'\[([a-z-]+)\]$', check.stdout + check.stderr, re.M))
        dump = run(options.recto, path, 'pages', options.style, options.sets).stdout
        command = [options.recto, path, '--style', options.style, '-o', os.path.join(folder, 'long.pdf'), '--timings']
        for one in options.sets:
            command += ['--set', one]
        timings = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    pages, left = ends_of(dump, 84, 756, 14)
    print('| pages | %d |\n|---|---|' % dump.count('\npage '))
    for code in ('widow', 'orphan', 'stranded-heading', 'short-page', 'short-end', 'overfull-line', 'loose-line', 'too-tall'):
        print('| %s | %d |' % (code, findings[code]))
    print('| last line off the grid | %d %s |' % (len(pages), ' '.join(pages[:8])))
    print('| lines left empty, but at a chapter\'s end | %s |' % ', '.join('%d: %d' % pair for pair in sorted(left.items())))
    print('\n'.join(line for line in timings.splitlines() if line.endswith(' ms')))


if __name__ == '__main__':
    sys.exit(main())
