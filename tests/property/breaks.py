#!/usr/bin/env python3
"""breaks.py RECTO: checks that text without break opportunities never leaves the page, in any context.

A piece of text in which Markdown, Unicode or a font permits no line end is placed in every kind of block and in every
part of the document that comes from front matter: cover, contents, colophon, margin, notes. Every item must be on the
page, no line may be overfull, and every character must appear, in order."""

import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import tap

RECTO = os.path.abspath(sys.argv[1])
PICTURE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'golden', 'pictures', 'hills.png')
NO_BREAK = '\u00a0'
THIN = '\u202f'
PIECES = {
    'one word': 'wp4' * 45,
    'no-break spaces': NO_BREAK.join(['lantern'] * 20),
    'narrow no-break spaces': THIN.join(['harbour'] * 20),
    'capitals': 'LIGHTHOUSE' * 14,
    'word joiners': '\u2060'.join(['lamp'] * 30),
    'boxes': '灯台守の記録' * 20,
    'paths': ' '.join('/' + word for word in ('lamp', 'wick', 'oil', 'glass') * 9),
    'dotfiles': ' '.join('.' + word for word in ('lamp', 'wick', 'oil', 'glass') * 9),
    'signs alone': ' '.join('!?;.)' * 16),
}
BLOCKS = '''# Part {0}

## Section {0}

Before {0} and **bold{0}** and `code{0}` and [link {0}](https://example.org/a) behind[^1].

- item {0}
    1. deeper {0}

- [ ] task {0}

Term {0}

: Meaning {0}

> quote {0}

> [!NOTE]
> callout {0}

| head {0} | number |
|---|--:|
| cell {0} | 12 |

![Hills](hills.png "Caption {0}")

```
code {0}
```

<div class="columns">

column {0}

</div>

side {0}
{{.side}}

[^1]: Note {0}.
'''
FRONT = '---\ntitle: "Title {0}"\nsubtitle: "Subtitle {0}"\nauthor: "Author {0}"\nlang: en\ndate: 2024-03-01\n---\n\n'
CHART = '''```chart
type: {1}
title: "Chart {0}"
unit: "unit {0}"
source: "Source {0}"
data: {{"First {0}": 41, "Second {0}": 30, Third: 9}}
```
'''


def run(folder, text, options):
    with open(os.path.join(folder, 'a.md'), 'w', encoding='utf-8') as file:
        file.write(text)
    result = subprocess.run([RECTO, 'a.md', '-f', 'pages', '-o', '-'] + options, cwd=folder, capture_output=True, timeout=120)
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout.decode(), result.stderr.decode()


def check_pages(pages):
    width = 0
    for line in pages.splitlines():
        page = re.match(r'page \d+ .*?([\d.]+)x([\d.]+)', line)
        if page:
            width = float(page[1])
        item = re.match(r' *text (-?[\d.]+) (-?[\d.]+) w(-?[\d.]+) "((?:[^"\\]|\\.)*)"', line)
        if item and item[4].strip():
            assert width and float(item[1]) > 0 and float(item[1]) + float(item[3]) < width, 'off the page (%s): %s' % (width, line)


def check_content(pages, said, text, piece):
    """A chart may cut a label if it reports that."""
    bare = re.sub(r'\s', '', piece)
    token = re.search(r'\w{1,6}|\W{3}', bare)
    drawn = ''.join(re.findall(r'^ *text \S+ \S+ w\S+ "((?:[^"\\]|\\.)*)"', pages, re.M))
    drawn = re.sub(r'[\s\u00a0\u00ad\u2060\u202f-]|\\.', '', drawn)
    found, wanted = drawn.count(token[0]), text.count(piece) * bare.count(token[0])
    assert found >= wanted or 'chart-label' in said, '%d of %d are there' % (found, wanted)


def check(text, options, piece):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(PICTURE, os.path.join(folder, 'hills.png'))
        pages, said = run(folder, text, options)
    assert 'overfull-line' not in said, said
    check_pages(pages)
    check_content(pages, said, text, piece)


SHAPES = [['--style', style, '--set', 'composition=' + form, '--set', 'page.size=' + paper]
          for style, form, paper in (('base', 'report', 'a4'), ('kata', 'report', 'letter'), ('bold', 'leaflet', 'a4'), ('quiet', 'paper', 'letter'),
                                     ('openinfra', 'report', 'a4'))]
SHAPES += [['--set', 'composition=paper', '--set', 'page.columns=2'], ['--set', 'composition=paper', '--variant', 'print', '--set', 'notes=margin']]


def check_blocks(piece):
    for options in SHAPES:
        check(FRONT.format(piece) + BLOCKS.format(piece), options, piece)


def check_charts(piece):
    for kind in ('bar', 'column', 'donut'):
        check(FRONT.format('short') + CHART.format(piece, kind), ['--set', 'composition=sheet'], piece)


tests = [('%s keep within the page in every block' % name, lambda piece=piece: check_blocks(piece)) for name, piece in PIECES.items()]
tests += [('%s keep within the page in charts' % name, lambda piece=piece: check_charts(piece)) for name, piece in PIECES.items()]
tap.run(tests)
