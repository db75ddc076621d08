#!/usr/bin/env python3
"""run.py RECTO: tests the files of a newsletter: a PDF below a size limit, a teaser, and a draft message that other
programs can read."""

import email
import email.policy
import glob
import html.parser
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'pdf'))
import tap
import verapdf

RECTO = os.path.abspath(sys.argv[1])
WORK = tempfile.TemporaryDirectory()
SUFFIXES = ('.pdf', '-cover.png', '.txt', '.html', '.eml')
TITLE = 'Übersicht & “Größe” des Jahres: 年次報告'


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as file:
        file.write(data.encode() if isinstance(data, str) else data)


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def png(width, height, rows, level):
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))

    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(rows, level)) + chunk(b'IEND', b''))


def noise(seed, width=1600, height=1250):
    """Returns an image that no lossless compression makes smaller than 6 MB."""
    chance = random.Random(seed)
    return png(width, height, b''.join(b'\0' + chance.randbytes(width * 3) for _ in range(height)), 0)


def drawing(width=1200, height=800):
    """Stripes of few colours: as a JPEG it would be larger, and worse."""
    row = b''.join(b'\x10\x40\x80' if x // 40 % 2 else b'\xff\xff\xff' for x in range(width))
    return png(width, height, (b'\0' + row) * height, 9)


FOLDER = os.path.join(WORK.name, 'report')
REPORT = os.path.join(FOLDER, 'report.md')


def make_report():
    pictures = ['photo-%d.png' % i for i in range(5)]
    for number, name in enumerate(pictures):
        write(os.path.join(FOLDER, name), noise(number))
    write(os.path.join(FOLDER, 'drawing.png'), drawing())
    parts = ['---\ntitle: "%s"\nauthor: [Élodie Żak, 山田]\ndate: 2024-05-06\nlang: de\ndescription: Was in diesem Jahr 3 < 4 & gut war.\n'
             'source_url: https://example.org/bericht?a=1&b=2\n---\n' % TITLE]
    for name in ['drawing.png'] + pictures:
        parts.append('## Teil %s\n\nDer Text von Teil %s bleibt, wie er ist.\n\n![Bild %s](%s)\n' % (name[:7], name, name, name))
    write(REPORT, '\n'.join(parts))
    assert sum(os.path.getsize(path) for path in glob.glob(os.path.join(FOLDER, '*.png'))) > 30e6


def recto(*words, expected=0, **more):
    result = subprocess.run([RECTO, *words], capture_output=True, text=True, timeout=300, **more)
    assert result.returncode == expected, (result.returncode, result.stdout, result.stderr[-2000:])
    return result


def newsletter(name, *options, report=REPORT, **more):
    """Creates a newsletter. Returns its files by suffix, and the diagnostics."""
    stem = os.path.join(WORK.name, name, 'bericht-ü')
    os.makedirs(os.path.dirname(stem), exist_ok=True)
    said = recto(report, '--variant', 'newsletter', '-o', stem + '.pdf', *options, **more).stderr
    assert sorted(os.listdir(os.path.dirname(stem))) == sorted('bericht-ü' + suffix for suffix in SUFFIXES)
    return {suffix: read(stem + suffix) for suffix in SUFFIXES}, said, stem


make_report()
LETTER, SAID, STEM = newsletter('first')


def words(path):
    return subprocess.run(['pdftotext', path, '-'], capture_output=True, check=True).stdout


def images(path):
    """Lines of pdfimages: kind, width, encoding."""
    lines = subprocess.run(['pdfimages', '-list', path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    return [(line.split()[2], int(line.split()[3]), line.split()[8]) for line in lines]


def the_size_is_kept():
    assert len(LETTER['.pdf']) <= 2000000 and 'max-size' not in SAID, (len(LETTER['.pdf']), SAID)
    small, said, _ = newsletter('small', '--max-size', '800K')
    assert len(small['.pdf']) <= 800000 and 'max-size' not in said, (len(small['.pdf']), said)
    # Room that is there is used: with more of it, pictures are finer.
    assert len(LETTER['.pdf']) > 1000000 and len(LETTER['.pdf']) > len(small['.pdf'])


def what_fits_is_not_made_coarser():
    short = os.path.join(FOLDER, 'short.md')
    write(short, '---\ntitle: Short\nlang: en\n---\n\nBefore.\n\n![Stripes](drawing.png)\n')
    newsletter('fits', report=short)
    recto(short, '-o', os.path.join(WORK.name, 'screen.pdf'), '--no-source')
    assert images(os.path.join(WORK.name, 'fits', 'bericht-ü.pdf')) == images(os.path.join(WORK.name, 'screen.pdf'))


def drawings_stay_without_loss():
    kinds = [encoding for _, _, encoding in images(STEM + '.pdf')]
    assert kinds.count('image') == 1 and kinds.count('jpeg') == 5, kinds


def text_is_the_same_at_every_size():
    recto(REPORT, '-o', os.path.join(WORK.name, 'screen.pdf'))
    want = words(os.path.join(WORK.name, 'screen.pdf'))
    assert 'Der Text von Teil photo-4.png bleibt, wie er ist.' in want.decode()
    assert words(STEM + '.pdf') == want
    for size in ('600K', '50K'):
        _, _, stem = newsletter('text-' + size, '--max-size', size)
        assert words(stem + '.pdf') == want, size


def what_cannot_be_met_is_said():
    letter, said, _ = newsletter('tiny', '--max-size', '50K')
    warning = [line for line in said.splitlines() if '[max-size]' in line]
    assert len(warning) == 1 and ': warning: ' in warning[0], said
    kilobytes = int(re.search(r'PDF is (\d+)\u00a0KB \(limit 50\u00a0KB\)', warning[0]).group(1))
    assert abs(len(letter['.pdf']) - kilobytes * 1000) <= 500, (warning, len(letter['.pdf']))
    spent = [int(number) for number in re.findall(r'(?:images|fonts|files|pages) (\d+)\u00a0KB', warning[0])]
    assert len(spent) == 4 and all(spent) and 0.9 < sum(spent) / kilobytes < 1.1, warning
    # Denied, it is a failure, and nothing is written.
    folder = os.path.join(WORK.name, 'denied')
    os.makedirs(folder)
    recto(REPORT, '--variant', 'newsletter', '--max-size', '50K', '--deny', 'max-size', '-o', os.path.join(folder, 'a.pdf'), expected=3)
    assert os.listdir(folder) == []


def errors_leave_nothing():
    folder = os.path.join(WORK.name, 'errors')
    os.makedirs(folder)
    recto(REPORT, '--variant', 'newsletter', '--set', 'no.such=1', '-o', os.path.join(folder, 'a.pdf'), expected=1)
    assert os.listdir(folder) == []


def it_is_linearised_and_sound():
    said = subprocess.run(['qpdf', '--check', STEM + '.pdf'], capture_output=True, text=True)
    assert said.returncode == 0 and 'File is linearized' in said.stdout, said


def it_is_accessible_and_for_the_archive():
    archive, reason = verapdf.find()
    if not archive:
        raise tap.Skip(reason)
    for flavour in ('ua1', '3a'):
        verdicts = verapdf.validate(archive, flavour, [STEM + '.pdf'])
        assert verdicts == {os.path.basename(STEM) + '.pdf': []}, verdicts


def only_text_is_inside():
    folder = os.path.join(WORK.name, 'inside')
    names = recto('extract', STEM + '.pdf', '-d', folder).stdout.split('\n')
    assert sorted(filter(None, names)) == ['recto-manifest.yaml', 'report.md'], names
    manifest = read(os.path.join(folder, 'recto-manifest.yaml')).decode()
    for name in ['drawing.png'] + ['photo-%d.png' % i for i in range(5)]:
        digest = subprocess.run(['sha256sum', os.path.join(FOLDER, name)], capture_output=True, text=True).stdout.split()[0]
        assert '{name: "%s", sha256: %s}' % (name, digest) in manifest, name


def verify_says_that_pictures_are_not_inside():
    said = recto('verify', STEM + '.pdf', expected=6).stdout
    assert 'it is a newsletter, and the pictures it was made from' in said and 'SHA-256' in said, said
    # Below its directory, or the one named, they serve; above it or changed, they don't.
    folder = os.path.join(WORK.name, 'beside')
    shutil.copytree(FOLDER, folder)
    beside, inner = os.path.join(folder, 'a.pdf'), os.path.join(folder, 'out', 'a.pdf')
    write(beside, LETTER['.pdf'])
    write(inner, LETTER['.pdf'])
    assert 'byte for byte' in recto('verify', beside).stdout
    assert 'byte for byte' in recto('verify', inner, '-d', folder).stdout
    assert 'it is a newsletter, and the pictures it was made from' in recto('verify', inner, expected=6).stdout
    write(os.path.join(folder, 'photo-2.png'), noise(9))
    assert 'it is a newsletter, and the pictures it was made from' in recto('verify', beside, expected=6).stdout
    plain = os.path.join(FOLDER, 'plain.md')
    write(plain, '---\ntitle: Plain\nlang: en\n---\n\nNo picture.\n')
    _, _, stem = newsletter('plain', '--max-size', '900K', report=plain)
    assert 'byte for byte' in recto('verify', stem + '.pdf').stdout


def message():
    return email.message_from_bytes(LETTER['.eml'], policy=email.policy.default)


def the_message_holds_all():
    draft = message()
    assert not draft.defects and draft['Subject'] == TITLE and draft['X-Unsent'] == '1' and draft['MIME-Version'] == '1.0'
    assert draft['Date'] is None and draft['Message-ID'] is None and draft['From'] is None
    parts = [part for part in draft.walk()]
    assert not any(part.defects for part in parts)
    assert [part.get_content_type() for part in parts] == ['multipart/mixed', 'multipart/alternative', 'text/plain', 'multipart/related',
                                                           'text/html', 'image/png', 'application/pdf'], parts
    attached = list(draft.iter_attachments())
    assert [part.get_filename() for part in attached] == ['bericht-ü.pdf']
    assert attached[0].get_content() == LETTER['.pdf']
    cover = parts[5]
    assert cover.get_content() == LETTER['-cover.png'] and cover.get_content_disposition() == 'inline'
    assert 'src="cid:%s"' % cover['Content-ID'].strip('<>') in parts[4].get_content()
    for part in (draft.get_body(('plain',)), draft.get_body(('html',))):
        assert part['Content-Language'] == 'de' and part.get_content_charset() == 'utf-8'


def its_lines_are_those_of_mail():
    lines = LETTER['.eml'].split(b'\r\n')
    assert lines[-1] == b'' and not any(b'\n' in line or b'\r' in line for line in lines)
    assert max(len(line) for line in lines) <= 998 and all(byte < 128 for byte in LETTER['.eml'])


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.words = [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        if data.strip():
            self.words.append(data.strip())

    def all(self, name):
        return [attributes for tag, attributes in self.tags if tag == name]


def page_of(text):
    page = Page()
    page.feed(text)
    return page


SAID_IN_BOTH = [TITLE, '6. Mai 2024', 'Élodie Żak', '山田', 'Was in diesem Jahr', 'Inhalt', 'Teil drawing', 'Bericht lesen',
                'https://example.org/bericht?a=1&b=2']


def both_teasers_say_the_same():
    draft = message()
    plain, page = LETTER['.txt'].decode(), page_of(LETTER['.html'].decode())
    in_mail = draft.get_body(('plain',)).get_content()
    mail_page = page_of(draft.get_body(('html',)).get_content())
    for text in (plain, in_mail):
        for word in SAID_IN_BOTH:
            assert word in text, (word, text)
        assert all(len(line) <= 78 for line in text.splitlines()), text
    for one in (page, mail_page):
        seen = ' '.join(one.words) + ' ' + ' '.join(link['href'] for link in one.all('a'))
        for word in SAID_IN_BOTH:
            assert word in seen, (word, seen)
        assert one.all('img')[0]['alt'] == 'Titelseite: ' + TITLE
        assert one.all('html')[0]['lang'] == 'de' and 'Was in diesem Jahr 3 < 4 & gut war.' in one.words, one.words
        assert not one.all('b') and not one.all('script') and not one.all('link') and not one.all('style')
    assert page.all('img')[0]['src'] == 'bericht-%C3%BC-cover.png' and 'Titelseite: ' + TITLE in ' '.join(plain.split())
    assert 'Der Bericht ist als PDF angehängt' in in_mail and 'angehängt' not in plain


def the_address_can_be_given():
    plain = os.path.join(FOLDER, 'plain.md')
    write(plain, '---\ntitle: Plain\nlang: en\n---\n\nThe first paragraph *stands* for a description.\n')
    letter, _, _ = newsletter('url', '--url', 'https://example.org/"x"', report=plain)
    assert page_of(letter['.html'].decode()).all('a') == [dict(href='https://example.org/"x"', style=page_of(letter['.html'].decode()).all('a')[0]['style'])]
    assert 'The first paragraph stands for a description.' in letter['.txt'].decode()
    without, _, _ = newsletter('no-url', report=plain)
    assert page_of(without['.html'].decode()).all('a')[0]['href'] == 'bericht-%C3%BC.pdf'
    hostile, _, _ = newsletter('hostile', '--url', 'javascript:alert(1)', report=plain)
    assert b'javascript' not in hostile['.html'] and b'javascript' not in hostile['.eml']


def the_cover_is_a_picture_of_its_width():
    assert struct.unpack('>I', LETTER['-cover.png'][16:20])[0] == 1200


def a_picture_on_the_cover_is_there():
    """The first page of a one-page document contains images: its PNG shows them, not their placeholders in the PDF."""
    short = os.path.join(FOLDER, 'blue.md')
    blue = png(600, 400, (b'\0' + b'\x00\x20\xff' * 600) * 400, 9)
    write(os.path.join(FOLDER, 'blue.png'), blue)
    write(short, '---\ntitle: Short\nlang: en\n---\n\nBefore.\n\n![Blue](blue.png)\n')
    letter, _, _ = newsletter('blue', report=short)
    data = letter['-cover.png']
    width, height, kind = struct.unpack('>IIxB', data[16:26])
    rows, at = b'', 8
    while at < len(data):
        length, name = struct.unpack('>I4s', data[at:at + 8])
        rows += data[at + 8:at + 8 + length] if name == b'IDAT' else b''
        at += length + 12
    n = {2: 3, 6: 4}[kind]
    rows, stride, found, last = zlib.decompress(rows), width * n + 1, 0, bytearray(width * n)
    for y in range(height):
        line, filtered = bytearray(rows[y * stride + 1:(y + 1) * stride]), rows[y * stride]
        for x in range(width * n):
            left, up, corner = (line[x - n], last[x], last[x - n]) if x >= n else (0, last[x], 0)
            guess = left + up - corner
            near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
            line[x] = (line[x] + (0, left, up, (left + up) // 2, near)[filtered]) & 255
        last = line
        found += bytes(line[width * n // 2 // n * n:][:3]) == b'\x00\x20\xff'
    assert found > 50, found


def the_same_bytes_everywhere():
    elsewhere = os.path.join(WORK.name, 'else where')
    shutil.copytree(FOLDER, elsewhere)
    again, _, _ = newsletter('second')
    environment = dict(os.environ, TZ='Asia/Tokyo', LANG='de_DE.ISO-8859-1', LC_ALL='C', LANGUAGE='ja')
    moved, _, _ = newsletter('third', report=os.path.join(elsewhere, 'report.md'), env=environment, cwd=elsewhere)
    for suffix in SUFFIXES:
        assert LETTER[suffix] == again[suffix] == moved[suffix], suffix


def what_it_was_made_from_is_listed():
    deps = os.path.join(WORK.name, 'news.d')
    _, _, stem = newsletter('deps', '--deps', deps)
    listed = read(deps).decode()
    assert listed.startswith(stem.replace(' ', '\\ ') + '.pdf:') and 'photo-4.png' in listed and 'drawing.png' in listed, listed


def words_wrap_and_end_well():
    """A long first paragraph is cut at a word, and text in the margin is not used. A URL is not broken."""
    long = os.path.join(FOLDER, 'long.md')
    address = 'https://example.org/' + 'a' * 120
    write(long, '---\ntitle: Long\nlang: en\n---\n\n![](drawing.png)\n\nBeside the text.\n{.side}\n\n%s\n' % ' '.join('word%d' % i for i in range(200)))
    letter, _, _ = newsletter('long', '--url', address, report=long)
    text = letter['.txt'].decode()
    standfirst = ' '.join(text.split('\n\n')[1].split())
    assert re.fullmatch(r'word0( word\d+)*…', standfirst) and 400 < len(standfirst) <= 481, standfirst
    assert address in text.splitlines()


def wrong_words_are_told():
    text = os.path.join(FOLDER, 'notes.txt')
    write(text, 'Text.\n')
    for line in (['--max-size', 'much'], ['--max-size', '0'], ['-f', 'png'], ['--impose', 'booklet'], ['-o', '-']):
        recto(REPORT, '--variant', 'newsletter', *line, expected=2)
    recto(REPORT, '--max-size', '2M', expected=2)
    recto(text, '--variant', 'newsletter', expected=2)
    assert read(text) == b'Text.\n'


def node_modules():
    cache = os.path.join(os.environ.get('XDG_CACHE_HOME', os.path.expanduser('~/.cache')), 'recto-tests')
    if not os.path.isdir(os.path.join(cache, 'node_modules', 'vnu-jar')):
        raise tap.Skip('no judge of HTML here')
    return cache


def the_html_is_valid():
    if not shutil.which('java'):
        raise tap.Skip('no Java here')
    jar = glob.glob(os.path.join(node_modules(), 'node_modules', 'vnu-jar', '**', 'vnu.jar'), recursive=True)[0]
    mail = os.path.join(WORK.name, 'mail.html')
    write(mail, message().get_body(('html',)).get_content())
    result = subprocess.run(['java', '-jar', jar, STEM + '.html', mail], capture_output=True, text=True, timeout=120)
    assert result.returncode == 0 and not result.stderr.strip(), result.stderr


tap.run([
    ('the size is kept with 30 MB of pictures', the_size_is_kept),
    ('what fits is not made coarser', what_fits_is_not_made_coarser),
    ('drawings stay without loss', drawings_stay_without_loss),
    ('text is the same at every size', text_is_the_same_at_every_size),
    ('a size that cannot be met is said, with what takes it', what_cannot_be_met_is_said),
    ('errors leave nothing behind', errors_leave_nothing),
    ('it is linearised and sound', it_is_linearised_and_sound),
    ('it is PDF/UA-1 and PDF/A-3a', it_is_accessible_and_for_the_archive),
    ('only text is inside, and pictures have their digests', only_text_is_inside),
    ('verify says that pictures are not inside', verify_says_that_pictures_are_not_inside),
    ('the message holds the PDF, the cover and both texts', the_message_holds_all),
    ('its lines are those of mail', its_lines_are_those_of_mail),
    ('both teasers say the same', both_teasers_say_the_same),
    ('the address can be given', the_address_can_be_given),
    ('the cover has its width', the_cover_is_a_picture_of_its_width),
    ('a picture on the first page is on the cover', a_picture_on_the_cover_is_there),
    ('the same bytes in another folder, zone and locale', the_same_bytes_everywhere),
    ('what it was made from is listed', what_it_was_made_from_is_listed),
    ('words wrap and end well', words_wrap_and_end_well),
    ('wrong words are told', wrong_words_are_told),
    ('the HTML is valid', the_html_is_valid),
])
