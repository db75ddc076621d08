#!/usr/bin/env python3
"""covers.py RECTO SOURCE_ROOT: tests covers with images and patterns by their visible result."""

import os
import random
import re
import struct
import subprocess
import sys
import tempfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..'))
import tap

RECTO = os.path.abspath(sys.argv[1])
ROOT = os.path.abspath(sys.argv[2])
WORK = tempfile.TemporaryDirectory()
PATTERNS = ('squares', 'dots', 'stripes', 'triangles', 'arcs', 'waves')
DPI = 144


def run(*command):
    result = subprocess.run(command, capture_output=True, timeout=120)
    assert result.returncode == 0, '%s\n%s' % (command, result.stderr.decode())
    return result


def path(name):
    return os.path.join(WORK.name, name)


def png(name, width, height, grey):
    """Returns a PNG with one byte per pixel: grey(x, y)."""
    rows = b''.join(b'\0' + bytes(grey(x, y) for x in range(width)) for y in range(height))

    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    with open(path(name), 'wb') as file:
        file.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 0, 0, 0, 0)) +
                   chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


def blocks(width, height):
    """The worst ground for type: blocks of black and of white."""
    chance = random.Random(1)
    tone = [[chance.choice((0, 255)) for _ in range(width // 16 + 1)] for _ in range(height // 16 + 1)]
    return lambda x, y: tone[y // 16][x // 16]


def document(name, *lines):
    with open(path(name), 'w', encoding='utf-8') as file:
        file.write('---\ntitle: Kata Containers 2024 Annual Report\nsubtitle: Code, releases and people\ndate: 2025-01-15\nauthor: Ada Brook\n'
                   'category: Papers\nlang: en\n%s---\n\nWords.\n' % ''.join(line + '\n' for line in lines))
    return path(name)


def typeset(source, *options):
    pdf = os.path.splitext(source)[0] + '.pdf'
    run(RECTO, source, '-o', pdf, '--set', 'composition=leaflet', *options)
    return pdf


class Raster:
    """The first page as it is seen."""

    def __init__(self, pdf, dpi=DPI):
        data = run('pdftoppm', '-r', str(dpi), '-f', '1', '-l', '1', pdf).stdout
        head = re.match(rb'P6\s+(\d+)\s+(\d+)\s+255\s', data)
        self.width, self.height = int(head.group(1)), int(head.group(2))
        self.data, self.scale = data[head.end():], dpi / 72

    def at(self, x, y):
        """The pixel at a place in points."""
        column, row = min(int(x * self.scale), self.width - 1), min(int(y * self.scale), self.height - 1)
        place = 3 * (row * self.width + column)
        return tuple(self.data[place:place + 3])

    def box(self, left, top, right, bottom):
        for row in range(int(top * self.scale), int(bottom * self.scale)):
            for column in range(int(left * self.scale), int(right * self.scale)):
                place = 3 * (row * self.width + column)
                yield tuple(self.data[place:place + 3])


def luminance(colour):
    parts = [value / 255 for value in colour]
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    a, b = luminance(one), luminance(other)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)


def texts(source, *options):
    """Texts of the cover that are read: place, width, size, colour."""
    dump = run(RECTO, source, '-o', '-', '-f', 'pages', '--set', 'composition=leaflet', *options).stdout.decode()
    cover = dump.split('\n\n')[0]
    found = []
    for line in cover.splitlines():
        match = re.match(r'text (\S+) (\S+) w(\S+) "(.*?)" .* (\d+) (\S+) #(\w{6}) (\S+)', line)
        if match and match.group(8)[0].isupper():
            colour = tuple(int(match.group(7)[i:i + 2], 16) for i in (0, 2, 4))
            found.append((*map(float, match.group(1, 2, 3)), match.group(4), float(match.group(6)), colour))
    assert len(found) >= 6, cover
    return found


def must_be_readable(source, *options):
    """Left and right of every line, where no letter is, the ground has what contrast its text needs."""
    raster = Raster(typeset(source, *options))
    for x, y, width, words, size, colour in texts(source, *options):
        least = 3 if size >= 24 else 4.5
        top, right = y - size * 0.7, x + width - size * 0.3 * words.endswith(' ')
        around = set(raster.box(x - 6, top, x - 3, y)) | set(raster.box(right + 3, top, right + 6, y))
        worst = min(contrast(colour, ground) for ground in around)
        assert worst >= least, '%s: %s has a contrast of %.2f' % (options, words, worst)


def text_over_a_picture_is_readable():
    png('worst.png', 1408, 1872, blocks(1408, 1872))
    source = document('worst.md', 'cover: {picture: worst.png, credit: "Drawn by chance"}')
    for style in ('kata', 'base', 'bold', 'quiet', 'openinfra'):
        for form in ('page', 'top', 'corner'):
            for size in ('a4', 'letter'):
                must_be_readable(source, '--style', style, '--set', 'cover.picture.form=' + form, '--set', 'page.size=' + size)


def text_over_a_pattern_is_readable():
    source = document('pattern.md')
    for style in ('kata', 'bold', 'openinfra'):
        for pattern in PATTERNS:
            must_be_readable(source, '--style', style, '--set', 'cover.pattern=' + pattern)


def picture_reaches_into_the_bleed():
    png('grey.png', 1408, 1872, lambda x, y: 90)
    source = document('bleed.md', 'cover: grey.png')
    for form, corners in (('page', ((0, 0), (1, 0), (0, 1), (1, 1))), ('top', ((0, 0), (1, 0))), ('corner', ((1, 0),))):
        raster = Raster(typeset(source, '--style', 'kata', '--variant', 'print', '--set', 'cover.picture.form=' + form, '--set', 'print.slug=0'))
        width, height = raster.width / raster.scale, raster.height / raster.scale
        for right, bottom in corners:
            seen = raster.at(width - 1 if right else 1, height - 1 if bottom else 1)
            assert max(abs(part - 90) for part in seen) < 40, '%s: %s at a corner' % (form, seen)


def field_reaches_the_edge_of_a_page_of_odd_size():
    """A4 is 595.28 points wide: the area beyond point 595 must not be a white line."""
    raster = Raster(typeset(document('edge.md'), '--style', 'kata'), 288)
    assert raster.at(595.1, 100) == raster.at(300, 10) != (255, 255, 255)


def focus_is_seen_where_it_is_said():
    """A white spot in a black picture: wherever it is, it is on the cover when the focus is on it."""
    for x, y in ((50, 50), (1350, 1800), (50, 1800), (700, 900)):
        png('spot.png', 1408, 1872, lambda px, py, x=x, y=y: 255 if abs(px - x) < 24 and abs(py - y) < 24 else 0)
        source = document('spot.md', 'cover: {picture: spot.png, focus: %d%% %d%%}' % (round(100 * x / 1408), round(100 * y / 1872)))
        raster = Raster(typeset(source, '--style', 'kata'), 36)
        above = set(raster.box(0, 0, 595, 262))
        assert any(min(pixel) > 200 for pixel in above), 'the spot at %d, %d is cropped' % (x, y)


def pattern_takes_little_room():
    source = document('room.md')
    without = os.path.getsize(typeset(source, '--style', 'kata'))
    for pattern in PATTERNS:
        more = os.path.getsize(typeset(source, '--style', 'kata', '--set', 'cover.pattern=' + pattern)) - without
        assert 0 < more < 8192, '%s takes %d bytes' % (pattern, more)


def pattern_follows_the_title_or_its_seed():
    one, other = document('one.md'), document('other.md')
    with open(other, encoding='utf-8') as file:
        text = file.read().replace('Annual', 'Yearly')
    with open(other, 'w', encoding='utf-8') as file:
        file.write(text)

    def drawn(source, *options):
        dump = run(RECTO, source, '-o', '-', '-f', 'pages', '--style', 'kata', '--set', 'composition=leaflet', '--set', 'cover.pattern=arcs', *options)
        return [line for line in dump.stdout.decode().splitlines() if line.startswith('path')]
    assert drawn(one) == drawn(one)
    assert drawn(one) != drawn(other)
    assert drawn(one, '--set', 'cover.pattern.seed=x') == drawn(other, '--set', 'cover.pattern.seed=x')


def pictures_of_covers_are_written_too():
    source = document('seen.md', 'cover: grey.png')
    for form in ('png', 'svg'):
        run(RECTO, source, '-o', path('seen.' + form), '-f', form, '--pages', '1', '--style', 'kata', '--set', 'composition=leaflet')
        assert os.path.getsize(path('seen-1.' + form)) > 1000


tap.run([(function.__name__.replace('_', ' '), function) for function in (
    text_over_a_picture_is_readable, text_over_a_pattern_is_readable, picture_reaches_into_the_bleed,
    field_reaches_the_edge_of_a_page_of_odd_size, focus_is_seen_where_it_is_said,
    pattern_takes_little_room, pattern_follows_the_title_or_its_seed, pictures_of_covers_are_written_too)])
