#!/usr/bin/env python3
"""run.py RECTO: the archive: a folder of reports becomes a site, and only what changed is made again."""

import glob
import hashlib
import html.parser
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import tap

RECTO = os.path.abspath(sys.argv[1])
WORK = tempfile.TemporaryDirectory()
ATOM = '{http://www.w3.org/2005/Atom}'


def make_reports(name, n):
    """Writes a folder of n short documents in two styles: every fifth has a style file of its own, and one file is not
    a report."""
    folder = os.path.join(WORK.name, name)
    os.makedirs(os.path.join(folder, 'posts'))
    with open(os.path.join(folder, 'posts', 'own.yaml'), 'w') as file:
        file.write('extends: kata\n')
    for i in range(n):
        style = 'style: own.yaml\n' if i % 5 == 0 else ''
        with open(os.path.join(folder, 'posts', 'report-%03d.md' % i), 'w', encoding='utf-8') as file:
            file.write('---\ntitle: "The “%d” & Sons Annual Report, part %d"\ndate: %d-02-03T01:00:00Z\nauthor: A. Writer\nlang: en\n%s'
                       'category:\n  - label: Annual Report\n---\n\nWe did %d things *well*.\n' % (2000 + i % 20, i, 2001 + i % 20, style, i))
    with open(os.path.join(folder, 'posts', 'news.md'), 'w') as file:
        file.write('---\ntitle: News\ncategory: News\nlang: en\n---\n\nNo report.\n')
    return folder


def archive(folder, site, *options, expected=0):
    result = subprocess.run([RECTO, 'archive', folder, '-o', site, *options], capture_output=True, text=True, timeout=600)
    assert result.returncode == expected, (result.returncode, result.stdout, result.stderr[-2000:])
    return result


def made(result):
    return [line for line in result.stderr.splitlines() if line.endswith('.pdf')]


def state(site):
    """Path below the site → bytes, of what a visitor sees."""
    files = {}
    for path in glob.glob(os.path.join(site, '**'), recursive=True):
        if os.path.isfile(path):
            with open(path, 'rb') as file:
                files[os.path.relpath(path, site)] = file.read()
    return files


FOLDER = make_reports('reports', 24)
SITE = os.path.join(WORK.name, 'site')


def every_report_has_its_pdf_and_cover():
    assert archive(FOLDER, SITE).stdout == '24 reports: 24 built, 0 up to date, 0 failed\n'
    pdfs = glob.glob(os.path.join(SITE, '*.pdf'))
    assert len(pdfs) == 24 and len(glob.glob(os.path.join(SITE, 'covers', '*.png'))) == 24
    assert os.path.join(SITE, '2003-the-sons-annual-report-part-3.pdf') in pdfs, pdfs
    for path in pdfs:
        with open(path, 'rb') as file:
            assert file.read().endswith(b'%%EOF\n')


class Outline(html.parser.HTMLParser):
    VOID = {'meta', 'link', 'img', 'br'}

    def __init__(self):
        super().__init__()
        self.open, self.links, self.images, self.texts = [], [], [], []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == 'a':
            self.links.append(attributes['href'])
        if tag == 'img':
            self.images.append(attributes)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        self.texts.append(data)


def the_index_lists_them_newest_first():
    with open(os.path.join(SITE, 'index.html'), encoding='utf-8') as file:
        text = file.read()
    assert '<script' not in text and 'http://' not in text and 'https://' not in text
    outline = Outline()
    outline.feed(text)
    assert not outline.open, outline.open
    pdfs = [link for link in outline.links if link.endswith('.pdf')]
    assert len(pdfs) == len(outline.images) == 24
    assert [link[:4] for link in pdfs] == sorted((link[:4] for link in pdfs), reverse=True)
    for link in outline.links:
        assert os.path.exists(os.path.join(SITE, link)), link
    for image in outline.images:
        assert os.path.exists(os.path.join(SITE, image['src'])) and image['alt'] == '' and image['width'] == '480', image
    assert 'The “2003” & Sons Annual Report, part 3 ' in outline.texts, outline.texts


def node_modules():
    """Returns the directory of the page checkers, which are downloaded once into the user's cache. Skips the test if
    they are unavailable."""
    cache = os.path.join(os.environ.get('XDG_CACHE_HOME', os.path.expanduser('~/.cache')), 'recto-tests')
    wanted = {'axe-core': '4', 'puppeteer-core': '23', 'vnu-jar': '24'}
    if not shutil.which('npm') or not shutil.which('node'):
        raise tap.Skip('no Node.js here')
    if not all(os.path.isdir(os.path.join(cache, 'node_modules', name)) for name in wanted):
        os.makedirs(cache, exist_ok=True)
        subprocess.run(['npm', 'install', '--no-audit', '--no-fund', '--silent', '--prefix', cache] + ['%s@%s' % pair for pair in wanted.items()],
                       timeout=300, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not all(os.path.isdir(os.path.join(cache, 'node_modules', name)) for name in wanted):
        raise tap.Skip('axe-core, puppeteer-core and vnu-jar could not be had')
    return cache


def the_index_is_valid_html():
    if not shutil.which('java'):
        raise tap.Skip('no Java here')
    jar = glob.glob(os.path.join(node_modules(), 'node_modules', 'vnu-jar', '**', 'vnu.jar'), recursive=True)[0]
    page = os.path.join(SITE, 'index.html')
    result = subprocess.run(['java', '-jar', jar, page], capture_output=True, text=True, timeout=120)
    assert result.returncode == 0 and not result.stderr.strip(), result.stderr
    broken = os.path.join(WORK.name, 'broken.html')
    with open(page, encoding='utf-8') as source, open(broken, 'w', encoding='utf-8') as file:
        file.write(source.read().replace('</ul>', '<p>'))
    assert subprocess.run(['java', '-jar', jar, broken], capture_output=True, timeout=120).returncode != 0


def the_index_is_right_in_a_browser():
    browser = shutil.which('chromium') or shutil.which('chromium-browser') or shutil.which('google-chrome')
    if not browser:
        raise tap.Skip('no Chromium here')
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'browser.mjs')
    result = subprocess.run(['node', script, node_modules(), os.path.join(SITE, 'index.html'), '360', '1440'], capture_output=True, text=True,
                            timeout=180, env=dict(os.environ, CHROMIUM=browser))
    assert result.returncode == 0, result.stderr
    narrow, wide = json.loads(result.stdout)
    for seen in (narrow, wide):
        assert not seen['violations'] and not seen['sideways'] and seen['covers'] == 24, seen
    assert narrow['rows'] == 24 and wide['rows'] == 6, (narrow, wide)


def digests_feed_and_list_agree():
    with open(os.path.join(SITE, 'archive.json'), encoding='utf-8') as file:
        reports = json.load(file)['reports']
    with open(os.path.join(SITE, 'SHA256SUMS')) as file:
        sums = dict(reversed(line.split()) for line in file)
    feed = ET.parse(os.path.join(SITE, 'feed.xml')).getroot()
    entries = {entry.find(ATOM + 'link').get('href'): entry for entry in feed.iter(ATOM + 'entry')}
    assert len(reports) == len(sums) == len(entries) == 24
    assert len({entry.findtext(ATOM + 'id') for entry in entries.values()}) == 24
    for report in reports:
        with open(os.path.join(SITE, report['file']), 'rb') as file:
            data = file.read()
        assert hashlib.sha256(data).hexdigest() == report['sha256'] == sums[report['file']]
        assert len(data) == report['bytes'] == int(entries[report['file']].find(ATOM + 'link').get('length'))
        assert entries[report['file']].findtext(ATOM + 'title') == report['title']


def a_second_run_does_nothing():
    before = state(SITE)
    times = {path: os.stat(path).st_mtime_ns for path in glob.glob(os.path.join(SITE, '*'))}
    result = archive(FOLDER, SITE)
    assert not made(result) and '24 up to date' in result.stdout, result
    assert state(SITE) == before
    assert all(os.stat(path).st_mtime_ns == time for path, time in times.items() if os.path.isfile(path))


def a_changed_style_makes_again_what_used_it():
    with open(os.path.join(FOLDER, 'posts', 'own.yaml'), 'a') as file:
        file.write('colour.accent: "#006644"\n')
    again = made(archive(FOLDER, SITE))
    assert sorted(line.split(':')[0] for line in again) == ['posts/report-%03d.md' % i for i in range(0, 24, 5)], again


def a_changed_report_is_made_again():
    with open(os.path.join(FOLDER, 'posts', 'report-007.md'), 'a') as file:
        file.write('\nAnd one more.\n')
    assert len(made(archive(FOLDER, SITE))) == 1


def settings_that_come_into_being_count():
    path = os.path.join(FOLDER, 'posts', 'recto.yaml')
    with open(path, 'w') as file:
        file.write('lang: en\n')
    assert len(made(archive(FOLDER, SITE))) == 24
    os.unlink(path)
    assert len(made(archive(FOLDER, SITE))) == 24


def a_lost_or_damaged_pdf_is_made_again():
    paths = sorted(glob.glob(os.path.join(SITE, '*.pdf')))
    os.unlink(paths[0])
    with open(paths[1], 'ab') as file:
        file.write(b'x')
    assert len(made(archive(FOLDER, SITE))) == 2


def a_report_that_fails_leaves_its_old_pdf():
    style = os.path.join(FOLDER, 'posts', 'own.yaml')
    with open(style) as file:
        kept = file.read()
    before = state(SITE)
    with open(style, 'a') as file:
        file.write('no.such: key\n')
    result = archive(FOLDER, SITE, expected=1)
    assert '5 failed' in result.stdout and 'no.such' in result.stderr, result
    after = state(SITE)
    assert {name: data for name, data in before.items() if not name.startswith('.recto')} == \
        {name: data for name, data in after.items() if not name.startswith('.recto')}
    with open(style, 'w') as file:
        file.write(kept)
    archive(FOLDER, SITE)


def pdfs_are_proved_from_what_is_inside():
    result = subprocess.run([RECTO, 'archive', '--verify', SITE], capture_output=True, text=True)
    assert result.returncode == 0 and result.stdout == '24 reports: 24 verified, 0 failed\n', result
    copy = os.path.join(WORK.name, 'copy')
    shutil.copytree(SITE, copy)
    paths = sorted(glob.glob(os.path.join(copy, '*.pdf')))
    shutil.copy(paths[0], paths[1])
    os.unlink(paths[2])
    result = subprocess.run([RECTO, 'archive', '--verify', copy], capture_output=True, text=True)
    assert result.returncode == 1 and '2 failed' in result.stdout, result
    assert os.path.basename(paths[1]) in result.stderr and os.path.basename(paths[2]) in result.stderr


def wait_for_group(group):
    """A process that is killed while it waits for the disk ends later than its parent."""
    def alive():
        for path in glob.glob('/proc/[0-9]*/stat'):
            try:
                with open(path) as file:
                    fields = file.read().rpartition(')')[2].split()
            except OSError:
                continue
            if fields[2] == str(group) and fields[0] not in 'ZX':
                return True
        return False
    while alive():
        time.sleep(0.01)


def killed_at_any_moment_it_is_completed_by_the_next():
    chance = random.Random(4)
    site = os.path.join(WORK.name, 'killed')
    for _ in range(12):
        process = subprocess.Popen([RECTO, 'archive', FOLDER, '-o', site, '-j', '2'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   start_new_session=True)
        time.sleep(chance.uniform(0.01, 0.35))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        wait_for_group(process.pid)
        for path in glob.glob(os.path.join(site, '*.pdf')):
            with open(path, 'rb') as file:
                assert file.read().endswith(b'%%EOF\n'), path
    archive(FOLDER, site)
    left = [path for path in glob.glob(os.path.join(site, '**', '.recto-*'), recursive=True)]
    assert not left, left
    want, have = state(SITE), state(site)
    assert set(want) == set(have) and all(want[name] == have[name] for name in want if not name.startswith('.')), set(want) ^ set(have)


def ninja_does_the_same_work():
    if not shutil.which('ninja'):
        raise tap.Skip('no ninja here')
    site, plan = os.path.join(WORK.name, 'by-ninja'), os.path.join(WORK.name, 'build.ninja')
    os.makedirs(os.path.join(site, '.recto'))
    archive(FOLDER, site, '--ninja', plan)
    assert not glob.glob(os.path.join(site, '*.pdf'))
    start = os.path.join(WORK.name, 'elsewhere')
    os.makedirs(start)

    def ninja():
        return subprocess.run(['ninja', '-f', plan], check=True, capture_output=True, text=True, cwd=start).stdout
    ninja()
    assert not os.listdir(start), 'Ninja left a file where it was started: %s' % os.listdir(start)
    want, have = state(SITE), state(site)
    assert all(want[name] == have[name] for name in want if not name.startswith('.')), set(want) ^ set(have)
    assert 'no work to do' in ninja()
    # Files built by Ninja are up to date for recto itself.
    assert '24 up to date' in archive(FOLDER, site).stdout
    with open(os.path.join(FOLDER, 'posts', 'own.yaml'), 'a') as file:
        file.write('# touched\n')
    assert ninja().count('[') >= 5


def the_folder_and_the_site_must_be_given():
    for words in (['archive'], ['archive', FOLDER], ['archive', FOLDER, FOLDER, '-o', SITE], ['archive', '--verify']):
        assert subprocess.run([RECTO, *words], capture_output=True).returncode == 2, words
    assert subprocess.run([RECTO, 'archive', os.path.join(WORK.name, 'nowhere'), '-o', SITE], capture_output=True).returncode == 5


tap.run([
    ('every report has its PDF and cover', every_report_has_its_pdf_and_cover),
    ('the index lists them, newest first', the_index_lists_them_newest_first),
    ('the index is valid HTML', the_index_is_valid_html),
    ('the index is right in a browser, narrow and wide, and for screen readers', the_index_is_right_in_a_browser),
    ('digests, feed and list agree', digests_feed_and_list_agree),
    ('a second run does nothing', a_second_run_does_nothing),
    ('a changed style makes again what used it', a_changed_style_makes_again_what_used_it),
    ('a changed report is made again', a_changed_report_is_made_again),
    ('settings that come into being count', settings_that_come_into_being_count),
    ('a lost or damaged PDF is made again', a_lost_or_damaged_pdf_is_made_again),
    ('a report that fails leaves its old PDF', a_report_that_fails_leaves_its_old_pdf),
    ('PDFs are proved from what is inside', pdfs_are_proved_from_what_is_inside),
    ('killed at any moment, it is completed by the next run', killed_at_any_moment_it_is_completed_by_the_next),
    ('Ninja does the same work', ninja_does_the_same_work),
    ('the folder and the site must be given', the_folder_and_the_site_must_be_given),
])
