#!/usr/bin/env python3
"""speed.py [-n PAIRS] [--recto PROGRAM] [--typst PROGRAM] FILE.md

Times recto and typst as whole processes on the same text, in turn (A B C A B C …; C is typst without the machine's fonts), and prints each one's median wall time and peak memory and
the median of the ratios pair by pair: a ratio holds where the machine's speed drifts, a time does not.
The Markdown is turned into Typst markup here, plainly: paragraphs, headings, lists, links, emphasis and code, A4, justified, a serif face."""

import argparse
import os
import re
import statistics
import sys
import tempfile
import time


def escape(text):
    return re.sub(r'([\\#$*_`<>@~\[\]])', r'\\\1', text)


def inline(text):
    parts, at = [], 0
    pattern = re.compile(r'\[([^\]]*)\]\(([^)\s]*)\)|\*\*([^*]+)\*\*|\*([^*]+)\*|`([^`]+)`')
    for found in pattern.finditer(text):
        parts.append(escape(text[at:found.start()]))
        words, address, strong, emphasis, code = found.groups()
        if address is not None:
            parts.append('#link("%s")[%s]' % (address.replace('"', '%22'), escape(words)))
        elif strong is not None:
            parts.append('*%s*' % escape(strong))
        elif emphasis is not None:
            parts.append('_%s_' % escape(emphasis))
        else:
            parts.append('`%s`' % code)
        at = found.end()
    return ''.join(parts) + escape(text[at:])


def to_typst(markdown):
    title = 'Report'
    if markdown.startswith('---\n'):
        head, _, markdown = markdown[4:].partition('\n---\n')
        found = re.search(r'^title:\s*(.+)$', head, re.M)
        title = found.group(1) if found else title
    out = ['#set document(title: "%s")' % title.replace('"', "'"), '#set page(paper: "a4", numbering: "1")',
           '#set text(font: "Libertinus Serif", size: 10.5pt, lang: "en")', '#set par(justify: true)',
           '#text(24pt)[%s]' % escape(title), '']
    code = False
    for line in markdown.splitlines():
        if line.startswith('```'):
            code = not code
            out.append('```')
        elif code:
            out.append(line)
        elif heading := re.match(r'(#{1,6})\s+(.*)', line):
            out.append('=' * len(heading.group(1)) + ' ' + inline(heading.group(2)))
        elif item := re.match(r'(\s*)([-*+]|\d+\.)\s+(.*)', line):
            out.append(item.group(1) + ('- ' if item.group(2) in '-*+' else '+ ') + inline(item.group(3)))
        else:
            out.append(inline(line))
    return '\n'.join(out) + '\n'


def run(command):
    start = time.monotonic()
    pid = os.posix_spawnp(command[0], command, os.environ,
                          file_actions=[(os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit('failed: ' + ' '.join(command))
    return time.monotonic() - start, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('file')
    parser.add_argument('-n', type=int, default=15, help='pairs that count, after one warm-up')
    parser.add_argument('--recto', default='build/recto')
    parser.add_argument('--typst', default='typst')
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, 'report.typ')
        with open(options.file, encoding='utf-8') as file, open(source, 'w', encoding='utf-8') as target:
            target.write(to_typst(file.read()))
        ours = [options.recto, options.file, '-o', os.path.join(folder, 'recto.pdf')]
        plain = [options.typst, 'compile', source, os.path.join(folder, 'typst.pdf')]
        # Without the machine's fonts, which it looks through unless told not to: its time then does not depend on how many there are.
        bare = plain[:2] + ['--ignore-system-fonts'] + plain[2:]
        runs = [(run(ours), run(plain), run(bare)) for _ in range(options.n + 1)][1:]
        size = [os.path.getsize(os.path.join(folder, name)) for name in ('recto.pdf', 'typst.pdf', 'typst.pdf')]
    names = ('recto', 'typst', 'typst without system fonts')
    for index, name in enumerate(names):
        print('%-28s %6.1f ms  %5.1f MiB  %7d bytes' % (
            name, 1000 * statistics.median(one[index][0] for one in runs), max(one[index][1] for one in runs), size[index]))
    for index in (1, 2):
        print('ratio recto/%s, median of %d runs: %.2f' % (
            names[index], len(runs), statistics.median(one[0][0] / one[index][0] for one in runs)))


if __name__ == '__main__':
    main()
