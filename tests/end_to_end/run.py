#!/usr/bin/env python3
"""run.py RECTO SOURCE_ROOT: the finished program on whole documents, its PDFs opened with poppler and qpdf."""

import json
import os
import re
import subprocess
import sys
import tempfile
import types

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..'))
import tap

RECTO = os.path.abspath(sys.argv[1])
ROOT = os.path.abspath(sys.argv[2])
LEAFLET = os.path.join(HERE, 'leaflet.md')
WORK = tempfile.TemporaryDirectory()


def run(*command, **options):
    return subprocess.run(command, capture_output=True, timeout=120, **options)


def text_of(*command):
    result = run(*command)
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout.decode()


def typeset(source, name, *options, **keywords):
    path = os.path.join(WORK.name, name)
    result = run(RECTO, source, '-o', path, *options, **keywords)
    assert result.returncode == 0, 'exit %d\n%s' % (result.returncode, result.stderr.decode())
    return path


def leaflet():
    path = os.path.join(WORK.name, 'leaflet.pdf')
    return path if os.path.exists(path) else typeset(LEAFLET, 'leaflet.pdf', '--style', 'kata')


def fold(text):
    """Removes typographic differences: replaces quotes, dashes and spaces by ASCII characters, and joins words at break
    hyphens."""
    text = text.replace('\u00ad\n', '').replace('\u00ad', '')
    for pattern, plain in (('[\u2018\u2019]', "'"), ('[\u201c\u201d]', '"'), ('[\u2013\u2014]', '-'), ('\u2026', '...'),
                           ('[\u00a0\u202f\u2009\u2002\u2003]', ' ')):
        text = re.sub(pattern, plain, text)
    return re.sub(r'-+', '-', text)


def words_of_source(path):
    with open(path, encoding='utf-8') as file:
        body = file.read().split('\n---\n', 1)[1]
    body = body.replace('â€™', '’')
    # Numbers and charts are set from their data, and captions are next to their tables; other tests check them.
    body = re.sub(r'^```(figures|chart)\n.*?^```$', '', body, flags=re.M | re.S)
    body = re.sub(r'\(`spark:[^`]*`\);?', '', body)
    body = re.sub(r'^Table: .*$|^\|[-:|]+\|$|\|', ' ', body, flags=re.M)
    body = re.sub(r'^```.*$', '', body, flags=re.M)
    body = re.sub(r'\[([^\]]*)\]\([^)]*\)', r'\1', body)
    body = re.sub(r'^(#+|>|-|\d+\.) +', '', body, flags=re.M)
    body = re.sub(r'[*`]', '', body)
    return fold(body).split()


def is_subsequence(words, text):
    """Returns True if the text contains all words in order. Other text of the page (footer, URLs, numerals) may be
    between them."""
    at = 0
    for word in words:
        try:
            at = text.index(word, at) + 1
        except ValueError:
            raise AssertionError('“%s” is missing or out of order near “%s”' % (word, ' '.join(text[at:at + 12]))) from None


def all_words_are_there_in_order():
    for source, name in ((LEAFLET, 'words-leaflet.pdf'), (os.path.join(ROOT, 'content', 'kata-2024.md'), 'words-report.pdf')):
        for style in ('base', 'kata'):
            pdf = typeset(source, name, '--style', style)
            is_subsequence(words_of_source(source), fold(text_of('pdftotext', '-raw', pdf, '-')).split())


def objects(pdf):
    data = json.loads(text_of('qpdf', '--json', '--json-key=qpdf', pdf))
    table = data['qpdf'][1]
    return {key: value.get('value', value.get('stream', {}).get('dict')) for key, value in table.items()}


def links(pdf):
    return [value for value in objects(pdf).values() if isinstance(value, dict) and value.get('/Subtype') == '/Link']


def links_are_live_over_their_words():
    pdf = leaflet()
    found = {link['/A']['/URI'][2:]: link for link in links(pdf) if '/A' in link}
    assert set(found) == {'https://example.org/lamp-house', 'https://example.org/accounts/2023?view=all&page=1',
                          'https://example.org/school'}, sorted(found)
    boxes = text_of('pdftotext', '-bbox', pdf, '-')
    height = float(re.search(r'<page width="[\d.]+" height="([\d.]+)"', boxes).group(1))
    words = [(float(a), float(b), float(c), float(d), word) for a, b, c, d, word in re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<', boxes)]
    link = found['https://example.org/lamp-house']
    quads = link.get('/QuadPoints')
    rects = [link['/Rect']] if not quads else [[quads[i], quads[i + 5], quads[i + 2], quads[i + 1]]
                                               for i in range(0, len(quads), 8)]
    inside = [word for x0, y0, x1, y1, word in words for r in rects
              if r[0] - 1 <= (x0 + x1) / 2 <= r[2] + 1 and height - r[3] - 1 <= (y0 + y1) / 2 <= height - r[1] + 1]
    assert ' '.join(inside).strip('.;,') == 'old lamp house', inside


def outline_names_every_heading():
    titles = [value['/Title'][2:] for value in objects(leaflet()).values()
              if isinstance(value, dict) and '/Title' in value and '/Dest' in value]
    assert 'What changed' in titles and 'What comes next' in titles, titles


def metadata_is_the_documents():
    info = text_of('pdfinfo', '-isodates', leaflet())
    for line in ('Title: +Harbour Lights 2023 Annual Report', 'Author: +Mira Osei, Jonas Lindqvist', 'CreationDate: +2024-02-29T01:32:05',
                 'Tagged: +yes', 'Subject: +What a small foundation did'):
        assert re.search(line, info), '%s\nnot in\n%s' % (line, info)


def day_is_the_documents_everywhere():
    for zone in ('America/Los_Angeles', 'Pacific/Kiritimati', 'UTC'):
        pdf = typeset(LEAFLET, 'zone.pdf', env=dict(os.environ, TZ=zone))
        assert '29 February 2024' in text_of('pdftotext', '-raw', pdf, '-'), zone


def faces_are_embedded_and_subset():
    lines = text_of('pdffonts', leaflet()).splitlines()[2:]
    assert lines
    for line in lines:
        assert re.match(r'[A-Z]{6}\+', line) and re.search(r'yes yes (yes|no) +\d+ +\d+$', line), line


def same_bytes_anywhere():
    first = typeset(LEAFLET, 'one.pdf')
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, 'leaflet.md')
        with open(LEAFLET, 'rb') as source, open(copy, 'wb') as target:
            target.write(source.read())
        os.utime(copy, (1, 1))
        run(RECTO, 'leaflet.md', '-o', 'two.pdf', cwd=folder,
            env={'PATH': os.environ['PATH'], 'TZ': 'Asia/Tokyo', 'LANG': 'de_DE.UTF-8', 'LC_ALL': 'tr_TR.UTF-8', 'HOME': folder})
        with open(first, 'rb') as one, open(os.path.join(folder, 'two.pdf'), 'rb') as two:
            assert one.read() == two.read(), 'the two files differ'


def repair_is_a_warning_at_its_line():
    result = run(RECTO, os.path.basename(LEAFLET), '-f', 'document', cwd=HERE)
    message = result.stderr.decode()
    assert result.returncode == 0 and message.startswith('leaflet.md:17:'), message
    assert '[double-encoded]' in message and 'Don’t' in result.stdout.decode(), message
    denied = run(RECTO, LEAFLET, '-o', os.path.join(WORK.name, 'denied.pdf'), '--deny', 'double-encoded')
    assert denied.returncode == 3 and not os.path.exists(os.path.join(WORK.name, 'denied.pdf'))
    kept = run(RECTO, LEAFLET, '-f', 'document', '--no-repair')
    assert 'Donâ€™t' in kept.stdout.decode()


def usage_errors_end_with_two():
    for arguments in ([], ['--nonsense'], [LEAFLET, '-f', 'docx'], [LEAFLET, '--deny', 'nothing-such']):
        result = run(RECTO, *arguments)
        assert result.returncode == 2 and result.stderr.startswith(b'recto: '), (arguments, result)
    assert run(RECTO, '--version').stdout.startswith(b'recto ')
    assert b'--style' in run(RECTO, '--help').stdout


def system_errors_end_with_five():
    assert run(RECTO, os.path.join(WORK.name, 'absent.md')).returncode == 5
    assert run(RECTO, LEAFLET, '-o', os.path.join(WORK.name, 'no', 'such', 'folder.pdf')).returncode == 5


def style_errors_leave_the_old_file():
    path = os.path.join(WORK.name, 'old.pdf')
    with open(path, 'w') as file:
        file.write('old')
    result = run(RECTO, LEAFLET, '-o', path, '--set', 'body.sise=12pt')
    assert result.returncode == 1 and b'body.size' in result.stderr, result.stderr
    with open(path) as file:
        assert file.read() == 'old'


def what_is_no_text_is_refused():
    result = run(RECTO, leaflet(), '-o', os.path.join(WORK.name, 'never.pdf'))
    assert result.returncode == 1 and b'[not-text]' in result.stderr, result.stderr
    assert not os.path.exists(os.path.join(WORK.name, 'never.pdf'))


def the_archive_gives_back_what_went_in():
    folder = os.path.join(WORK.name, 'extracted')
    assert run(RECTO, 'extract', leaflet(), '-d', folder).returncode == 0
    with open(os.path.join(folder, 'leaflet.md'), 'rb') as one, open(LEAFLET, 'rb') as other:
        assert one.read() == other.read()
    with open(os.path.join(folder, 'recto-manifest.yaml')) as file:
        manifest = file.read()
    assert 'style: "kata"' in manifest and 'cairo' in manifest and 'Roboto-400.ttf' in manifest, manifest


def a_report_is_what_its_source_says():
    project = os.path.join(WORK.name, 'project')
    os.makedirs(os.path.join(project, 'posts'))
    with open(os.path.join(project, 'recto.yaml'), 'w') as file:
        file.write('style: brand/own.yaml\nlang: en\n')
    os.makedirs(os.path.join(project, 'brand'))
    with open(os.path.join(project, 'brand', 'own.yaml'), 'w') as file:
        file.write('extends: kata\ncolour.accent: "#006644"\n')
    with open(LEAFLET) as source, open(os.path.join(project, 'posts', 'post.md'), 'w') as file:
        file.write(source.read())
    pdf = os.path.join(project, 'posts', 'post.pdf')
    assert run(RECTO, os.path.join(project, 'posts', 'post.md'), '--style', os.path.join(project, 'brand', 'own.yaml')).returncode == 0
    for path in (pdf, leaflet(), typeset(LEAFLET, 'set.pdf', '--set', 'page.size=letter', '--linearize')):
        result = run(RECTO, 'verify', path)
        assert result.returncode == 0 and b'byte for byte' in result.stdout, (path, result)


def several_files_are_one_report():
    folder = os.path.join(WORK.name, 'year')
    os.makedirs(os.path.join(folder, 'posts', 'second'))
    texts = {'front.md': '---\ntitle: The year\nlang: en\n---\n',
             'posts/first.md': '---\ntitle: First\nlang: en\n---\nSee [the second](second/index.md#part) and a note.[^1]\n\n[^1]: Of the first.\n',
             'posts/second/index.md': '---\ntitle: Second\nlang: en\n---\n## Part\n\nA note.[^1] Back to [the first](/blog/first/).\n\n[^1]: Of the second.\n',
             'report.yaml': 'title: The year\nlang: en\nchapters: [posts/first.md, posts/second/index.md]\n'}
    for name, text in texts.items():
        with open(os.path.join(folder, name), 'w') as file:
            file.write(text)
    listed = os.path.join(folder, 'report.pdf')
    assert run(RECTO, os.path.join(folder, 'report.yaml')).returncode == 0
    named = os.path.join(WORK.name, 'year.pdf')
    assert run(RECTO, *(os.path.join(folder, name) for name in list(texts)[:3]), '-o', named).returncode == 0
    for pdf, inside in ((listed, 'report.yaml'), (named, 'front.md')):
        attached = text_of('pdfdetach', '-list', pdf)
        assert inside in attached and 'posts/second/index.md' in attached, attached
        assert 'Title:           The year' in text_of('pdfinfo', pdf)
        text = text_of('pdftotext', '-raw', pdf, '-')
        assert 'Of the first.' in text and 'Of the second.' in text
        entries = json.loads(text_of('qpdf', '--json', '--json-key=outlines', pdf))['outlines']
        assert [entry['title'] for entry in entries] == ['First', 'Second'], entries
        result = run(RECTO, 'verify', pdf)
        assert result.returncode == 0 and b'byte for byte' in result.stdout, result
    assert len(links(listed)) >= 2
    alone = run(RECTO, 'first.md', 'second/index.md', cwd=os.path.join(folder, 'posts'))
    assert alone.returncode == 0 and os.path.exists(os.path.join(folder, 'posts', 'first.pdf'))


def a_changed_pdf_is_found_out():
    text = os.path.join(WORK.name, 'changed.qdf')
    run('qpdf', '--qdf', '--object-streams=disable', leaflet(), text)
    with open(text, 'rb') as file:
        data = file.read()
    assert b' re f' in data
    changed = os.path.join(WORK.name, 'changed.pdf')
    with open(changed, 'wb') as file:
        file.write(data.replace(b' re f', b' re n', 1))
    result = run(RECTO, 'verify', changed)
    assert result.returncode == 1 and b'on page 1' in result.stdout, result
    bare = run(RECTO, 'verify', typeset(LEAFLET, 'bare-verify.pdf', '--no-source'))
    assert bare.returncode == 6 and b'it has no manifest' in bare.stdout, bare


def standards_can_be_chosen():
    for standard, wanted, unwanted in (('a-2b', b'<pdfaid:part>2<', b'pdfuaid:part>1'), ('ua-1', b'pdfuaid:part>1', b'<pdfaid:part>'),
                                       ('none', b'', b'<pdfaid:part>')):
        pdf = typeset(LEAFLET, 'standard.pdf', '--pdf-standard', standard)
        with open(pdf, 'rb') as file:
            data = file.read()
        assert wanted in data and unwanted not in data, standard
        assert (standard == 'a-2b') == ('leaflet.md' not in text_of('pdfdetach', '-list', pdf)), standard
    assert run(RECTO, LEAFLET, '--pdf-standard', 'a-9z').returncode == 2


def what_it_was_made_from_is_told():
    project = os.path.join(WORK.name, 'deps')
    os.makedirs(project)
    source, brand = os.path.join(project, 'post.md'), os.path.join(project, 'brand.yaml')
    with open(brand, 'w') as file:
        file.write('extends: kata\n')
    with open(source, 'w') as file:
        file.write('---\ntitle: A post\nlang: en\n---\n\nWords.\n')
    deps, cover = os.path.join(project, 'post.d'), os.path.join(project, 'cover.png')
    assert run(RECTO, source, '--style', brand, '--deps', deps, '--cover', cover).returncode == 0
    with open(deps) as file:
        rule = file.read()
    for wanted in (source, brand, 'kata.yaml', 'base.yaml'):
        assert wanted in rule, (wanted, rule)
    with open(cover, 'rb') as file:
        assert file.read(24)[16:20] == (1200).to_bytes(4, 'big')
    # Failed runs write dependencies, too, so that a build tool tries again after the style is fixed.
    with open(brand, 'w') as file:
        file.write('extends: kata\nno.such: key\n')
    os.unlink(deps)
    assert run(RECTO, source, '--style', brand, '--deps', deps).returncode == 1
    with open(deps) as file:
        assert brand in file.read()


def check_writes_nothing_and_tells_the_page():
    source = os.path.join(WORK.name, 'checked.md')
    with open(source, 'w', encoding='utf-8') as file:
        file.write('---\nlang: en\ntitle: Checked\n---\n\n' + 'Counterproposals outnumber administrations. ' * 4)
    options = ['--set', 'composition=sheet', '--set', 'page.column=440pt', '--set', 'body.space-max=101%', '--set', 'body.expansion=0%']
    result = run(RECTO, 'check', source, *options)
    assert result.returncode == 0, result.returncode
    assert '(page 1) [loose-line]' in result.stderr.decode(), result.stderr.decode()
    assert result.stdout.decode().startswith(source + ': 1 page, '), result.stdout.decode()
    assert not os.path.exists(os.path.join(WORK.name, 'checked.pdf')), 'check wrote a file'
    assert run(RECTO, 'check', source, '--deny', 'loose-line', *options).returncode == 3
    with open(source, 'w', encoding='utf-8') as file:
        file.write('---\nlang: en\ntitle: Checked\n---\n\nAll is well.\n')
    assert run(RECTO, 'check', source).stdout.decode() == source + ': 1 page, no problems found\n'


def text_is_set_evenly():
    """The report in content/, on the base style's page; docs/explanation/typography.md explains the numbers."""
    sys.path.insert(0, os.path.join(ROOT, 'bench'))
    import evenness
    with open(os.path.join(ROOT, 'content', 'kata-2024.md'), encoding='utf-8') as file:
        texts = evenness.paragraphs(file.read())
    setting = types.SimpleNamespace(measure=322, size=10.5, leading=14, lang='en', recto=RECTO)
    stem = os.path.join(WORK.name, 'even')
    evenness.with_recto(texts, setting, stem)
    figures = evenness.figures(stem + '.pdf', 322, 10.5)
    assert figures['justified'] >= 0.95 and figures['spaces'] <= 0.134 and figures['loose'] <= 0.02, figures
    assert figures['hyphens'] <= 0.15 and figures['ladder'] <= 2, figures
    print('# word spaces vary by %.3f, %.1f %% of the lines end in a hyphen' % (figures['spaces'], 100 * figures['hyphens']))


def debug_draws_below_the_text():
    plain, drawn = (text_of('pdftotext', typeset(LEAFLET, 'debug%d.pdf' % i, *more), '-')
                    for i, more in enumerate(([], ['--debug', 'grid,boxes,spaces'])))
    assert plain == drawn
    assert run(RECTO, LEAFLET, '--debug', 'colours').returncode == 2


def standard_input_and_output():
    with open(LEAFLET, 'rb') as file:
        result = run(RECTO, '-', stdin=file)
    assert result.returncode == 0 and result.stdout.startswith(b'%PDF-1.7'), result.stderr


def pictures_are_numbered():
    stem = os.path.join(WORK.name, 'picture.png')
    assert run(RECTO, LEAFLET, '-f', 'png', '-o', stem, '--pages', '2-3').returncode == 0
    names = sorted(name for name in os.listdir(WORK.name) if name.startswith('picture'))
    assert names == ['picture-2.png', 'picture-3.png'], names
    assert run(RECTO, LEAFLET, '-f', 'svg', '-o', os.path.join(WORK.name, 'drawing.svg')).returncode == 0
    assert os.path.exists(os.path.join(WORK.name, 'drawing-1.svg'))


def letter_has_letter_pages():
    pdf = typeset(LEAFLET, 'letter.pdf', '--set', 'page.size=letter')
    assert 'Page size:       612 x 792 pts (letter)' in text_of('pdfinfo', pdf)


def source_is_inside():
    pdf = leaflet()
    listing = text_of('pdfdetach', '-list', pdf)
    assert 'leaflet.md' in listing, listing
    assert 'leaflet.md' not in text_of('pdfdetach', '-list', typeset(LEAFLET, 'bare.pdf', '--no-source'))


def titles_of_last_resort():
    bare = os.path.join(WORK.name, 'a-plain-note.md')
    with open(bare, 'w') as file:
        file.write('Nothing but one short paragraph of text.\n')
    assert re.search('Title: +a-plain-note', text_of('pdfinfo', typeset(bare, 'bare-title.pdf')), re.I)


def nothing_is_lost_yet_to_be_set():
    rich = os.path.join(WORK.name, 'rich.md')
    with open(rich, 'w') as file:
        file.write('# Rich\n\n| apples | pears |\n|---|---|\n| seven | eleven |\n\n![a lighthouse](lighthouse.png)\n\n'
                   '<div>inside a division</div>\n\nA claim.[^1]\n\n[^1]: Its evidence.\n')
    pdf = typeset(rich, 'rich.pdf')
    text = text_of('pdftotext', '-raw', pdf, '-')
    for word in ('apples', 'pears', 'seven', 'eleven', 'lighthouse', 'inside a division', 'A claim', 'Its evidence'):
        assert word in text, '%s is lost in\n%s' % (word, text)


tap.run([
    ('all words are there, in order', all_words_are_there_in_order),
    ('links are live over their words', links_are_live_over_their_words),
    ('the outline names every heading', outline_names_every_heading),
    ('metadata are the document’s', metadata_is_the_documents),
    ('the day is the document’s in every time zone', day_is_the_documents_everywhere),
    ('faces are embedded and subset', faces_are_embedded_and_subset),
    ('the same bytes in another folder, zone, language and home', same_bytes_anywhere),
    ('a repair is a warning at its line; it can be denied or turned off', repair_is_a_warning_at_its_line),
    ('usage errors end with 2', usage_errors_end_with_two),
    ('system errors end with 5', system_errors_end_with_five),
    ('an error in the style leaves the old file', style_errors_leave_the_old_file),
    ('what is no text is refused', what_is_no_text_is_refused),
    ('the archive gives back what went in', the_archive_gives_back_what_went_in),
    ('a report is what its source says', a_report_is_what_its_source_says),
    ('several files are one report', several_files_are_one_report),
    ('a changed PDF is found out', a_changed_pdf_is_found_out),
    ('standards can be chosen', standards_can_be_chosen),
    ('what it was made from is told, and the cover drawn', what_it_was_made_from_is_told),
    ('check writes nothing, and tells the page', check_writes_nothing_and_tells_the_page),
    ('text is set evenly', text_is_set_evenly),
    ('debug draws below the text', debug_draws_below_the_text),
    ('standard input to standard output', standard_input_and_output),
    ('pictures are numbered, and picked by page', pictures_are_numbered),
    ('Letter pages have the size of Letter', letter_has_letter_pages),
    ('the source is inside, or not', source_is_inside),
    ('the file name is the title of last resort', titles_of_last_resort),
    ('what is not typeset yet is not lost', nothing_is_lost_yet_to_be_set),
])
