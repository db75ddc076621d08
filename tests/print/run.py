#!/usr/bin/env python3
"""run.py RECTO SOURCE_ROOT: what a printer gets (--variant print), looked at as the printer would: the boxes of the pages, the inks of every pixel
(Ghostscript), the colours in the content (qpdf), the places of a booklet's pages, the codes (zbar)."""

import json
import os
import random
import re
import shutil
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
REPORT = os.path.join(ROOT, 'content', 'kata-2024.md')
PICTURES = os.path.join(ROOT, 'tests', 'pdf', 'pictures.md')
WORK = tempfile.TemporaryDirectory()
PAPERS = {'a4': (595.28, 841.89), 'letter': (612, 792)}
BLEED = 3 * 72 / 25.4
PROFILES = ('/usr/share/color/icc/ghostscript/default_cmyk.icc', '/usr/share/color/icc/ghostscript/ps_cmyk.icc')
# Printer's marks are printed on every plate, outside the trim.
PLAIN = '---\ntitle: Plain words\ndate: 2025-02-03\nlang: en\nauthor: Ada Brook\ncategory: Papers\n---\n\n'
INKLESS = ('--set', 'colour.link=#1A1A1A', '--set', 'colour.accent=#1A1A1A')


def run(*command, **options):
    return subprocess.run(command, capture_output=True, timeout=300, **options)


def text_of(*command):
    result = run(*command)
    assert result.returncode == 0, '%s\n%s' % (' '.join(command), result.stderr.decode())
    return result.stdout.decode()


def profile():
    for path in PROFILES:
        if os.path.exists(path):
            return path
    found = [os.path.join(folder, name) for folder, _, names in os.walk('/usr/share/ghostscript') for name in names
             if name == 'default_cmyk.icc']
    if found:
        return found[0]
    raise tap.Skip('no CMYK profile is here (Debian: libgs-common)')


def source(name, text):
    path = os.path.join(WORK.name, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


def press(path, *options, name='out.pdf'):
    """The PDF and what recto said."""
    pdf = os.path.join(WORK.name, name)
    result = run(RECTO, path, '-v', '--variant', 'print', '-o', pdf, *options)
    assert result.returncode == 0, result.stderr.decode()
    return pdf, result.stderr.decode()


def objects(pdf):
    data = json.loads(text_of('qpdf', '--json', '--json-key=qpdf', pdf))
    table = data['qpdf'][1]
    return {key: value.get('value', value.get('stream', {}).get('dict')) for key, value in table.items()}


def pages(pdf):
    table = objects(pdf)
    data = json.loads(text_of('qpdf', '--json', '--json-key=pages', pdf))
    return [table['obj:' + page['object']] for page in data['pages']]


def catalog(pdf):
    table = objects(pdf)
    return table['obj:' + table['trailer']['/Root']], table


def contents(pdf):
    """The content of every page, unpacked, one string each."""
    data = json.loads(text_of('qpdf', '--json', '--json-key=pages', pdf))
    return ['\n'.join(run('qpdf', '--show-object=' + part, '--filtered-stream-data', pdf).stdout.decode('latin-1')
                      for part in page['contents']) for page in data['pages']]


def plates(pdf, dpi=72):
    """Of every page: width, height, and its pixels as bytes of cyan, magenta, yellow, black."""
    if not shutil.which('gs'):
        raise tap.Skip('Ghostscript is not here')
    pattern = os.path.join(WORK.name, 'plate-%03d.pam')
    for name in os.listdir(WORK.name):
        if name.startswith('plate-'):
            os.unlink(os.path.join(WORK.name, name))
    text_of('gs', '-q', '-dBATCH', '-dNOPAUSE', '-sDEVICE=pamcmyk32', '-r%d' % dpi, '-o', pattern, pdf)
    found = []
    for name in sorted(name for name in os.listdir(WORK.name) if name.startswith('plate-')):
        with open(os.path.join(WORK.name, name), 'rb') as file:
            data = file.read()
        head, pixels = data.split(b'ENDHDR\n', 1)
        size = [int(re.search(rb'%s (\d+)' % key, head).group(1)) for key in (b'WIDTH', b'HEIGHT')]
        assert len(pixels) == 4 * size[0] * size[1]
        found.append((size[0], size[1], pixels))
    return found


def trimmed(plate, page):
    """The pixels within the trim, at 72 dpi."""
    width, height, pixels = plate
    left, bottom, right, top = page['/TrimBox']
    rows = range(int(height - top) + 2, int(height - bottom) - 2)
    return [pixels[4 * (y * width + int(left) + 2):4 * (y * width + int(right) - 2)] for y in rows]


def at(plate, x, y):
    width, _, pixels = plate
    place = 4 * (int(y) * width + int(x))
    return tuple(pixels[place:place + 4])


def boxes_are_those_of_the_paper():
    for paper, (width, height) in PAPERS.items():
        for style in ('base', 'kata'):
            pdf, _ = press(REPORT, '--style', style, '--set', 'page.size=' + paper)
            for page in pages(pdf):
                trim, bleed, media = page['/TrimBox'], page['/BleedBox'], page['/MediaBox']
                assert abs(trim[2] - trim[0] - width) < 0.02 and abs(trim[3] - trim[1] - height) < 0.02, (paper, trim)
                for low in (0, 1):
                    assert abs(trim[low] - bleed[low] - BLEED) < 0.02, (trim, bleed)
                    assert abs(bleed[low + 2] - trim[low + 2] - BLEED) < 0.02, (trim, bleed)
                    assert media[low] == 0 and bleed[low] > media[low] and bleed[low + 2] < media[low + 2], (media, bleed)
                assert '/ArtBox' not in page and '/Annots' not in page, sorted(page)
            assert 'no errors' in text_of('qpdf', '--check', pdf).lower() or 'cannot detect' in text_of('qpdf', '--check', pdf)


def rects_of(*options):
    dump = text_of(RECTO, REPORT, '-f', 'pages', '-o', '-', *options)
    return [tuple(map(float, found)) for found in re.findall(r'^rect (-?[\d.]+) (-?[\d.]+) ([\d.]+)x([\d.]+) ', dump, re.M)]


def marks_at_the_trim_go_on_to_the_bleed():
    styles = sorted(name[:-5] for name in os.listdir(os.path.join(ROOT, 'styles')) if name.endswith('.yaml'))
    reaching = dict.fromkeys(styles, 0)
    for paper, (width, height) in PAPERS.items():
        for style in styles:
            options = ('--style', style, '--set', 'page.size=' + paper)
            screen, pressed = rects_of(*options), rects_of('--variant', 'print', *options)
            assert screen and len(screen) == len(pressed), (len(screen), len(pressed))
            for (x, y, w, h), (px, py, pw, ph) in zip(screen, pressed):
                sides = (x, y, x + w, y + h)
                wanted = (-BLEED if x <= 0.05 else x, -BLEED if y <= 0.05 else y,
                          width + BLEED if x + w >= width - 0.05 else x + w, height + BLEED if y + h >= height - 0.05 else y + h)
                reaching[style] += wanted != sides
                for one, other in zip(wanted, (px, py, px + pw, py + ph)):
                    assert abs(one - other) < 0.05, (style, paper, wanted, (px, py, pw, ph))
    assert reaching['kata'] >= 2 and sum(map(bool, reaching.values())) >= 2, reaching


def the_field_is_printed_in_the_bleed_and_not_beyond():
    pdf, _ = press(REPORT, '--style', 'kata')
    plate, page = plates(pdf)[0], pages(pdf)[0]
    trim, bleed, height = page['/TrimBox'], page['/BleedBox'], plate[1]
    field = at(plate, trim[0] + 100, height - trim[3] + 30)
    assert field == (153, 89, 0, 166), field
    y = height - trim[3] + 40
    for x in (bleed[0] + 1.5, trim[0] - 1.5, trim[2] + 1.5, bleed[2] - 1.5):
        assert at(plate, x, y) == field, (x, at(plate, x, y))
    assert at(plate, trim[0] + 60, height - bleed[3] + 1.5) == field
    for x in (bleed[0] - 2, bleed[2] + 2):
        assert at(plate, x, y) == (0, 0, 0, 0), (x, at(plate, x, y))


def marks_of_production_are_on_every_plate():
    pdf, _ = press(source('marks.md', PLAIN + 'Words.\n'), '--set', 'print.mark-weight=1pt')
    plate, page = plates(pdf, 72)[0], pages(pdf)[0]
    width, _, pixels = plate
    slug = [pixels[i:i + 4] for i in range(0, 4 * width * int(plate[1] - page['/BleedBox'][3] - 1), 4)]
    inked = {bytes(pixel) for pixel in slug}
    assert inked == {b'\0\0\0\0', b'\xff\xff\xff\xff'}, inked


def text_is_black_ink_alone():
    text = PLAIN + '# A heading\n\nWords with a [link](https://example.org/one/two), `code`, *more*.\n\n- one\n- two\n\n> Quoted.\n\n' \
        '| A | B |\n|---|---|\n| 1 | 2 |\n\nA note[^1].\n\n[^1]: Here it is.\n'
    for style in ('base', 'kata'):
        colours = INKLESS if style == 'base' else INKLESS + ('--set', 'colour.head=#1A1A1A', '--set', 'colour.context=#1A1A1A')
        pdf, _ = press(source('black.md', text), '--style', style, '--set', 'cover=none', '--set', 'back.square=no', *colours)
        darkest = 0
        for plate, page in zip(plates(pdf), pages(pdf)):
            for row in trimmed(plate, page):
                assert not any(row[0::4]) and not any(row[1::4]) and not any(row[2::4]), 'colour under black text (%s)' % style
                darkest = max(darkest, max(row[3::4]))
        assert darkest == 255, 'the text is not solid: %d' % darkest


def brand_colours_are_printed_as_the_style_says():
    for options in ((), ('--output-intent', profile())):
        pdf, _ = press(REPORT, '--style', 'kata', *options)
        content = '\n'.join(contents(pdf))
        for inks in ('0.6 0.35 0 0.65 k', '0 0.75 0.8 0 k', '0 0.75 0.9 0.25 k', '0 0 0 1 k'):
            assert inks in content, inks


def no_colour_stays_rgb():
    text = PLAIN + '# Chart\n\n```chart\ntype: bars\ntitle: Things\nA: 3\nB: 5\nC: 8\n```\n\nWords.\n'
    for path in (REPORT, PICTURES, source('chart.md', text)):
        for style in ('base', 'kata'):
            pdf, _ = press(path, '--style', style)
            for content in contents(pdf):
                found = re.search(r'(?<![\w/])(rg|RG|g|G)(?![\w])', re.sub(r'\((\\.|[^\\)])*\)|<[0-9A-Fa-f]*>', '', content))
                assert not found, content[max(0, found.start() - 60):found.end()]
            for key, value in objects(pdf).items():
                dictionary = json.dumps(value)
                assert '/DeviceRGB' not in re.sub(r'"/Alternate": "/DeviceRGB"', '', dictionary), (key, dictionary[:300])


def text_has_three_inks_at_most():
    for style in ('base', 'kata'):
        for options in ((), ('--output-intent', profile())):
            pdf, said = press(REPORT, '--style', style, *options)
            assert 'rich-text' not in said and 'much-ink' not in said, said
            for content in contents(pdf):
                fill = None
                for *inks, operator in re.findall(r'([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) (k)(?!\w)|\b(TJ|Tj)\b', content):
                    if inks[3]:
                        fill = [float(ink) for ink in inks[:4]]
                    elif fill:
                        assert not all(fill), 'text in four inks: %s' % fill


def no_place_gets_more_ink_than_the_limit():
    for style in ('base', 'kata'):
        for options in ((), ('--output-intent', profile())):
            pdf, _ = press(REPORT, '--style', style, *options)
            for plate, page in zip(plates(pdf), pages(pdf)):
                for row in trimmed(plate, page):
                    most = max(a + b + c + d for a, b, c, d in zip(row[0::4], row[1::4], row[2::4], row[3::4]))
                    assert most <= 255 * 3, 'total ink %.0f %%' % (most / 2.55)


def inks_that_are_too_much_are_told():
    path = source('rich.md', PLAIN + 'Words.\n')
    _, said = press(path, '--set', 'colour.ink.cmyk=60 50 50 100')
    assert '[rich-text]' in said and 'four inks and 260 %' in said, said
    _, said = press(path, '--set', 'colour.ink.cmyk=100 90 90 90')
    assert '[much-ink]' in said and '370 %' in said, said
    result = run(RECTO, path, '--variant', 'print', '-o', '-', '--set', 'colour.ink.cmyk=0 0 101 0')
    assert result.returncode == 1 and b'bad-value' in result.stderr, result.stderr


def inks_do_not_outlive_their_colour():
    pdf, _ = press(REPORT, '--style', 'kata', '--set', 'colour.accent=#00A0A0')
    content = '\n'.join(contents(pdf))
    assert '0 0.75 0.8 0 k' not in content
    pdf, _ = press(REPORT, '--style', 'kata', '--set', 'colour.accent=#00A0A0', '--set', 'colour.accent.cmyk=80 10 40 0')
    assert '0.8 0.1 0.4 0 k' in '\n'.join(contents(pdf))


def faces_are_embedded():
    pdf, _ = press(REPORT, '--style', 'kata')
    lines = text_of('pdffonts', pdf).splitlines()[2:]
    assert lines
    for line in lines:
        assert re.search(r'yes (yes|no) (yes|no) +\d+ +\d+$', line), line


def pages_are_a_multiple_of_four():
    counts = set()
    for chapters in (1, 2, 4, 7, 10, 13):
        text = PLAIN + ''.join('# Chapter %d\n\n%s\n\n' % (i, 'Some words in a row. ' * 90) for i in range(chapters))
        path = source('many.md', text)
        screen = os.path.join(WORK.name, 'screen.pdf')
        text_of(RECTO, path, '-o', screen)
        pdf, _ = press(path)
        n_screen, n = len(pages(screen)), len(pages(pdf))
        assert n % 4 == 0 and n_screen <= n < n_screen + 4, (n_screen, n)
        counts.add(n - n_screen)
        root, _ = catalog(pdf)
        labels = root['/PageLabels']['/Nums']
        assert labels == [0, {'/S': '/D', '/St': 1}], labels
        front = text_of('pdftotext', '-f', str(n_screen), '-l', str(n_screen), screen, '-')
        back = text_of('pdftotext', '-f', str(n), '-l', str(n), pdf, '-')
        assert back == front, 'the back page is not the last'
        for blank in range(n_screen, n):
            assert not text_of('pdftotext', '-f', str(blank), '-l', str(blank), pdf, '-').strip()
    assert len(counts) > 1, counts


def with_an_intent_it_says_that_it_is_x4():
    pdf, said = press(REPORT, '--style', 'kata', '--output-intent', profile())
    root, table = catalog(pdf)
    intents = root['/OutputIntents']
    assert len(intents) == 1 and intents[0]['/S'] == '/GTS_PDFX', intents
    assert intents[0]['/OutputConditionIdentifier'][2:] and '/DestOutputProfile' in intents[0], intents
    stored = run('qpdf', '--show-object=' + intents[0]['/DestOutputProfile'][:-2], '--filtered-stream-data', pdf).stdout
    with open(profile(), 'rb') as file:
        assert stored == file.read(), 'another profile'
    info = table['obj:' + table['trailer']['/Info']]
    assert info['/Trapped'] == '/False' and info['/Title'] == 'u:Kata Containers 2024 Annual Report', info
    xmp = run('qpdf', '--show-object=' + root['/Metadata'][:-2], '--filtered-stream-data', pdf).stdout.decode()
    for part in ('<pdfxid:GTS_PDFXVersion>PDF/X-4<', '<pdf:Trapped>False<', '<xmpMM:DocumentID>', '<xmp:MetadataDate>',
                 'Kata Containers 2024 Annual Report'):
        assert part in xmp, part
    assert '<pdfaid:' not in xmp and '<pdfuaid:' not in xmp
    created = re.search(r'<xmp:CreateDate>([^<]*)<', xmp).group(1)
    assert re.sub(r'[-:T]', '', created) == info['/CreationDate'][4:], (created, info)
    with open(pdf, 'rb') as file:
        assert file.read(8) == b'%PDF-1.6'
    assert '/Names' not in root and '/AF' not in root and '/StructTreeRoot' in root, sorted(root)
    assert 'press-claim' not in said


def without_an_intent_or_a_date_it_claims_nothing():
    undated = source('undated.md', '---\ntitle: Undated\nlang: en\n---\n\nWords.\n')
    for path, options, told in ((REPORT, (), 'press-claim'), (undated, ('--output-intent', profile()), 'no-date')):
        pdf, said = press(path, *options)
        root, _ = catalog(pdf)
        xmp = run('qpdf', '--show-object=' + root['/Metadata'][:-2], '--filtered-stream-data', pdf).stdout.decode()
        assert '/OutputIntents' not in root and '<pdfxid:' not in xmp and '[%s]' % told in said, said


def what_is_no_cmyk_profile_is_refused():
    wrong = [source('wrong.icc', 'no profile')]
    wrong += [path for path in ('/usr/share/color/icc/ghostscript/srgb.icc', '/usr/share/color/icc/sRGB.icc') if os.path.exists(path)]
    for path in wrong + [os.path.join(WORK.name, 'missing.icc')]:
        target = os.path.join(WORK.name, 'never.pdf')
        result = run(RECTO, REPORT, '--variant', 'print', '--output-intent', path, '-o', target)
        assert result.returncode == 5 and not os.path.exists(target), (path, result.stderr)


def names_are_checked():
    for options in (('--variant', 'poster'), ('--impose', 'quarto'), ('--output-intent', 'x.icc'),
                    ('--variant', 'print', '--pdf-standard', 'a-3a')):
        assert run(RECTO, REPORT, *options, '-o', '-').returncode == 2, options


def measures_that_no_press_has_are_refused():
    path = source('measures.md', PLAIN + 'Words.\n')
    for key in ('print.bleed=-1mm', 'print.bleed=30mm', 'print.slug=100mm', 'print.mark-length=30pt', 'print.multiple=0', 'link.qr-size=3mm'):
        result = run(RECTO, path, '--variant', 'print', '--set', key, '-o', '-')
        assert result.returncode == 1 and result.stderr.count(b'[bad-value]') == 1, (key, result.stderr)
    pdf, _ = press(path, '--set', 'print.slug=0')
    page = pages(pdf)[0]
    assert [round(side, 1) for side in page['/MediaBox']] == [round(side, 1) for side in page['/BleedBox']], page


def eight_pages(name):
    text = PLAIN + ''.join('# Chapter word%d\n\nText of word%d.\n\n' % (i, i) for i in range(1, 9))
    return source(name, text), ('--set', 'composition=report', '--set', 'chapter.opens=yes', '--set', 'contents=none',
                                '--set', 'cover=none', '--set', 'back=no')


def booklet_has_its_pages_in_their_places():
    path, options = eight_pages('eight.md')
    for paper, (width, height) in PAPERS.items():
        for variant in ('screen', 'print'):
            set_so = options + ('--set', 'page.size=' + paper)
            single = os.path.join(WORK.name, 'single.pdf')
            text_of(RECTO, path, '-o', single, '--variant', 'print', *set_so)
            words = [re.findall(r'word\d', text_of('pdftotext', '-f', str(i + 1), '-l', str(i + 1), single, '-'))
                     for i in range(len(pages(single)))]
            n = len(words)
            assert n % 4 == 0 and sum(map(bool, words)) >= 8, words
            sheets = os.path.join(WORK.name, 'sheets.pdf')
            text_of(RECTO, path, '-o', sheets, '--impose', 'booklet', '--variant', variant, *set_so)
            root, _ = catalog(sheets)
            assert len(pages(sheets)) == n // 2 and '/OutputIntents' not in root and '/StructTreeRoot' not in root
            media = pages(sheets)[0]['/MediaBox']
            around = (media[2] - 2 * width) / 2
            assert (around > 20) == (variant == 'print'), around
            for side in range(n // 2):
                wanted = (n - 1 - side, side) if side % 2 == 0 else (side, n - 1 - side)
                for half, number in enumerate(wanted):
                    found = text_of('pdftotext', '-f', str(side + 1), '-l', str(side + 1), '-x', str(int(around + half * width)),
                                    '-y', '0', '-W', str(int(width)), '-H', str(int(media[3])), sheets, '-')
                    assert re.findall(r'word\d', found) == words[number], (side, half, number, found, words[number])


def fold_of_a_booklet_has_no_bleed():
    pdf, _ = press(REPORT, '--style', 'kata', '--impose', 'booklet')
    plate, page = plates(pdf)[0], pages(pdf)[0]
    fold, y = (page['/TrimBox'][0] + page['/TrimBox'][2]) / 2, plate[1] - page['/TrimBox'][3] + 40
    assert at(plate, fold + 3, y) == (153, 89, 0, 166) and at(plate, fold - 3, y) == (0, 0, 0, 0)
    assert at(plate, page['/BleedBox'][2] - 2, y) == (153, 89, 0, 166)


def turned_pages_are_turned_on_a_sheet():
    path = source('turned.md', PLAIN + '# One\n\nWords.\n\n| A | B |\n|---|---|\n| 1 | turnedcell |\n{.landscape}\n\nMore.\n')
    options = ('--set', 'cover=none', '--set', 'back=no', '--set', 'composition=report')
    pdf, _ = press(path, *options)
    wide = [page['/TrimBox'] for page in pages(pdf) if page['/TrimBox'][2] - page['/TrimBox'][0] > 800]
    assert len(wide) == 1 and abs(wide[0][3] - wide[0][1] - 595.28) < 0.05, wide
    sheets, _ = press(path, '--impose', 'booklet', *options)
    words = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">turnedcell<', text_of('pdftotext', '-bbox', sheets, '-'))
    assert len(words) == 1, words
    left, top, right, bottom = map(float, words[0])
    assert bottom - top > 2 * (right - left), 'it does not run upwards: %s' % (words,)


def codes_say_the_addresses():
    listed = {'https://example.org', 'https://example.org/a/longer/path?with=query&more=1', 'https://example.org/Gr%C3%BC%C3%9Fe'}
    text = PLAIN + ''.join('Words with [a link %d](%s) in them.\n\n' % pair for pair in enumerate(sorted(listed)))
    path = source('codes.md', text)
    pdf, _ = press(path, '--set', 'link.addresses=end')
    picture = os.path.join(WORK.name, 'codes')
    found = set()
    if not shutil.which('zbarimg'):
        raise tap.Skip('zbarimg is not here (Debian: zbar-tools)')
    n = len(pages(pdf))
    text_of('pdftoppm', '-r', '150', '-f', str(n - 1), '-l', str(n), '-png', pdf, picture)
    for name in os.listdir(WORK.name):
        if name.startswith('codes-'):
            found |= set(run('zbarimg', '-q', '--raw', os.path.join(WORK.name, name)).stdout.decode().split())
    assert listed == found, found
    dump = text_of(RECTO, path, '--set', 'link.addresses=end', '--variant', 'print', '-f', 'pages', '-o', '-')
    assert len(re.findall(r'^path ', dump, re.M)) > len(re.findall(r'^path ', text_of(
        RECTO, path, '--set', 'link.addresses=end', '--set', 'link.qr=no', '--variant', 'print', '-f', 'pages', '-o', '-'), re.M))


def picture(name, width, height):
    """A PNG of noise, which packs badly however it is sampled."""
    noise = random.Random(1)

    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    rows = b''.join(b'\0' + noise.randbytes(3 * width) for _ in range(height))
    with open(os.path.join(WORK.name, name), 'wb') as file:
        file.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)) +
                   chunk(b'IDAT', zlib.compress(rows, 1)) + chunk(b'IEND', b''))


def pictures_keep_300_dots_an_inch():
    picture('fine.png', 1800, 300)
    path = source('picture.md', PLAIN + '![A pattern](fine.png)\n')
    densities = {}
    for variant in ('screen', 'print'):
        pdf = os.path.join(WORK.name, 'picture.pdf')
        text_of(RECTO, path, '--variant', variant, '-o', pdf)
        rows = text_of('pdfimages', '-list', pdf).splitlines()[2:]
        assert len(rows) == 1, rows
        densities[variant] = int(rows[0].split()[12])
    assert abs(densities['screen'] - 150) <= 2 and abs(densities['print'] - 300) <= 2, densities


def what_the_profile_does_to_pictures_is_told():
    picture('ink.png', 90, 60)
    path = source('ink.md', PLAIN + '![A pattern](ink.png)\n')
    for limit, told in (('150%', True), ('400%', False)):
        _, said = press(path, '--output-intent', profile(), '--set', 'print.ink-limit=' + limit)
        assert ('[picture-ink]' in said) == told, said
    _, said = press(source('none.md', PLAIN + 'Words.\n'), '--output-intent', profile(), '--set', 'print.ink-limit=150%')
    assert '[picture-ink]' not in said, said


def pictures_of_pages_are_of_the_medium():
    png = os.path.join(WORK.name, 'page.png')
    text_of(RECTO, REPORT, '--variant', 'print', '-f', 'png', '--pages', '1', '--dpi', '72', '-o', png)
    with open(os.path.join(WORK.name, 'page-1.png'), 'rb') as file:
        head = file.read(24)
    size = int.from_bytes(head[16:20], 'big'), int.from_bytes(head[20:24], 'big')
    assert size == (653, 899), size


def same_bytes_again():
    one, _ = press(REPORT, '--output-intent', profile(), name='one.pdf')
    two, _ = press(REPORT, '--output-intent', profile(), name='two.pdf')
    with open(one, 'rb') as first, open(two, 'rb') as second:
        assert first.read() == second.read()


def links_within_the_document_name_their_page():
    path = source('within.md', '---\ntitle: T\nlang: en\n---\n\nSee [the end](#end) of it.\n\n## End\n\nIt ends.\n')
    assert 'the end (page 1) of it' in text_of('pdftotext', press(path)[0], '-').replace('\u00a0', ' ')
    assert '(page' not in text_of('pdftotext', press(path, '--set', 'link.pages=no')[0], '-')


TESTS = [
    boxes_are_those_of_the_paper,
    marks_at_the_trim_go_on_to_the_bleed,
    the_field_is_printed_in_the_bleed_and_not_beyond,
    marks_of_production_are_on_every_plate,
    text_is_black_ink_alone,
    brand_colours_are_printed_as_the_style_says,
    no_colour_stays_rgb,
    text_has_three_inks_at_most,
    no_place_gets_more_ink_than_the_limit,
    inks_that_are_too_much_are_told,
    inks_do_not_outlive_their_colour,
    faces_are_embedded,
    pages_are_a_multiple_of_four,
    with_an_intent_it_says_that_it_is_x4,
    without_an_intent_or_a_date_it_claims_nothing,
    what_is_no_cmyk_profile_is_refused,
    names_are_checked,
    measures_that_no_press_has_are_refused,
    booklet_has_its_pages_in_their_places,
    fold_of_a_booklet_has_no_bleed,
    turned_pages_are_turned_on_a_sheet,
    codes_say_the_addresses,
    pictures_keep_300_dots_an_inch,
    what_the_profile_does_to_pictures_is_told,
    pictures_of_pages_are_of_the_medium,
    links_within_the_document_name_their_page,
    same_bytes_again,
]

tap.run([(test.__name__.replace('_', ' '), test) for test in TESTS])
