#!/usr/bin/env python3
"""mutate.py RECTO SOURCE_ROOT [--runs N] [--first N] [--keep DIR]: the whole program on made-up projects.

Each run makes a project from its number alone: Markdown, recto.yaml, a style, CSV, SVG, PNG, further chapters; most of them damaged. recto then
builds it in one of its ways; some of the PDFs are extracted, verified, damaged and read again. Held to bounds (tests/hostile/bounds.py): exit
code, no signal, CPU time, memory, stderr without control characters, a whole PDF or none, nothing left behind.

In a test run 150 projects are made; by hand any number: mutate.py build/recto . --runs 20000 --keep /tmp/found. A project that failed is kept
in DIR under its number."""

import argparse
import os
import random
import re
import shutil
import struct
import sys
import tempfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..'))
sys.path.insert(0, os.path.join(HERE, '..', 'hostile'))
import bounds
import tap

# Much more than any of these needs; what exceeds them is a fault.
CPU, MEMORY = 12, 500
EXITS = (0, 1, 3, 4, 5)
BATCH = 25
WORDS = ('ferry', 'pier', 'tide', 'a', 'the', 'of', 'harbourmaster', 'rope', 'engine-room', 'naïve', 'Überfahrt', 'маяк', 'عبّارة', '渡し船', '12', '1,683',
         '2024-03-20', 'NASA', '“words”', "it's", '😀', 'x' * 90, 'https://example.org/a/b?c=d', 'e\u0301', '\u00ad', '\u200b', '\u202e', '&amp;', '&#7;')
NOTES = ('[^a]', '[^b]', '[^c]')
CLASSES = ('.side', '.wide', '.lead', '.part', '.turned', '.unknown', '#id', 'width=50%', 'width=-1', 'lang=ar', 'start=9999999999')


def words(rng, most=12):
    return ' '.join(rng.choice(WORDS) for _ in range(rng.randint(1, most)))


def braces(rng):
    return ' {%s}' % ' '.join(rng.sample(CLASSES, rng.randint(1, 3))) if rng.random() < 0.2 else ''


# ---- Markdown ----

def inline(rng):
    text = words(rng)
    return rng.choice((
        text, text, text, '**%s** *%s*' % (text, words(rng, 3)), '`%s`' % text, '[%s](#one)' % text, '[%s](other.md#two)' % text,
        '[%s](javascript:void)' % text, text + rng.choice(NOTES), '![%s](%s "%s")%s' % (words(rng, 3), rng.choice(PICTURES), text, braces(rng)),
        '<span lang="ar">%s</span>' % text, '<sub>%s</sub><br>' % text, '~~%s~~' % text, '`spark: %s`' % ' '.join('%d' % rng.randint(-9, 99) for _ in range(5)),
        '[%s]{.small}' % text, '$%s$' % text, '<!-- %s -->' % text))


PICTURES = ('picture.png', 'drawing.svg', 'damaged.png', 'missing.png', '../outside.png', '/etc/hostname', 'data:image/png;base64,iVBORw0KGgo=',
            'https://example.org/p.png', 'data.csv')


def paragraph(rng):
    return rng.choice((' ', '\n', '  \n')).join(inline(rng) for _ in range(rng.randint(1, 6))) + '\n' + (braces(rng).strip() + '\n' if rng.random() < 0.1 else '')


def table(rng):
    columns = rng.randint(1, 9)
    rows = ['| ' + ' | '.join(inline(rng) if rng.random() < 0.8 else '' for _ in range(rng.randint(1, columns + 1))) + ' |'
            for _ in range(rng.randint(1, 12))]
    rows.insert(1, '|' + '|'.join(rng.choice(('---', ':--', '--:', ':-:')) for _ in range(columns)) + '|')
    rows[0] = '| ' + ' | '.join(words(rng, 2) for _ in range(columns)) + ' |'
    return '\n'.join(rows) + '\n' + rng.choice(('', 'Table: %s\n' % words(rng), ': caption\n'))


def html_table(rng):
    rows = ''.join('<tr>%s</tr>' % ''.join('<t%s rowspan=%d colspan=%d>%s' % (rng.choice('dh'), rng.choice((1, 1, 2, 3, 99)), rng.choice((1, 1, 2, 7)), words(rng, 4))
                                           for _ in range(rng.randint(0, 5))) for _ in range(rng.randint(0, 7)))
    return '<table><caption>%s</caption>%s</table>\n' % (words(rng, 3), rows)


def chart(rng):
    kind = rng.choice(('bar', 'column', 'grouped', 'stacked', 'line', 'area', 'donut', 'timeline', 'multiples', 'radar'))
    number = lambda: rng.choice(('0', '-4', '1683', '~', 'n/a', '1e308', '3.5', '"1,234"', '99999999999999999999', 'many'))
    data = rng.choice((
        '{%s}' % ', '.join('%s%d: %s' % (rng.choice('abc'), i, number()) for i in range(rng.randint(0, 14))),
        '{high: [%s], low: [%s]}\nlabels: months' % (', '.join(number() for _ in range(5)), ', '.join(number() for _ in range(rng.randint(0, 6)))),
        '[[year, a], [2023, %s], [2024, %s]]' % (number(), number()), '{2024: begun, 2024-03: half, 2024-13-01: never}'))
    data = 'file: %s' % rng.choice(('data.csv', 'missing.csv', '../x.csv', 'recto.yaml')) if rng.random() < 0.3 else 'data: ' + data
    return '```chart\ntype: %s\ntitle: %s\nunit: %s\n%s\n```\n' % (kind, words(rng, 3), rng.choice(('%', 'trips', '"\\x07"')), data)


def figures(rng):
    return '```figures\n%s\n```\n' % '\n'.join('- {value: %s, label: "%s"}' % (rng.choice(('12', '$4.7M', '"1,904"', '[1]')), words(rng, 2).replace('"', ''))
                                              for _ in range(rng.randint(0, 8)))


def items(rng, depth=0):
    lines = ['  ' * depth + rng.choice(('- ', '1. ', '* ', '- [x] ')) + inline(rng) for _ in range(rng.randint(1, 4))]
    return '\n'.join(lines) + '\n' + (items(rng, depth + 1) if rng.random() < 0.4 and depth < 6 else '')


def quote(rng):
    return ''.join('> ' + line + '\n' for line in (rng.choice(('', '[!NOTE]\n', '[!WARNING] x\n')) + block(rng)).splitlines())


def code(rng):
    return '```%s\n%s\n```\n' % (rng.choice(('', 'c', 'python', 'diff', 'console', 'nolanguage', 'mermaid')), '\n'.join(words(rng, 20) for _ in range(rng.randint(0, 30))))


def division(rng):
    return '<div class="%s" id="%s">\n\n%s\n\n</div>\n' % (rng.choice(('side', 'landscape', 'note', 'columns')), words(rng, 1), block(rng))


def heading(rng):
    return '#' * rng.randint(1, 6) + ' ' + inline(rng).replace('\n', ' ') + braces(rng) + '\n'


def block(rng):
    return rng.choice((paragraph, paragraph, paragraph, heading, table, html_table, chart, figures, items, quote, code, division))(rng)


def front_matter(rng):
    lines = ['title: ' + rng.choice(('Ferry year', '"A: title"', '[x]', '"\\x1b[31m"', '"a\\nb"', '|\n  two\n  lines')), 'lang: ' + rng.choice(('en', 'de', 'ar', 'ja', 'xx', '[en]'))]
    if rng.random() < 0.5:
        lines += ['date: ' + rng.choice(('2024-05-06', '05/04/2025', 'yesterday', '9999-99-99')), 'authors: [Mira Holt, "Oke | Lund"]', 'description: ' + words(rng).replace(':', '')]
    if rng.random() < 0.3:
        lines.append('recto: {%s}' % ', '.join('%s: %s' % pair for pair in style_pairs(rng, 3)))
    rng.shuffle(lines)
    return '---\n%s\n---\n' % '\n'.join(lines)


def markdown(rng):
    text = front_matter(rng) if rng.random() < 0.8 else ''
    text += '\n'.join(block(rng) for _ in range(rng.randint(0, 14)))
    for note in NOTES:
        if rng.random() < 0.6:
            text += '\n%s: %s\n' % (note, paragraph(rng).replace('\n', '\n    '))
    return text


# ---- the other files ----

def style_keys():
    """All keys of styles/base.yaml, dotted."""
    keys, path = [], []
    with open(os.path.join(bounds.SOURCE_ROOT, 'styles', 'base.yaml'), encoding='utf-8') as file:
        for line in file:
            match = re.match(r'^( *)([a-z0-9.-]+):', line)
            if match:
                path = path[:len(match.group(1)) // 2] + [match.group(2)]
                keys.append('.'.join(path))
    return keys


def style_pairs(rng, n):
    values = ('yes', 'no', '12pt', '0', '-3mm', '9999pt', '2u', '"#123456"', 'none', 'auto', '50%', '3', 'letter', 'report', 'margin', '[1]', '~', 'x', '1e99', 'dots')
    useful = (('page.size', 'letter'), ('notes', 'margin'), ('page.columns', '2'), ('page.facing', 'yes'), ('composition', 'report'), ('composition', 'sheet'),
              ('page.text-bottom', '300pt'), ('contents', 'page'), ('chapter.opens', 'yes'), ('cover.pattern', 'arcs'), ('link.addresses', 'end'))
    return [rng.choice(useful) if rng.random() < 0.6 else (rng.choice(KEYS), rng.choice(values)) for _ in range(rng.randint(0, n))]


def recto_yaml(rng):
    return ''.join('%s: %s\n' % pair for pair in style_pairs(rng, 6)) + rng.choice(('', 'style: kata\n', 'style: own.yaml\n', 'lang: de\n'))


def own_style(rng):
    return 'extends: %s\n' % rng.choice(('base', 'quiet', 'own.yaml', 'nowhere', '../x.yaml')) + ''.join('%s: %s\n' % pair for pair in style_pairs(rng, 9))


def csv(rng):
    separator = rng.choice(',;\t')
    return '\n'.join(separator.join(rng.choice(('1', '"a b"', '"x""y"', '', 'May', '-3.5', '"' + words(rng, 3) + '"', '1,5')) for _ in range(rng.randint(1, 5)))
                     for _ in range(rng.randint(0, 9)))


def svg(rng):
    shapes = ''.join(rng.choice((
        '<rect width="%d" height="9" fill="#357"/>', '<text x="%d" y="9" font-family="nowhere">tide</text>', '<use href="#a" x="%d"/>',
        '<g id="a"><use href="#a" y="%d"/></g>', '<image href="picture.png" width="%d"/>', '<path d="M0 0L%d 9Z" stroke="red"/>', '<script>x(%d)</script>',
        '<style>rect{fill:url(x%d)}</style>', '<filter id="f%d"><feGaussianBlur stdDeviation="999"/></filter>')) % rng.randint(-9, 999) for _ in range(rng.randint(0, 8)))
    head = rng.choice(('', '<!DOCTYPE svg [<!ENTITY e "words">]>', '<!DOCTYPE svg [<!ENTITY e SYSTEM "/etc/hostname">]>', '<?xml version="1.0"?>'))
    size = rng.choice(('viewBox="0 0 30 10"', 'width="30" height="10"', 'width="1e9" height="1e9"', 'width="0" height="-5"', ''))
    return '%s<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" %s>%s%s</svg>' % (head, size, shapes, '<text>&e;</text>' if 'ENTITY' in head else '')


def png(rng):
    colour_type, depth = rng.choice(((0, 1), (0, 8), (0, 16), (2, 8), (3, 4), (4, 8), (6, 8), (6, 16)))
    width, height = rng.choice(((1, 1), (7, 5), (40, 30), (300, 2)))
    row = (width * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour_type] * depth + 7) // 8
    data = b''.join(b'\0' + bytes(rng.randrange(256) for _ in range(row)) for _ in range(height))

    def chunk(name, content):
        return struct.pack('>I', len(content)) + name + content + struct.pack('>I', zlib.crc32(name + content))
    palette = chunk(b'PLTE', bytes(range(48))) if colour_type == 3 else b''
    claimed = rng.choice((width, width, width, 100000))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', claimed, height, depth, colour_type, 0, 0, rng.choice((0, 0, 1)))) + palette
            + chunk(b'IDAT', zlib.compress(data)) + chunk(b'IEND', b''))


# ---- damage ----

TOKENS = (b'\0', b'\xff', b'\xef\xbb\xbf', b'\x1b[2J', b'\r', b'---\n', b'```', b'|', b'{', b'}', b'[^a]', b'<div>', b'</table>', b'"', b"'", b'&', b'\xc3', b'\xe2\x80\xae', b'%s%n',
          b'99999999999999999999', b'-', b'../', b'\n\n\n')


def damage(rng, data):
    """Up to five changes; a text that is long is made no longer than 100 KB."""
    for _ in range(rng.randint(1, 5)):
        at = rng.randrange(len(data) + 1)
        length = min(rng.choice((1, 1, 2, 8, 60)), len(data) - at)
        how = rng.randrange(7)
        if how == 0:
            data = data[:at] + data[at + length:]
        elif how == 1:
            data = data[:at] + rng.choice(TOKENS) + data[at:]
        elif how == 2:
            data = data[:at] + data[at:at + length] * rng.choice((2, 30, 300)) + data[at + length:]
        elif how == 3:
            data = data[:at] + bytes(rng.randrange(256) for _ in range(length)) + data[at + length:]
        elif how == 4:
            data = data[:at]
        elif how == 5:
            other = rng.randrange(len(data) + 1)
            data = data[:at] + data[other:other + 200] + data[at:]
        elif length:
            data = data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1:]
    return data[:100000]


def seeds(rng):
    """A document of the corpus of the report target, without its line of options."""
    folder = os.path.join(HERE, 'corpus', 'report')
    with open(os.path.join(folder, rng.choice(sorted(os.listdir(folder)))), 'rb') as file:
        return file.read().split(b'\n', 1)[-1]


def make_project(rng):
    """Name → bytes."""
    files = {'report.md': markdown(rng).encode() if rng.random() < 0.7 else seeds(rng), 'other.md': markdown(rng).encode(), 'data.csv': csv(rng).encode(),
             'drawing.svg': svg(rng).encode(), 'picture.png': png(rng), 'damaged.png': damage(rng, png(rng)), 'recto.yaml': recto_yaml(rng).encode(),
             'own.yaml': own_style(rng).encode()}
    if rng.random() < 0.5:
        del files['recto.yaml']
    for name in sorted(files):
        if rng.random() < (0.5 if name == 'report.md' else 0.15):
            files[name] = damage(rng, files[name])
    return files


# ---- a run ----

FORMS = (('-o', 'out.pdf'),) * 6 + (
    ('-o', 'out.pdf', '--variant', 'print'), ('-o', 'out.pdf', '--variant', 'print', '--impose', 'booklet'), ('-o', 'out.pdf', '--variant', 'newsletter'),
    ('-o', 'out.pdf', '--style', 'bold', '--deny', 'warnings'), ('-o', 'out.pdf', '--style', 'own.yaml'), ('-o', 'out.pdf', '--cover', 'cover.png'),
    ('-o', 'out.pdf', '--no-repair', '--linearize', '--deps', 'out.d', '-v'), ('-f', 'pages', '-o', '-'), ('-f', 'tags', '-o', '-'),
    ('-f', 'document', '-o', '-'), ('-f', 'svg', '-o', 'page.svg'), ('-f', 'png', '-o', 'page.png', '--dpi', '20'))


def run(folder, *arguments):
    return bounds.recto(*arguments, exits=EXITS, cwd=folder, cpu=CPU, memory=MEMORY)


def read_back(rng, folder):
    """The PDF as extract and verify read it, and a damaged copy."""
    exits = (*EXITS, 6)
    bounds.recto('verify', 'out.pdf', exits=exits, cwd=folder, cpu=CPU, memory=MEMORY)
    with open(os.path.join(folder, 'out.pdf'), 'rb') as file:
        data = damage(rng, file.read()[:400000])
    with open(os.path.join(folder, 'damaged.pdf'), 'wb') as file:
        file.write(data)
    bounds.recto(rng.choice(('extract', 'verify')), 'damaged.pdf', exits=exits, cwd=folder, cpu=CPU, memory=MEMORY)


def run_project(rng, folder):
    inputs = set(os.listdir(folder))
    arguments = rng.choice(FORMS)
    command = ('check',) if rng.random() < 0.08 else ()
    sources = ('report.md', 'other.md') if rng.random() < 0.1 else ('report.md',)
    result = run(folder, *command, *sources, *(() if command else arguments))
    made = set(os.listdir(folder)) - inputs
    if command or result.code:
        assert made <= {'out.d'}, 'exit %d, but there is %s\n%s' % (result.code, sorted(made), result)
    elif 'out.pdf' in arguments:
        assert 'out.pdf' in made, 'no PDF: %s' % result
        if rng.random() < 0.25:
            bounds.check_pdf(os.path.join(folder, 'out.pdf'))
        if rng.random() < 0.15:
            read_back(rng, folder)
    hidden = [name for name in os.listdir(folder) if name.startswith('.') or '.tmp' in name]
    assert not hidden, 'left behind: %s' % hidden


def run_number(number, keep):
    rng = random.Random('recto %d' % number)
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(rng)
        for name, content in project.items():
            with open(os.path.join(folder, name), 'wb') as file:
                file.write(content)
        try:
            run_project(rng, folder)
        except Exception:
            if keep:
                shutil.copytree(folder, os.path.join(keep, str(number)), dirs_exist_ok=True)
            raise


def run_batch(numbers, keep):
    faults = []
    for number in numbers:
        try:
            run_number(number, keep)
        except Exception as error:
            faults.append('project %d: %s' % (number, error))
    assert not faults, '\n'.join(faults)


def main():
    global KEYS
    parser = argparse.ArgumentParser()
    parser.add_argument('recto')
    parser.add_argument('source_root')
    parser.add_argument('--runs', type=int, default=150)
    parser.add_argument('--first', type=int, default=0)
    parser.add_argument('--keep')
    options = parser.parse_args()
    bounds.RECTO, bounds.SOURCE_ROOT = os.path.abspath(options.recto), os.path.abspath(options.source_root)
    KEYS = style_keys()
    end = options.first + options.runs
    batches = [range(first, min(first + BATCH, end)) for first in range(options.first, end, BATCH)]
    tap.run([('projects %d to %d end well' % (batch[0], batch[-1]), lambda batch=batch: run_batch(batch, options.keep)) for batch in batches])


main()
