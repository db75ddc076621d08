#!/usr/bin/env python3
"""pictures.py RECTO SOURCE_ROOT: pictures as they come out of the PDF, where they are looked for, and that they are inside it."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..'))
import tap

RECTO = os.path.abspath(sys.argv[1])
ROOT = os.path.abspath(sys.argv[2])
PICTURES = os.path.join(ROOT, 'tests', 'pdf', 'pictures')
WORK = tempfile.TemporaryDirectory()


def run(*command, **options):
    return subprocess.run(command, capture_output=True, timeout=120, **options)


def said(*command, **options):
    result = run(*command, **options)
    assert result.returncode == 0, '%s\n%s' % (command, result.stderr.decode())
    return result.stdout.decode()


def folder(name):
    path = os.path.join(WORK.name, name)
    os.makedirs(path, exist_ok=True)
    return path


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write('---\ntitle: Pictures\nlang: en\n---\n' + text)
    return path


def take(picture, *parts):
    """A copy of one of the test pictures under another name."""
    path = os.path.join(*parts)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    shutil.copyfile(os.path.join(PICTURES, picture), path)


def typeset(source, *options):
    """Returns the path of the PDF written next to the source, and the diagnostics."""
    pdf = os.path.splitext(source)[0] + '.pdf'
    result = run(RECTO, source, '-o', pdf, *options)
    assert result.returncode == 0, result.stderr.decode()
    return pdf, result.stderr.decode()


def one(picture, *options, text='![What it shows](%s)\n'):
    """A document of one picture."""
    at = folder('one-' + picture.replace('.', '-'))
    take(picture, at, picture)
    return typeset(write(os.path.join(at, 'one.md'), text % picture), *options)[0]


def images(pdf):
    """Rows of pdfimages: type, width, height, colour, components, bits, encoding, ppi."""
    return [line.split() for line in said('pdfimages', '-list', pdf).splitlines()[2:]]


def extracted(pdf, kind):
    stem = os.path.splitext(pdf)[0]
    for name in os.listdir(os.path.dirname(pdf)):
        if name.startswith('picture-'):
            os.unlink(os.path.join(os.path.dirname(pdf), name))
    said('pdfimages', kind, pdf, os.path.join(os.path.dirname(stem), 'picture'))
    return sorted(os.path.join(os.path.dirname(stem), name) for name in os.listdir(os.path.dirname(stem)) if name.startswith('picture-'))


def bytes_of(path):
    with open(path, 'rb') as file:
        return file.read()


def segments(jpeg):
    """Markers of a JPEG file up to its first scan."""
    at, found = 2, []
    while jpeg[at + 1] != 0xDA:
        found.append(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2:at + 4], 'big')
    return found


def a_jpeg_keeps_its_data():
    for name in ('photo.jpg', 'progressive.jpg', 'grey.jpg'):
        found = extracted(one(name), '-all')
        scan = bytes_of(os.path.join(PICTURES, name))
        scan = scan[scan.index(b'\xff\xda'):]
        assert len(found) == 1 and bytes_of(found[0]).endswith(scan), name


def a_png_keeps_its_size():
    for name, colour, bits in (('rgb.png', 'rgb', '8'), ('grey.png', 'gray', '8'), ('palette.png', 'index', '4'), ('bits.png', 'gray', '1')):
        row, = images(one(name))
        assert row[5] == colour and row[7] == bits and row[8] == 'image', row
        idat = bytes_of(os.path.join(PICTURES, name))
        size = sum(int.from_bytes(idat[m.start() - 4:m.start()], 'big') for m in re.finditer(b'IDAT', idat))
        assert row[14] == '%dB' % size, (name, row[14], size)


def pixels(pdf):
    """Returns the area of the image on a one-page document, as rows of RGB bytes."""
    window = '-r 72 -f 1 -l 1 -x 200 -y 240 -W 340 -H 240'.split()
    data = subprocess.run(['pdftoppm', *window, pdf], capture_output=True, check=True).stdout
    head = re.match(rb'P6\s(\d+) (\d+)\s255\s', data)
    width, height = int(head[1]), int(head[2])
    rows = data[head.end():]
    return [[tuple(rows[3 * (y * width + x):][:3]) for x in range(width)] for y in range(height)]


def picture_box(page):
    """Returns the bounds of the coloured area."""
    spots = [(x, y) for y, row in enumerate(page) for x, (r, g, b) in enumerate(row) if max(r, g, b) - min(r, g, b) > 24]
    return min(x for x, _ in spots), min(y for _, y in spots), max(x for x, _ in spots), max(y for _, y in spots)


SHEET = ('--set', 'composition=sheet')


def sun_is_at_the_right_and_above(name):
    page = pixels(one(name, *SHEET))
    left, top, right, bottom = picture_box(page)
    assert right - left > bottom - top, 'it lies on its side'
    r, g, b = page[top + (bottom - top) // 4][left + (right - left) * 3 // 4]
    assert r > 200 and g > 150 and b < 150, (name, (r, g, b))


def every_orientation_is_upright():
    for number in range(1, 9):
        sun_is_at_the_right_and_above('turned-%d.jpg' % number)
    sun_is_at_the_right_and_above('turned.webp')


def all_formats_show_the_same():
    for name in ('rgb.png', 'interlaced.png', 'photo.jpg', 'progressive.jpg', 'cmyk.jpg', 'lossy.webp', 'wide-gamut.jpg', 'wide-gamut.png',
                 'fine.png', 'moving.webp'):
        sun_is_at_the_right_and_above(name)


def metadata_stays_outside():
    at = folder('metadata')
    data = bytes_of(os.path.join(PICTURES, 'turned-6.jpg'))
    assert b'Exif' in data
    comment = b'\xff\xfe' + (2 + 17).to_bytes(2, 'big') + b'Where it was made'
    with open(os.path.join(at, 'a.jpg'), 'wb') as file:
        file.write(data[:2] + comment + data[2:])
    pdf, _ = typeset(write(os.path.join(at, 'a.md'), '![A hill](a.jpg)\n'), '--no-source')
    found = bytes_of(extracted(pdf, '-all')[0])
    assert b'Exif' not in found and b'Where it was made' not in found
    assert not set(segments(found)) & (set(range(0xE1, 0xEE)) | {0xFE})


def profiles_stay_where_they_say_something():
    assert images(one('wide-gamut.jpg'))[0][5] == 'icc'
    assert images(one('wide-gamut.png'))[0][5] == 'icc'
    assert images(one('cmyk.jpg'))[0][5] == 'rgb'


def each_picture_is_stored_once():
    at = folder('once')
    for name in ('a.jpg', 'b.jpg'):
        take('photo.jpg', at, name)
    take('drawing.svg', at, 'a.svg')
    text = '![One](a.jpg)\n\n![Another](b.jpg)\n\n![Drawn](a.svg)\n\n' * 8
    pdf, _ = typeset(write(os.path.join(at, 'a.md'), text), '--no-source')
    few, _ = typeset(write(os.path.join(at, 'b.md'), text[:60]), '--no-source')
    numbers = {row[10] for row in images(pdf)}
    assert len(images(pdf)) == 16 and len(numbers) == 1, numbers
    assert os.path.getsize(pdf) < os.path.getsize(few) + 24000, (os.path.getsize(pdf), os.path.getsize(few))
    assert run('qpdf', '--check', pdf).returncode == 0


def large_ones_are_sampled_down():
    row, = images(one('large.jpg'))
    assert int(row[12]) <= 180 and int(row[3]) < 1400, row
    row, = images(one('large.jpg', '--set', 'image.dpi=300'))
    assert int(row[3]) == 1400, row


def nothing_is_enlarged_beyond_what_prints_well():
    for name in ('rgb.png', 'photo.jpg', 'lossless.webp', 'one.png'):
        row, = images(one(name))
        assert int(row[12]) >= 149, (name, row)
    assert int(images(one('fine.png'))[0][12]) == 200


def a_wanted_width_is_kept_with_a_warning():
    at = folder('wanted')
    take('rgb.png', at, 'a.png')
    source = write(os.path.join(at, 'a.md'), '![A hill](a.png){width=100%}\n')
    pdf, words = typeset(source)
    assert '[picture-coarse]' in words
    assert int(images(pdf)[0][12]) < 100
    pages = said(RECTO, source, '-f', 'pages', '-o', '-')
    assert re.search(r'image 224 [\d.]+ 322x', pages), pages


def decoration_is_no_figure():
    at = folder('decoration')
    take('rgb.png', at, 'a.png')
    source = write(os.path.join(at, 'a.md'), 'Words.\n\n![](a.png){.decorative}\n')
    assert 'Figure' not in said(RECTO, source, '-f', 'tags', '-o', '-')
    assert re.search(r'image .* layout', said(RECTO, source, '-f', 'pages', '-o', '-'))
    _, words = typeset(source)
    assert 'picture-' not in words, words


def names_are_found_however_they_are_written():
    at = folder('names')
    spaced = 'Screenshot 2024-01-01 at 9.41.00\u202fAM.png'
    for name in (spaced, 'with space.png', '100%.png', 'e\u0301te\u0301.png', 'a:b.png', 'plus+.png', 'q?x=1.png'):
        take('palette.png', at, name)
    ways = ('<%s>' % spaced, 'Screenshot%202024-01-01%20at%209.41.00%E2%80%AFAM.png', '<with space.png>', 'with%20space.png', '100%.png',
            '\u00e9t\u00e9.png', '%C3%A9t%C3%A9.png', '<a:b.png>', 'plus+.png', 'q?x=1.png', 'plus+.png?raw=true', './with%20space.png#top')
    _, words = typeset(write(os.path.join(at, 'a.md'), '\n\n'.join('![Bars](%s)' % way for way in ways)))
    assert 'picture-' not in words, words


def site(name):
    at = folder(name)
    take('rgb.png', at, 'static', 'img', 'a.png')
    take('photo.jpg', at, 'content', 'posts', 'b.jpg')
    take('grey.png', at, 'content', 'c.png')
    return write(os.path.join(at, 'content', 'posts', 'post.md'), '![A](/img/a.png)\n\n![B](b.jpg)\n\n![C](../c.png)\n')


def addresses_lead_to_the_site():
    _, words = typeset(site('site'))
    assert 'picture-' not in words, words
    at = folder('elsewhere')
    take('rgb.png', at, 'web', 'img', 'a.png')
    source = write(os.path.join(at, 'docs', 'a.md'), '![A](/img/a.png)\n')
    assert '[picture-missing]' in typeset(source)[1]
    assert 'picture-' not in typeset(source, '--site-root', os.path.join(at, 'web'))[1]
    with open(os.path.join(at, 'recto.yaml'), 'w', encoding='utf-8') as file:
        file.write('site_root: web\n')
    assert 'picture-' not in typeset(source)[1]
    with open(os.path.join(at, 'recto.yaml'), 'w', encoding='utf-8') as file:
        file.write('site_root: ../site/static\n')
    words = typeset(source)[1]
    assert '[wrong-type]' in words and '[picture-missing]' in words, words


def nothing_outside_is_read():
    at = folder('guarded')
    take('rgb.png', at, 'secret.png')
    os.makedirs(os.path.join(at, 'project', 'folder'), exist_ok=True)
    for link, target in (('link.png', '../secret.png'), ('up', '..')):
        path = os.path.join(at, 'project', link)
        if not os.path.lexists(path):
            os.symlink(target, path)
    os.symlink('folder', os.path.join(at, 'project', 'folder.png'))
    os.mkfifo(os.path.join(at, 'project', 'pipe.png'))
    ways = ('../secret.png', 'link.png', 'up/secret.png', os.path.join(at, 'secret.png'), 'file://' + os.path.join(at, 'secret.png'),
            '%2e%2e/secret.png', 'folder/../../secret.png', '/../secret.png', 'folder.png', 'pipe.png', '/dev/zero')
    pdf, words = typeset(write(os.path.join(at, 'project', 'a.md'), '\n\n'.join('![A](%s)' % way for way in ways)))
    assert not images(pdf)
    assert words.count('[picture-forbidden]') + words.count('[picture-missing]') == len(ways), words
    assert 'secret.png' not in said(RECTO, 'extract', pdf, '-d', folder('guarded-out'))


def the_report_is_made_again_from_itself():
    source = site('archive')
    pdf, _ = typeset(source)
    out = folder('archive-out')
    names = said(RECTO, 'extract', pdf, '-d', out).split()
    for name in ('static/img/a.png', 'content/posts/b.jpg', 'content/c.png', 'content/posts/post.md'):
        assert name in names, names
        assert bytes_of(os.path.join(out, name)) == bytes_of(os.path.join(WORK.name, 'archive', name)), name
    manifest = bytes_of(os.path.join(out, 'recto-manifest.yaml')).decode()
    digest = hashlib.sha256(bytes_of(os.path.join(out, 'static/img/a.png'))).hexdigest()
    assert 'name: "static/img/a.png", sha256: ' + digest in manifest, manifest
    assert 'byte for byte' in said(RECTO, 'verify', pdf)
    os.rename(os.path.join(WORK.name, 'archive'), os.path.join(WORK.name, 'archive-gone'))
    moved = os.path.join(WORK.name, 'archive-gone', 'content', 'posts', 'post.pdf')
    assert 'byte for byte' in said(RECTO, 'verify', moved)


def it_is_made_again_without_a_project_too():
    at = folder('plain')
    take('rgb.png', at, 'img', 'a.png')
    take('drawing.svg', at, 'b.svg')
    pdf, _ = typeset(write(os.path.join(at, 'a.md'), '![A](img/a.png) ![B](b.svg)\n\n![Gone](gone.png)\n'))
    assert 'byte for byte' in said(RECTO, 'verify', pdf)
    at = folder('outer')
    take('rgb.png', at, 'web', 'img', 'a.png')
    source = write(os.path.join(at, 'docs', 'a.md'), '![A](/img/a.png)\n')
    pdf, _ = typeset(source, '--site-root', os.path.join(at, 'web'))
    assert 'byte for byte' in said(RECTO, 'verify', pdf)


def the_same_bytes_twice():
    source = os.path.join(ROOT, 'tests', 'pdf', 'pictures.md')
    first, second = (os.path.join(WORK.name, name) for name in ('first.pdf', 'second.pdf'))
    for path, zone in ((first, 'UTC'), (second, 'Asia/Tokyo')):
        result = run(RECTO, source, '-o', path, env={'TZ': zone, 'PATH': os.environ['PATH']})
        assert result.returncode == 0, result.stderr.decode()
    assert bytes_of(first) == bytes_of(second)


def pages_as_pictures_show_them():
    at = folder('painted')
    for name in ('photo.jpg', 'turned-6.jpg', 'alpha.png', 'drawing.svg'):
        take(name, at, name)
    source = write(os.path.join(at, 'a.md'), '![A](photo.jpg)\n\n![B](turned-6.jpg)\n\n![C](alpha.png)\n\n![D](drawing.svg)\n')
    said(RECTO, source, *SHEET, '-f', 'png', '-o', os.path.join(at, 'a.png'))
    said(RECTO, source, *SHEET, '-f', 'svg', '-o', os.path.join(at, 'a.svg'))
    plain = write(os.path.join(at, 'b.md'), 'Nothing.\n')
    said(RECTO, plain, *SHEET, '-f', 'png', '-o', os.path.join(at, 'b.png'))
    assert os.path.getsize(os.path.join(at, 'a-1.png')) > os.path.getsize(os.path.join(at, 'b-1.png')) + 5000
    assert b'<image' in bytes_of(os.path.join(at, 'a-1.svg'))


def drawn_paths(name, step, shift):
    """The paths of a drawing whose coordinates lie halfway between two steps of its recording, all moved by `shift`."""
    at = folder(name)
    units = 64  # units of the recording per unit of these 200: the longer side has at most 16,384
    curves = ''.join('M%.17g %.17gC%.17g %.17g %.17g %.17g %.17g %.17gZ' % tuple(
        10 + 2 * k + (2 * ((k * 37 + i * 11) % 256) + 1) * step / 2 / units + shift for i in range(8)) for k in range(40))
    with open(os.path.join(at, 'drawing.svg'), 'w') as file:
        file.write('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><path d="%s"/></svg>' % curves)
    pdf, _ = typeset(write(os.path.join(at, 'a.md'), '![A](drawing.svg)\n'), *SHEET)
    text = os.path.join(at, 'a.qdf')
    said('qpdf', '--qdf', '--object-streams=disable', pdf, text)
    return re.findall(rb'-?[\d.]+(?:\s+-?[\d.]+)*\s+[mlc]\b', bytes_of(text))


def the_last_bit_of_a_coordinate_does_not_count():
    for step in (1 / 256, 1 / 10, 1):
        paths = [drawn_paths('bit-%g-%d' % (step, i), step, shift) for i, shift in enumerate((0, 1e-12, -1e-12))]
        assert len(paths[0]) >= 80, paths[0]
        assert paths[0] == paths[1] == paths[2], [pair for pair in zip(*paths) if len(set(pair)) > 1][:4]


def drawings_of_any_size_are_placed_at_any_size():
    at = folder('sizes')
    shown = []
    for side in (1, 9, 16, 128, 5000, 40000):
        with open(os.path.join(at, '%d.svg' % side), 'w') as file:
            file.write('<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d"><circle r="%d"/><text y="9" font-size="%d">W</text></svg>'
                       % (side, side, side, side / 2 + 1))
        shown += ['![%d](%d.svg){width=%gpt}' % (side, side, width) for width in (0.1, 1, 3, 12, 40, 300)]
        pdf, _ = typeset(write(os.path.join(at, '%d.md' % side), '\n\n'.join(shown[-6:]) + '\n'), *SHEET)
        assert os.path.getsize(pdf) > 1000
    typeset(write(os.path.join(at, 'all.md'), '\n\n'.join(shown) + '\n'), *SHEET)


def points_of_drawings_are_tenths_of_a_unit():
    points = b' '.join(drawn_paths('tenths', 1 / 256, 0)).split()
    assert all(re.fullmatch(rb'-?\d+(\.\d)?|[mlc]', point) for point in points), points[:40]


def documents_without_pictures_load_nothing():
    at = folder('none')
    plain = write(os.path.join(at, 'b.md'), 'Nothing.\n')
    shown = write(os.path.join(at, 'a.md'), '![A](a.png)\n')
    take('rgb.png', at, 'a.png')

    def loads(source):
        result = run(RECTO, source, '-o', os.path.join(at, 'x.pdf'), env={'LD_DEBUG': 'files', 'PATH': os.environ['PATH']})
        return b'recto-images.so' in result.stderr
    assert loads(shown) and not loads(plain)


def figures_have_words_and_a_place():
    pdf = one('rgb.png', text='![What it shows](%s "What it is called")\n')
    text = os.path.join(WORK.name, 'figure.qdf')
    said('qpdf', '--qdf', '--object-streams=disable', pdf, text)
    figure, = (block for block in bytes_of(text).split(b'endobj') if b'/S /Figure' in block)
    assert b'/Alt (What it shows)' in figure and b'/BBox' in figure, figure
    assert 'Caption "Figure 1 What it is called"' in said(RECTO, os.path.join(os.path.dirname(pdf), 'one.md'), '-f', 'tags', '-o', '-')


tap.run([(function.__name__.replace('_', ' '), function) for function in (
    a_jpeg_keeps_its_data, a_png_keeps_its_size, every_orientation_is_upright, all_formats_show_the_same, metadata_stays_outside,
    profiles_stay_where_they_say_something, each_picture_is_stored_once, large_ones_are_sampled_down, nothing_is_enlarged_beyond_what_prints_well,
    a_wanted_width_is_kept_with_a_warning, decoration_is_no_figure, names_are_found_however_they_are_written, addresses_lead_to_the_site,
    nothing_outside_is_read, the_report_is_made_again_from_itself, it_is_made_again_without_a_project_too, the_same_bytes_twice,
    pages_as_pictures_show_them, the_last_bit_of_a_coordinate_does_not_count,
    points_of_drawings_are_tenths_of_a_unit, drawings_of_any_size_are_placed_at_any_size,
    documents_without_pictures_load_nothing, figures_have_words_and_a_place)])
