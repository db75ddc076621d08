"""Tests of the limits in src/base/limits.def: each is reached, reported at its line and raised by --limit. Small input
remains cheap."""

import os
import resource
import tempfile

import bounds

HEAD = '---\ntitle: T\nlang: en\n---\n\n'


def built(text, *arguments, codes=(), exits=(0,), cpu=2, memory=150):
    result = bounds.build({'report.md': HEAD + text if not text.startswith('---') else text}, *arguments, exits=exits, cpu=cpu, memory=memory)
    assert set(codes) <= result.codes(), str(result)
    return result


def full_cells():
    for cells in (('bean ' * 4000, 'x' * 20000), ('bean ' * 5000, 'soil ' * 5000, 'rain ' * 5000), ('international' * 800, 'a b ' * 3000)):
        row = '| ' + ' | '.join(cells) + ' |\n'
        built('|' + 'a|' * len(cells) + '\n|' + '-|' * len(cells) + '\n' + row)


def spans():
    for rows, colspan, rowspan in ((300, 1000, 65534), (2000, 1, 65534), (500, 100, 1), (60, 40, 1000)):
        table = '<table>' + ('<tr><td rowspan=%d colspan=%d>z</td></tr>' % (rowspan, colspan)) * rows + '</table>\n'
        built(table, cpu=3)
    stairs = ''.join('<tr><td rowspan=%d>z</td><td>a</td></tr>' % (900 - i) for i in range(900))
    built('<table>' + stairs + '</table>\n', codes=['limit-reached'], cpu=3)


def columns():
    built('|' + 'a|' * 3000 + '\n|' + '-|' * 3000 + '\n|' + 'b|' * 3000 + '\n', codes=['limit-reached'])
    built('|' + 'a|' * 80 + '\n|' + '-|' * 80 + '\n|' + 'b|' * 80 + '\n', '--limit', 'table-columns=60', codes=['limit-reached'])


def bars():
    wide = built('First.\n\n' + '|' * 2000000 + '\n' + '|-' * 9 + '|\n', codes=['too-large'], exits=(1,))
    assert 'report.md:8:' in wide.stderr, str(wide)
    built('|a|\n|-|\n' + '|b' * 1000000 + '|\n', codes=['too-large'], exits=(1,))
    built('|a|\n|-|\n' + ('|b' * 3000 + '|\n') * 4000, codes=['too-large'], exits=(1,), cpu=4)
    built('Many bars, ' + '|' * 3000 + ' in a line.\n', cpu=1)


def attributes():
    many = ' '.join('a%d="%d>"' % (i, i) for i in range(100000))
    for text in ('<div ' + many + '>\nWords\n</div>\n', 'In a line <span ' + many + '>words</span>.\n', '<div\n' + many.replace(' ', '\n') + '>Words</div>\n'):
        result = built(text, codes=['limit-reached'])
        assert 'report.md:6' in result.stderr or 'report.md:1' in result.stderr, str(result)
    built('<p ' + ' '.join('b%d=1' % i for i in range(120)) + '>Words</p>\n', '--limit', 'attributes=200')


def marks():
    for mark in ('\u0301', '\u0323\u0301', '\u05b0', '\u200d', '\u200b', '\u2060', '\ufe0f', '\U000e0041', '\u034f'):
        run = 'a' + mark * 70000
        built('# ' + run + '\n\nThe rest ' + run + '.\n', codes=['limit-reached'])
    run = 'e' + '\u0301' * 70000
    built('---\ntitle: ' + run + '\nlang: en\n---\n\n```\n' + run + '\n```\n\n| a | b |\n|---|---|\n| ' + run + ' | c |\n\n> ' + run + '[^1]\n\n[^1]: ' + run + '\n',
          codes=['limit-reached'])


def sizes():
    built('word\n\n' * 4000, '--limit', 'nodes=1000', codes=['too-large'], exits=(1,))
    built('x\n\n<!-- pagebreak -->\n\n' * 60, '--limit', 'pages=50', codes=['too-large'], exits=(1,))
    built('word ' * 300, '--limit', 'input=1000', codes=['too-large'], exits=(1,))
    long = built('First.\n\n> ' + 'seven ' * 400000 + '\n', codes=['too-large'], exits=(1,))
    assert 'report.md:8:' in long.stderr, str(long)
    built('| a | ' + 'b' * 2000 + ' |\n|---|---|\n', '--limit', 'paragraph=1500', codes=['too-large'], exits=(1,))
    built('seven ' * 250 + '\n\n' + 'seven ' * 250, '--limit', 'paragraph=1600')
    built('---\ntitle: ' + 'word ' * 1000 + '\nlang: en\n---\n\nWords.\n', codes=['too-large'], exits=(1,))
    built('---\ntitle: T\nlang: en\ntags: [' + ','.join('t%d' % i for i in range(1500)) + ']\n---\n\nWords.\n', codes=['too-large'], exits=(1,))
    built('word\n\n' * 500, '--limit', 'nodes=100', '--limit', 'nodes=100000')
    bounds.recto('report.md', '--limit', 'nodes=0', exits=(2,))
    bounds.recto('report.md', '--limit', 'leaves=5', exits=(2,))


def no_memory():
    """Each amount of memory gives the PDF, or exit 5 with a message and the old file; below the first the loader itself gives up (127)."""
    if bounds.sanitized(bounds.RECTO):
        return
    text = HEAD + ('# Head\n\n' + 'word *b* [a](https://example.org/) <b>x</b> ' * 150 + '\n\n|a|b|\n|-|-|\n|a|b|\n\n') * 12
    codes = set()
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, 'report.md'), 'w') as file:
            file.write(text)
        for megabytes in range(20, 120, 6):
            out = os.path.join(folder, 'out.pdf')
            with open(out, 'w') as file:
                file.write('old')
            room = megabytes << 20
            result = bounds.run_command([bounds.RECTO, 'report.md', '-o', 'out.pdf'], cwd=folder,
                                        before=lambda: resource.setrlimit(resource.RLIMIT_AS, (room, room)))
            assert result.code in (0, 5, 127), str(result)
            codes.add(result.code)
            assert result.code != 5 or 'recto: ' in result.stderr, str(result)
            with open(out, 'rb') as file:
                assert file.read(4) == (b'%PDF' if result.code == 0 else b'old'), str(result)
            assert sorted(os.listdir(folder)) == ['out.pdf', 'report.md'], os.listdir(folder)
    assert {0, 5} <= codes, codes


TESTS = [
    ('full-cells-cost-what-their-text-costs', full_cells),
    ('spans-end-with-the-table', spans),
    ('wide-tables-are-set-cell-by-cell', columns),
    ('rows-of-too-many-cells-are-errors', bars),
    ('attributes-beyond-the-limit-are-ignored', attributes),
    ('marks-beyond-the-limit-are-left-out', marks),
    ('sizes-beyond-the-limit-are-errors', sizes),
    ('no-memory-is-exit-5', no_memory),
]
