#!/usr/bin/env python3
"""notes.py RECTO: no note in the margin is ever lost, said twice, or set over another.

Documents are made up from seeds: paragraphs, lists and tables with many footnotes, short ones and long ones, blocks marked {.side}, links whose addresses want the
margin too, on pages of several depths and shapes."""

import os
import random
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import tap

RECTO = os.path.abspath(sys.argv[1])
WORDS = ('lamp', 'keeper', 'lantern', 'harbour', 'a', 'of', 'observation', 'wick', 'lighthouse', 'oil', 'north', 'storm', 'uninterrupted', 'is')
SHAPES = ([], ['page.size=letter'], ['page.text-bottom=420pt'], ['page.text-bottom=560pt'], ['composition=leaflet'], ['composition=sheet'], ['page.facing=yes'],
          ['page.columns=2'], ['composition=report', 'composition.report-chapters=1'])
# Edges of the margin column and of the text, in points.
EDGES = {'a4': (56, 196, 224), 'letter': (64, 204, 232)}


def words(rng, least, most):
    return ' '.join(rng.choice(WORDS) for _ in range(rng.randint(least, most)))


class Report:
    def __init__(self, rng):
        self.rng, self.notes, self.sides = rng, [], []
        self.text = '---\ntitle: Notes\nlang: en\nrecto: {notes: margin}\n---\n\n' + ''.join(self.block() for _ in range(rng.randint(4, 24)))
        self.text += '\n\n'.join('[^%d]: %s' % (i, note) for i, note in enumerate(self.notes)) + '\n'

    def mark(self):
        number = len(self.notes)
        self.notes.append('note%dx %s' % (number, words(self.rng, 1, self.rng.choice((4, 12, 28, 60)))))
        return '[^%d]' % number

    def sentence(self):
        text = words(self.rng, 3, 14)
        kind = self.rng.random()
        if kind < 0.3:
            text += self.mark()
        elif kind < 0.4:
            text += ' [%s](https://example.org/%d)' % (words(self.rng, 1, 3), self.rng.randint(1, 99))
        return text + '.'

    def paragraph(self):
        return ' '.join(self.sentence() for _ in range(self.rng.randint(1, 9)))

    def side(self):
        number = len(self.sides)
        self.sides.append(number)
        return 'side%dx %s\n{.side}\n\n' % (number, words(self.rng, 2, self.rng.choice((10, 40, 160))))

    def block(self):
        kind = self.rng.random()
        if kind < 0.15:
            return '%s%s\n\n' % (self.side(), self.paragraph())
        if kind < 0.2:
            item, *more = (self.side() + self.paragraph() + '\n\n' + self.side()).splitlines()
            first, rest = self.rng.choice((('- ', '  '), ('> ', '> '), ('> > ', '> > '), ('1. ', '   ')))
            return first + item + '\n' + ''.join('%s%s\n' % (rest, line) for line in more) + '\n'
        if kind < 0.3:
            return '\n'.join('- ' + self.sentence() for _ in range(self.rng.randint(1, 5))) + '\n\n'
        if kind < 0.4:
            rows = ['| %s | %s |' % (words(self.rng, 1, 3) + (self.mark() if self.rng.random() < 0.3 else ''), self.rng.randint(1, 99)) for _ in range(4)]
            return '| what | much |\n|---|---:|\n' + '\n'.join(rows) + '\n\n'
        if kind < 0.5:
            return '# %s\n\n' % words(self.rng, 1, 4)
        return self.paragraph() + '\n\n'


def say(path, form, shape):
    sets = [word for key in shape for word in ('--set', key)]
    result = subprocess.run([RECTO, path, '-f', form, '-o', '-', *sets], capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    return result.stdout


def in_the_margin(pages, edges):
    """Returns page → [(y, text, line)] for the text in the margin column, from top to bottom."""
    left, right, column = edges
    page, found = 0, {}
    for line in pages.splitlines():
        if line.startswith('page '):
            page = int(line.split()[1])
        parts = re.match(r'text (\S+) (\S+) w(\S+) "((?:[^"\\]|\\.)*)"(.*)', line)
        if parts and left - 2 <= float(parts[1]) < right and ' footer' not in line and 'Span' not in line:
            found.setdefault(page, []).append((float(parts[2]), parts[4], float(parts[1]) + float(parts[3]), line))
    return {page: sorted(lines) for page, lines in found.items()}


def check_margin(pages, edges):
    for page, lines in in_the_margin(pages, edges).items():
        rows = sorted({y for y, *_ in lines})
        for above, below in zip(rows, rows[1:]):
            assert below - above >= 9.9, 'page %d: lines at %s and %s' % (page, above, below)
        for _, text, end, line in lines:
            assert end <= edges[2] - 8, 'page %d: too wide: %s' % (page, line)


def one(seed, folder):
    rng = random.Random(seed)
    report, shape = Report(rng), rng.choice(SHAPES)
    path = os.path.join(folder, 'notes.md')
    with open(path, 'w') as file:
        file.write(report.text)
    tags, pages = say(path, 'tags', shape), say(path, 'pages', shape)
    for kind, names in (('note', range(len(report.notes))), ('side', report.sides)):
        for number in names:
            for form, text in (('tags', tags), ('pages', pages)):
                n = len(re.findall(r'\b%s%dx\b' % (kind, number), text))
                assert n == 1, 'seed %d %s: %s%d stands %d times in %s' % (seed, shape, kind, number, n, form)
    if 'page.columns=2' not in shape and 'page.facing=yes' not in shape and 'composition=sheet' not in shape:
        try:
            check_margin(pages, EDGES['letter' if 'page.size=letter' in shape else 'a4'])
        except AssertionError as error:
            raise AssertionError('seed %d %s: %s' % (seed, shape, error)) from None


def every_note_stands_once_and_clear_of_the_others():
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(150):
            one(seed, folder)


tap.run([('every note stands once, and clear of the others', every_note_stands_once_and_clear_of_the_others)])
