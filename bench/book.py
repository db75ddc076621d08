#!/usr/bin/env python3
"""book.py [--chapters N] [--recto PROGRAM] [--pandoc PROGRAM] [--typst PROGRAM] [-n RUNS] [--keep FILE]

Makes a book of about 1 MB (150 chapters with tables, lists, code, notes, quotes and links), typesets it with recto and, in the same run, with
pandoc + Typst, and prints each one's median time, greatest memory and pages, the ratios, how recto grows to four times the size, and where its
time goes. The words are made up, the same in every run."""

import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import tempfile
import time

SYLLABLES = 'ba be bi bo bu da de di do du fa fe fi fo ga ge go ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe po ra re ri ro sa se si so ta te ti to va ve vi vo'.split()


class Writer:
    def __init__(self):
        self.chance = random.Random(20)
        self.words = [''.join(self.chance.choice(SYLLABLES) for _ in range(self.chance.choice((1, 2, 2, 3, 3, 4)))) for _ in range(4000)]

    def phrase(self, n):
        return ' '.join(self.chance.choice(self.words) for _ in range(n))

    def sentence(self):
        words = self.phrase(self.chance.randint(6, 22)).split()
        at = self.chance.randrange(len(words))
        dress = self.chance.random()
        if dress < 0.10:
            words[at] = '**%s**' % words[at]
        elif dress < 0.20:
            words[at] = '*%s*' % words[at]
        elif dress < 0.26:
            words[at] = '`%s`' % words[at]
        elif dress < 0.32:
            words[at] = '[%s](https://example.org/%s)' % (words[at], words[at])
        return ' '.join(words).capitalize() + '.'

    def paragraph(self, n=None):
        return ' '.join(self.sentence() for _ in range(n or self.chance.randint(3, 7)))

    def table(self):
        rows = ['| %s | %s | %s |' % tuple(self.phrase(1).capitalize() for _ in range(3)), '|---|---:|---:|']
        for _ in range(self.chance.randint(4, 12)):
            rows.append('| %s | %d | %.1f |' % (self.phrase(2), self.chance.randint(1, 99999), self.chance.uniform(0, 100)))
        return '\n'.join(rows)

    def chapter(self, number):
        parts = ['# %s' % self.phrase(3).capitalize(), self.paragraph(2)]
        for section in range(3):
            parts += ['## %s' % self.phrase(4).capitalize(), self.paragraph(), self.paragraph() + ' A note.[^%d-%d]' % (number, section)]
            parts.append('\n'.join('- ' + self.sentence() for _ in range(self.chance.randint(3, 6))))
            parts.append(self.paragraph())
            if section == 0:
                parts.append(self.table())
            if section == 1:
                parts.append('```\n' + '\n'.join('    ' * (line % 3) + self.phrase(5) for line in range(8)) + '\n```')
            if section == 2:
                parts.append('> ' + self.paragraph(3))
                parts.append('\n'.join('%d. %s' % (i + 1, self.sentence()) for i in range(4)))
            parts.append(self.paragraph())
            parts.append('[^%d-%d]: %s' % (number, section, self.sentence()))
        return '\n\n'.join(parts)


def make_book(path, chapters):
    writer = Writer()
    with open(path, 'w') as file:
        file.write('---\ntitle: A generated book\nauthor: Nobody\ndate: 2025-01-15\nlang: en\n---\n\n')
        file.write('\n\n'.join(writer.chapter(number) for number in range(chapters)) + '\n')
    return os.path.getsize(path)


def run(commands):
    """Seconds and MiB of some commands one after the other; the memory is that of the largest."""
    start, most = time.monotonic(), 0
    for command in commands:
        pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
        _, status, usage = os.wait4(pid, 0)
        if os.waitstatus_to_exitcode(status) != 0:
            raise SystemExit('failed: ' + ' '.join(command))
        most = max(most, usage.ru_maxrss / 1024)
    return time.monotonic() - start, most


def pages_of(pdf):
    return int(re.search(r'Pages:\s+(\d+)', subprocess.run(['pdfinfo', pdf], capture_output=True, text=True).stdout).group(1))


def report(name, runs, pdf):
    print('%-16s %7.2f s  %6.0f MiB  %5d pages  %9d bytes' % (
        name, statistics.median(one[0] for one in runs), max(one[1] for one in runs), pages_of(pdf), os.path.getsize(pdf)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--chapters', type=int, default=150)
    parser.add_argument('--recto', default='build/recto')
    parser.add_argument('--pandoc', default='pandoc')
    parser.add_argument('--typst', default='typst')
    parser.add_argument('-n', type=int, default=3)
    parser.add_argument('--keep', help='where the book is left')
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        at = lambda name: os.path.join(folder, name)
        size = make_book(at('book.md'), options.chapters)
        make_book(at('four.md'), 4 * options.chapters)
        print('%d chapters, %d bytes' % (options.chapters, size))
        if options.keep:
            shutil.copy(at('book.md'), options.keep)
        ours = [[options.recto, at('book.md'), '-o', at('recto.pdf')]]
        theirs = [[options.pandoc, at('book.md'), '-s', '-t', 'typst', '-o', at('book.typ')],
                  [options.typst, 'compile', '--ignore-system-fonts', at('book.typ'), at('typst.pdf')]]
        there = shutil.which(options.pandoc) and shutil.which(options.typst)
        pairs = [(run(ours), run(theirs) if there else None) for _ in range(options.n)]
        report('recto', [pair[0] for pair in pairs], at('recto.pdf'))
        if there:
            report('pandoc + Typst', [pair[1] for pair in pairs], at('typst.pdf'))
            print('ratio: time %.2f, memory %.2f' % (statistics.median(one[0] / other[0] for one, other in pairs),
                                                    statistics.median(one[1] / other[1] for one, other in pairs)))
        four = run([[options.recto, at('four.md'), '-o', at('four.pdf')]])
        print('four times the size: %.2f times the time, %.0f MiB' % (four[0] / statistics.median(pair[0][0] for pair in pairs), four[1]))
        print(subprocess.run([options.recto, at('book.md'), '-o', at('recto.pdf'), '--timings'], capture_output=True, text=True).stderr)


if __name__ == '__main__':
    main()
