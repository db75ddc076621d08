#!/usr/bin/env python3
"""columns.py RECTO: checks that content stays within its column and does not overlap.

Every kind of block is nested in every kind of container, in two columns of the whole text and in sections marked
{.columns}, on both page sizes, in both styles. No item of the pages may cross the edges of its column, and no two lines
of text may touch."""

import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import tap

RECTO = os.path.abspath(sys.argv[1])
PICTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'golden', 'pictures')
PROSE = 'The foundation paid for two water points in the north, and says here what each of them cost and who keeps it in order.'
CHART = '```chart\ntype: %s\ntitle: What was given\ndata:\n%s\n```'
SERIES = '  - [month, north, south]\n  - [May, 4, 7]\n  - [June, 9, 3]\n  - [July, 6, 8]'
PARTS = '  First part with a long name: 12\n  Second: 30\n  Third: 7'
WITHIN = {
    'words': PROSE,
    'spark': 'It rose `spark: 1 4 2 8 5 9` in a year, and rose again until the end `spark: 3 1 4 1 5 9 2 6` of the next one.',
    'list': '- One thing, done in the spring of the year.\n- Another one.\n  1. With parts\n  2. And more of them, which goes over a line at this measure',
    'tasks': '- [ ] to be done\n- [x] done',
    'small table': '| Place | Pumps |\n|---|--:|\n| North | 3 |\n| South | 12 |',
    'table': '| Place | Pumps | Schools | Cost in all | Year |\n|---|--:|--:|--:|--:|\n| North of the river | 3 | 2 | 120 | 2024 |\n| South | 4 | 1 | 220 | 2025 |',
    'words in a table': '| Place | What was done there | By whom, and when |\n|---|---|---|\n| North | ' + PROSE + ' | ' + PROSE + ' |',
    'code': '```sh\nrecto build --set page.columns=2 a-name-of-a-file-that-is-long.md another-name-of-a-file.md\nls\n```',
    'callout': '> [!NOTE]\n> ' + PROSE,
    'quote': '> ' + PROSE + '\n>\n> > And one in it.',
    'pull': '> What is kept, is kept.\n{.pull}',
    'picture': '![Hills](pictures/hills.png)',
    'titled picture': '![Hills](pictures/hills.png "Hills in the north, seen from the road that leads there")',
    'pictures': '![Hills](pictures/hills.png) ![Hills](pictures/hills.png){width=90}',
    'definition': 'Lamp\n: ' + PROSE,
    'long word': 'See https://example.org/a/very/long/address/that/does/not/fit/a/narrow/column/of/text?and=more+of+it and ' + 'supercalifragilistic' * 4 + '.',
    'heading': '#### A small heading that goes over more than one line of a column\n\n' + PROSE,
    'rule': PROSE + '\n\n***\n\n' + PROSE,
    'mark': 'A mark[^one] and a [link](https://example.org/pump).',
}
# Over both columns.
WIDE = {'panel': '```figures\n- {value: "3,100", label: members, comparison: 12 more}\n- {value: 42, label: gifts}\n- {value: 7, label: wells}\n```'}
for kind in ('bar', 'column', 'donut'):
    WIDE[kind] = CHART % (kind, PARTS)
for kind in ('grouped', 'stacked', 'line', 'area', 'multiples'):
    WIDE[kind] = CHART % (kind, SERIES)


def behind(first, rest):
    return lambda text: first + text.replace('\n', '\n' + rest)


CONTAINERS = {
    'none': lambda text: text,
    'list': lambda text: '- Before.\n\n' + behind('  ', '  ')(text) + '\n\n- After.',
    'list begun': behind('- ', '  '),
    'numbers': lambda text: '1. Before.\n\n' + behind('   ', '   ')(text),
    'lists': lambda text: '- Outer.\n\n  - Inner.\n\n' + behind('    ', '    ')(text),
    'quote': behind('> ', '> '),
    'quote in list': lambda text: '- Before.\n\n' + behind('  > ', '  > ')(text),
    'callout': lambda text: '> [!WARNING]\n> Before.\n>\n' + behind('> ', '> ')(text),
    'definition': lambda text: 'Term\n\n: ' + text.replace('\n', '\n  '),
    'division': lambda text: '<div class="box">\n\n' + text + '\n\n</div>',
}
SHAPES = [(style, paper, whole) for style in ('base', 'kata') for paper in ('a4', 'letter') for whole in (True, False)]
EDGES = {'a4': (56, 546), 'letter': (64, 554)}
GUTTER = 14
# Allowance for protruding punctuation, backgrounds and edges of letters.
HANG = 4.5


def document(blocks, whole):
    text = '---\ntitle: Columns\nlang: en\n---\n\n## A heading\n\n' + PROSE + '\n\n'
    begin, end = ('', '') if whole else ('<div class="columns">\n\n', '\n\n</div>\n')
    text += begin + '\n\n'.join('%s\n\n%s\n\n%s' % (PROSE, block, PROSE) for block in blocks) + end
    return text + '\n\n[^one]: A note with an address, https://example.org/a/very/long/address/that/does/not/fit, and a word more than a line of a column holds.\n'


def pages_of(folder, text, style, paper, whole):
    path = os.path.join(folder, 'columns.md')
    with open(path, 'w') as file:
        file.write(text)
    sets = ['--set', 'page.size=' + paper, '--set', 'composition=sheet'] + (['--set', 'page.columns=2'] if whole else [])
    result = subprocess.run([RECTO, path, '-f', 'pages', '-o', '-', '--style', style, *sets], capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    assert 'too-tall' not in result.stderr, result.stderr
    return result.stdout


def items_of(pages):
    """Yields (page, kind, left, top, right, bottom, line) for each item with ink."""
    page = 0
    for line in pages.splitlines():
        word = line.split(' ', 1)[0]
        if word == 'page':
            page = int(line.split()[1])
        elif '@' not in line:
            continue  # furniture
        elif word == 'text' and ' footer' not in line:
            parts = re.match(r'text (\S+) (\S+) w(\S+) "((?:[^"\\]|\\.)*)" .*? (\d+(?:\.\d+)?) #', line)
            size = float(parts[5])
            width = float(parts[3]) - (0.3 * size if parts[4].endswith(' ') else 0)
            if size >= 2:
                yield page, word, float(parts[1]), float(parts[2]) - 0.45 * size, float(parts[1]) + width, float(parts[2]), line
        elif word in ('rect', 'image', 'link'):
            parts = re.match(r'\w+ (\S+) (\S+) ([\d.]+)x([\d.]+)', line)
            x, y, width, height = map(float, parts.groups())
            yield page, word, x, y, x + width, y + height, line


def check_edges(pages, paper, wide):
    left, right = EDGES[paper]
    middle = (left + right) / 2
    for page, kind, x, _, end, _, line in items_of(pages):
        if 'H1' in line or '@6:4' in line:
            continue
        inside = (x >= left - HANG and end <= middle - GUTTER / 2 + HANG) or (x >= middle + GUTTER / 2 - HANG and end <= right + HANG)
        assert inside or (wide and x >= left - HANG and end <= right + HANG), 'page %d: out of its column: %s' % (page, line)


def check_overlaps(pages):
    found = [item for item in items_of(pages) if item[1] in ('text', 'image')]
    for i, (page, kind, x, top, end, bottom, line) in enumerate(found):
        for other in found[i + 1:]:
            if other[0] != page:
                break
            apart = min(end, other[4]) - max(x, other[2]) < 1 or min(bottom, other[5]) - max(top, other[3]) < 0.5
            assert apart, 'page %d: over each other:\n%s\n%s' % (page, line, other[6])


def check(blocks, wide):
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(PICTURES, os.path.join(folder, 'pictures'))
        for around, container in CONTAINERS.items():
            for style, paper, whole in SHAPES:
                where = (around, style, paper, 'all' if whole else 'stretch')
                try:
                    # Full-width blocks have a test of their own; all blocks here are narrow.
                    inside = [block for name, block in blocks.items() if around not in ('none', 'division', 'definition') or name not in ('table', 'picture', 'titled picture', 'pictures')]
                    pages = pages_of(folder, document([container(block) for block in inside], whole), style, paper, whole)
                    if wide or whole:
                        check_edges(pages, paper, wide)
                    else:
                        check_edges(within_stretch(pages), paper, wide)
                    check_overlaps(pages)
                except AssertionError as error:
                    failures.append('%s: %s' % (where, error))
    assert not failures, '%d of them:\n%s' % (len(failures), '\n'.join(failures[:int(os.environ.get("MOST", "12"))]))


def within_stretch(pages):
    """Without the one column above (line 6 of the source)."""
    return '\n'.join(line for line in pages.splitlines() if not re.search(r'@8:\d+', line))


tap.run([('what is narrow keeps within its column', lambda: check(WITHIN, False)),
         ('what spans keeps within the page and clear of the columns', lambda: check(WIDE, True))])
