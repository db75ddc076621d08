#!/usr/bin/env python3
"""make.py: the pictures of this folder, one for each way in which a file can be what it is. Run by hand, with Pillow; the files are checked in, so
that the tests need neither it nor the same version of it."""

import math
import os
import struct
import sys
import zlib

from PIL import Image, ImageDraw

HERE = os.path.dirname(os.path.abspath(__file__))


def path(name):
    return os.path.join(HERE, name)


def scene(width, height, mode='RGB'):
    """A sky, a hill and a sun at the right: which way is up can be seen."""
    image = Image.new('RGB', (width, height))
    draw = ImageDraw.Draw(image)
    for y in range(height):
        draw.line([(0, y), (width, y)], fill=(90 + 120 * y // height, 140 + 80 * y // height, 220))
    draw.polygon([(0, height), (0, height * 3 // 4), (width // 3, height // 2), (width, height * 4 // 5), (width, height)], fill=(70, 120, 60))
    radius = min(width, height) // 8
    draw.ellipse([width * 3 // 4 - radius, height // 4 - radius, width * 3 // 4 + radius, height // 4 + radius], fill=(250, 210, 80))
    return image.convert(mode)


def flat(width, height, n=6):
    """Returns an image with few colours, like a screenshot."""
    image = Image.new('RGB', (width, height), (250, 250, 250))
    draw = ImageDraw.Draw(image)
    for i in range(n):
        draw.rectangle([i * width // n, height // 4, (i + 1) * width // n - 4, height * (i + 2) // (n + 2)],
                       fill=(40 + 30 * i, 90, 200 - 25 * i))
    return image


def clear(image):
    """The same, clear towards the left."""
    alpha = Image.new('L', image.size)
    for x in range(image.width):
        alpha.paste(255 * x // max(image.width - 1, 1), (x, 0, x + 1, image.height))
    out = image.convert('RGBA')
    out.putalpha(alpha)
    return out


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def png(name, width, height, bits, colour, rows, interlace=0, extra=b''):
    raw = b''.join(b'\0' + row for row in rows)
    with open(path(name), 'wb') as file:
        file.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, bits, colour, 0, 0, interlace)) + extra
                   + chunk(b'IDAT', zlib.compress(raw, 9)) + chunk(b'IEND', b''))


def adam7(image):
    """Rows of the seven passes."""
    passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    pixels = image.load()
    for x0, y0, dx, dy in passes:
        for y in range(y0, image.height, dy):
            row = b''.join(bytes(pixels[x, y]) for x in range(x0, image.width, dx))
            if row:
                yield row


def fixed(value):
    return struct.pack('>i', round(value * 65536))


def profile(gamma, red, green, blue):
    """An ICC profile of a display: three primaries (x, y, z of the D50 connection space) and a gamma."""
    def xyz(values):
        return b'XYZ \0\0\0\0' + b''.join(fixed(v) for v in values)
    curve = b'curv\0\0\0\0' + struct.pack('>IH', 1, round(gamma * 256)) + b'\0\0'
    name = b'Wide'
    desc = b'desc\0\0\0\0' + struct.pack('>I', len(name) + 1) + name + b'\0' + bytes(78)
    desc += bytes(-len(desc) % 4)
    text = b'text\0\0\0\0No rights\0'
    text += bytes(-len(text) % 4)
    tags = [(b'desc', desc), (b'cprt', text), (b'wtpt', xyz((0.9642, 1, 0.8249))), (b'rXYZ', xyz(red)), (b'gXYZ', xyz(green)),
            (b'bXYZ', xyz(blue)), (b'rTRC', curve), (b'gTRC', curve), (b'bTRC', curve)]
    offset = 128 + 4 + 12 * len(tags)
    table, data = struct.pack('>I', len(tags)), b''
    for tag, body in tags:
        table += tag + struct.pack('>II', offset + len(data), len(body))
        data += body
    size = 128 + len(table) + len(data)
    header = struct.pack('>I', size) + b'\0\0\0\0' + bytes((2, 0x10, 0, 0)) + b'mntrRGB XYZ ' + struct.pack('>6H', 2020, 1, 1, 0, 0, 0)
    header += b'acsp' + bytes(4 * 7) + b''.join(fixed(v) for v in (0.9642, 1, 0.8249))
    return header + bytes(128 - len(header)) + table + data


WIDE = profile(2.2, (0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446))


def exif(orientation):
    data = Image.Exif()
    data[0x0112] = orientation
    return data


def pngs():
    scene(240, 160).save(path('rgb.png'))
    scene(240, 160, 'L').save(path('grey.png'))
    flat(240, 160).quantize(8).save(path('palette.png'), bits=4)
    image = scene(64, 48)
    png('interlaced.png', 64, 48, 8, 2, adam7(image), interlace=1)
    clear(scene(120, 80)).save(path('alpha.png'))
    flat(120, 80).convert('RGBA').save(path('opaque-alpha.png'))
    image = flat(120, 80).quantize(4)
    image.save(path('palette-clear.png'), transparency=0)
    rows = [b''.join(struct.pack('>HHH', x * 1000 % 65536, y * 1500 % 65536, 30000) for x in range(60)) for y in range(40)]
    png('sixteen.png', 60, 40, 16, 2, rows)
    png('one.png', 1, 1, 8, 2, [bytes((200, 60, 60))])
    png('bits.png', 16, 16, 1, 0, [bytes((0xAA, 0xAA)) if y % 2 else bytes((0x55, 0x55)) for y in range(16)])
    scene(240, 160).save(path('wide-gamut.png'), icc_profile=WIDE)
    scene(240, 160).save(path('fine.png'), dpi=(300, 300))
    flat(1300, 500).quantize(8).save(path('landscape.png'), bits=4)
    with open(path('rgb.png'), 'rb') as file:
        data = file.read()
    with open(path('cut-off.png'), 'wb') as file:
        file.write(data[:len(data) // 2])
    spoilt = bytearray(data)
    spoilt[len(data) // 2] ^= 0x40
    with open(path('spoilt.png'), 'wb') as file:
        file.write(spoilt)
    with open(path('huge.png'), 'wb') as file:
        file.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 30000, 30000, 8, 2, 0, 0, 0)) + chunk(b'IDAT', b'') + chunk(b'IEND', b''))


def jpegs():
    scene(240, 160).save(path('photo.jpg'), quality=80)
    scene(240, 160).save(path('progressive.jpg'), quality=80, progressive=True)
    scene(240, 160, 'L').save(path('grey.jpg'), quality=80)
    scene(240, 160, 'CMYK').save(path('cmyk.jpg'), quality=80)
    scene(240, 160).save(path('wide-gamut.jpg'), quality=80, icc_profile=WIDE)
    for orientation in range(1, 9):
        image = scene(48, 32)
        turns = {2: [Image.Transpose.FLIP_LEFT_RIGHT], 3: [Image.Transpose.ROTATE_180], 4: [Image.Transpose.FLIP_TOP_BOTTOM],
                 5: [Image.Transpose.TRANSPOSE], 6: [Image.Transpose.ROTATE_90], 7: [Image.Transpose.TRANSVERSE], 8: [Image.Transpose.ROTATE_270]}
        for turn in turns.get(orientation, []):
            image = image.transpose(turn)
        image.save(path('turned-%d.jpg' % orientation), quality=70, exif=exif(orientation))
    scene(1400, 900).save(path('large.jpg'), quality=60)
    with open(path('photo.jpg'), 'rb') as file:
        data = file.read()
    with open(path('cut-off.jpg'), 'wb') as file:
        file.write(data[:len(data) * 2 // 3])
    with open(path('head-only.jpg'), 'wb') as file:
        file.write(data[:20])


def webps():
    scene(240, 160).save(path('lossy.webp'), quality=70)
    flat(240, 160).save(path('lossless.webp'), lossless=True)
    clear(scene(120, 80)).save(path('clear.webp'), quality=70)
    frames = [scene(64, 48), flat(64, 48)]
    frames[0].save(path('moving.webp'), save_all=True, append_images=frames[1:], duration=300)
    scene(48, 32).transpose(Image.Transpose.ROTATE_90).save(path('turned.webp'), quality=70, exif=exif(6))
    with open(path('lossy.webp'), 'rb') as file:
        data = file.read()
    with open(path('cut-off.webp'), 'wb') as file:
        file.write(data[:len(data) // 2])


def write(name, text):
    with open(path(name), 'w', encoding='utf-8') as file:
        file.write(text)


def svgs():
    head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    write('drawing.svg', head + '''width="300" height="160" viewBox="0 0 300 160">
  <defs><linearGradient id="g"><stop offset="0" stop-color="#1f4e79"/><stop offset="1" stop-color="#1f4e79" stop-opacity="0.2"/></linearGradient></defs>
  <rect x="10" y="10" width="180" height="140" fill="url(#g)"/>
  <a xlink:href="https://example.org/"><circle cx="230" cy="60" r="40" fill="#f15b3e" opacity="0.7"/></a>
  <text x="20" y="90" font-family="sans-serif" font-size="24">Efficient offices</text>
</svg>
''')
    write('outside.svg', head + '''width="200" height="100">
  <image xlink:href="photo.jpg" width="100" height="100"/><image href="https://example.org/a.png" width="50" height="50"/>
  <image href="/etc/passwd" width="50" height="50"/><script>alert(1)</script>
  <style>@import url("https://example.org/a.css"); rect { fill: #3f78b0 }</style>
  <rect x="100" y="20" width="80" height="60"/>
</svg>
''')
    write('entities.svg', '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">' + ''.join(
        '<!ENTITY %s "%s">' % (chr(98 + i), '&%s;' % chr(97 + i) * 10) for i in range(9)) + ']>' + head + 'width="10" height="10"><text>&j;</text></svg>\n')
    write('own-entity.svg', '<!DOCTYPE svg [<!ENTITY blue "#3f78b0">]>' + head + 'width="60" height="30"><rect width="60" height="30" fill="&blue;"/></svg>\n')
    write('deep.svg', head + 'width="10" height="10">' + '<g>' * 3000 + '</g>' * 3000 + '</svg>\n')
    write('vast.svg', head + 'width="1e9" height="1e9"><rect width="1e9" height="5e8" fill="#9dbad9"/></svg>\n')
    write('copies.svg', head + 'width="10" height="10"><defs><g id="a0"><rect width="1" height="1"/></g>' + ''.join(
        '<g id="a%d">%s</g>' % (i + 1, '<use xlink:href="#a%d"/>' % i * 10) for i in range(12)) + '</defs><use xlink:href="#a12"/></svg>\n')
    write('blurred.svg', head + '''width="200" height="100">
  <defs><filter id="b"><feGaussianBlur stdDeviation="2"/></filter></defs>
  <rect x="20" y="20" width="80" height="60" fill="#1f4e79" filter="url(#b)"/><rect x="120" y="20" width="60" height="60" fill="#9dbad9"/>
</svg>
''')
    write('no-size.svg', head + 'viewBox="0 0 400 100"><path d="M0 100 Q200 -100 400 100 Z" fill="#8c8c88"/></svg>\n')
    write('page.svg', '<!DOCTYPE html><html><body>Not found</body></html>\n')


if __name__ == '__main__':
    pngs()
    jpegs()
    webps()
    svgs()
    print('%d files, %d bytes' % (len(os.listdir(HERE)), sum(os.path.getsize(path(n)) for n in os.listdir(HERE))), file=sys.stderr)
