#!/usr/bin/env python3
"""tables.py RECTO: checks that no cell of a table ever loses text or changes its order.

Tables are generated from seeds: words, numbers, URLs, long words, other scripts, markup, empty cells, 1 to 14 columns,
on pages of several depths. The text of all cells must appear in order in the tagged text of the pages, and in the text
that poppler reads from the PDF."""

import collections
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
STRANGE = ('灯台守の記録', '灯塔看守人', 'Leuchtturmwärterinnen', 'маяк', 'φάρος', 'supercalifragilisticexpialidociousandmore' * 3,
           '0123456789abcdef' * 5, 'naïve—yes', '…', '№', '½')
SHAPES = ([], ['page.size=letter'], ['page.text-bottom=400pt'], ['page.text-bottom=360pt'], ['composition=sheet', 'page.text-bottom=500pt'])


def words(rng, most):
    return ' '.join(rng.choice(WORDS) for _ in range(rng.randint(1, most)))


def cell(rng, most):
    """Markdown of a cell and the text that must be found."""
    kind = rng.random()
    if kind < 0.12:
        return '', ''
    if kind < 0.30:
        number = rng.choice(('%d' % rng.randint(0, 9999), '%.2f' % rng.uniform(-99, 9999), '%d%%' % rng.randint(0, 100),
                             '$%d,%03d' % (rng.randint(1, 99), rng.randint(0, 999)), '%d.%d.%d' % (rng.randint(0, 9), rng.randint(0, 9), 1)))
        return number, number
    text = words(rng, most)
    if kind < 0.40:
        return '**%s** and *%s*' % (text, text), text + 'and' + text
    if kind < 0.47:
        return '`%s`' % text, text
    if kind < 0.54:
        return '[%s](https://example.org/%d)' % (text, rng.randint(1, 99)), text
    if kind < 0.60:
        address = 'https://example.org/%s' % '/'.join(text.split())
        return address, address
    if kind < 0.70:
        strange = rng.choice(STRANGE)
        return strange + ' ' + text, strange + text
    if kind < 0.75:
        return text + '<br>' + text, text + text
    return text, text


def table(rng):
    columns, rows, most = rng.choice((1, 2, 3, 3, 4, 4, 5, 6, 8, 12, 14)), rng.randint(1, 14), rng.choice((1, 3, 6, 20, 60))
    lines, expected = [], []
    for r in range(rows + 1):
        cells = [cell(rng, most if r else 2) for _ in range(columns)]
        if r == 0 and rng.random() < 0.1:
            cells = [('', '')] * columns
        lines.append('| ' + ' | '.join(markdown for markdown, _ in cells) + ' |')
        expected += [text for _, text in cells]
        if r == 0:
            lines.append('|' + '|'.join(rng.choice(('---', ':--', ':-:', '--:')) for _ in range(columns)) + '|')
    return '\n'.join(lines), expected


def document(seed):
    rng = random.Random(seed)
    parts, expected = ['---\ntitle: Made up\nlang: en\n---'], []
    for _ in range(3):
        markdown, texts = table(rng)
        parts += [words(rng, 9) + '.', markdown]
        expected += [parts[-2]] + texts
    return '\n\n'.join(parts) + '\n', ''.join(''.join(expected).split()), rng.choice(SHAPES)


def tagged_text(pages):
    """Text of all slots below the body, in the order of their elements."""
    slots = collections.defaultdict(list)
    for match in re.finditer(r'^text \S+ \S+ w\S+ "(.*)" .* (P|TH|TD|Link|Span|Code)\.(\d+) @', pages, re.M):
        slots[int(match.group(3))].append(match.group(1))
    return ''.join(''.join(slots[key]) for key in sorted(slots))


def plain(text):
    return re.sub(r'\s|\\-', '', text.replace('\\"', '"'))  # a word longer than its cell is hyphenated


def check_pages(folder, seed):
    markdown, expected, shape = document(seed)
    path = os.path.join(folder, 'made-up-%d.md' % seed)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(markdown)
    options = [word for key in ['body.hyphenate=no'] + shape for word in ('--set', key)]
    result = subprocess.run([RECTO, path, '-f', 'pages', '-o', '-', *options], capture_output=True, timeout=60)
    assert result.returncode == 0, 'seed %d: exit %d\n%s' % (seed, result.returncode, result.stderr.decode())
    actual = plain(tagged_text(result.stdout.decode()))
    if actual == expected:
        return
    at = next((i for i, (a, b) in enumerate(zip(actual, expected)) if a != b), min(len(actual), len(expected)))
    raise AssertionError('seed %d: at character %d “%s” instead of “%s”' % (seed, at, actual[at:at + 40], expected[at:at + 40]))


def check_pdf(folder, seed):
    markdown, expected, shape = document(seed)
    path = os.path.join(folder, 'made-up-%d.md' % seed)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(markdown)
    options = [word for key in ['body.hyphenate=no'] + shape for word in ('--set', key)]
    subprocess.run([RECTO, path, '-o', path + '.pdf', *options], check=True, capture_output=True, timeout=60)
    text = subprocess.run(['pdftotext', '-raw', path + '.pdf', '-'], check=True, capture_output=True, timeout=60).stdout.decode()
    lost = collections.Counter(expected) - collections.Counter(plain(text))
    assert not lost, 'seed %d: poppler misses %s' % (seed, dict(lost))


def main():
    with tempfile.TemporaryDirectory() as folder:
        tests = [('tables made up from seeds %d to %d keep their text, in order' % (first, first + 19),
                  lambda f=first: [check_pages(folder, seed) for seed in range(f, f + 20)]) for first in range(1, 121, 20)]
        tests.append(('poppler finds all characters of such tables', lambda: [check_pdf(folder, seed) for seed in range(1, 16)]))
        tap.run(tests)


main()
