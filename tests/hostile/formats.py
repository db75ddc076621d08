"""Titles and file names of any bytes: what recto writes is valid in its format, and what it prints is text."""

import html.parser
import json
import os
import random
import re
import shutil
import subprocess
import tempfile
import xml.dom.minidom

import bounds

PIECES = ['\x1b[31m', '\x07', '\x00', '\x7f', '\u009b', '\u202e', '\u2066', '\ufffe', '\uffff', '\U0010ffff', '\ufdd0', '|', '\\', '$', ':', ';', '#', '=', '&', '<',
          '>', '"', "'", ']]>', '-->', '%', ' ', '\u2028', 'é', '漢', '\U0001f600', '{{', '`', '*']


def yaml_quoted(text):
    return '"' + ''.join('\\U%08X' % ord(c) if ord(c) > 126 or ord(c) < 32 else '\\' + c if c in '"\\' else c for c in text) + '"'


def report(title, extra=''):
    return '---\ntitle: %s\nsubtitle: %s\nauthor: %s\ndescription: %s\ndate: 2025-05-10\ncategory: Annual Report\nlang: en\n%s---\n\n# %s\n\nWords.\n' % (
        yaml_quoted(title), yaml_quoted('s' + title), yaml_quoted('a' + title), yaml_quoted('d' + title), extra, 'Head')


def titles(n):
    chance = random.Random(7)
    return ['T' + ''.join(chance.choice(PIECES) for _ in range(chance.randint(1, 9))) + 't' for _ in range(n)]


class Checker(html.parser.HTMLParser):
    """Tags that are known and nest."""
    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attributes):
        assert tag in 'html head meta title link style body header h1 main ul li img h2 a span p footer'.split(), tag
        assert all(not (value or '').lower().startswith(('javascript', 'data', 'file')) for name, value in attributes if name == 'href'), attributes
        if tag not in ('meta', 'link', 'img'):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag


def is_text(text):
    bad = [hex(ord(c)) for c in text if (ord(c) < 32 and c not in '\n\t') or 0x7f <= ord(c) < 0xa0 or (ord(c) & 0xfffe) == 0xfffe or 0xfdd0 <= ord(c) <= 0xfdef]
    assert not bad, bad


def check_site(folder):
    def read(name):
        with open(os.path.join(folder, name), 'rb') as file:
            return file.read().decode('utf-8')
    feed, index, listed = read('feed.xml'), read('index.html'), read('archive.json')
    xml.dom.minidom.parseString(feed)
    is_text(feed)
    is_text(index)
    checker = Checker()
    checker.feed(index)
    assert not checker.open, checker.open
    return json.loads(listed)['reports']


def archive_of_any_titles():
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, 'in'))
        for i, title in enumerate(titles(5)):
            with open(os.path.join(folder, 'in', 'r%d.md' % i), 'w') as file:
                file.write(report(title))
        bounds.recto('archive', 'in', '-o', 'out', '--url', 'https://example.org/', exits=(0,), cwd=folder, cpu=10)
        assert len(check_site(os.path.join(folder, 'out'))) == 5


def metadata_of_any_titles():
    for title in titles(12):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, 'r.md'), 'w') as file:
                file.write(report(title))
            result = bounds.recto('r.md', '-o', 'r.pdf', '-v', exits=(0,), cwd=folder)
            with open(os.path.join(folder, 'r.pdf'), 'rb') as file:
                packets = re.findall(rb'<\?xpacket begin.*?\?>(.*?)<\?xpacket end', file.read(), re.S)
            assert packets, 'no XMP'
            for packet in packets:
                is_text(packet.decode('utf-8'))
                xml.dom.minidom.parseString(packet.strip())
            assert 'bad-character' in result.codes() or not re.search('[\x00-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\U0010ffff]', title), title


NAMES = [b'pl\xff\xfein.md', b'two\nlines.md', b'bar|a;b=c.md', b'back\\slash $x:y#z.md', b'it\'s "quoted" & <b>.md', b'esc\x1b[31m\xc2\x9b.md', '\u202eover.md'.encode()]


def archive_of_any_names():
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, 'in'))
        for i, name in enumerate(NAMES):
            with open(os.path.join(folder.encode(), b'in', name), 'w') as file:
                file.write(report('Report %d' % i))
        result = bounds.recto('archive', 'in', '-o', 'out', exits=(0,), cwd=folder, cpu=15)
        assert len(check_site(os.path.join(folder, 'out'))) == len(NAMES), str(result)
        result = bounds.recto('archive', 'in', '-o', 'by-ninja', '--ninja', 'build.ninja', exits=(0,), cwd=folder, cpu=5)
        assert 'two\\x0alines' in result.stderr, str(result)
        if shutil.which('ninja'):
            run = subprocess.run(['ninja', '-f', 'build.ninja'], cwd=folder, capture_output=True)
            assert run.returncode == 0, run
            assert len([name for name in os.listdir(os.path.join(folder, 'by-ninja')) if name.endswith('.pdf')]) == len(NAMES) - 1


def dependencies_run_nothing():
    if not shutil.which('make'):
        return
    with tempfile.TemporaryDirectory() as folder:
        picture = 'x.svg;touch ran'
        with open(os.path.join(folder, picture), 'w') as file:
            file.write('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>')
        with open(os.path.join(folder, 'r.md'), 'w') as file:
            file.write(report('T') + '\n![words](<%s>)\n' % picture)
        bounds.recto('r.md', '-o', 'r.pdf', '--deps', 'r.d', exits=(0,), cwd=folder)
        with open(os.path.join(folder, 'Makefile'), 'w') as file:
            file.write('all: r.pdf\ninclude r.d\n')
        os.utime(os.path.join(folder, 'r.pdf'), (1, 1))
        subprocess.run(['make'], cwd=folder, capture_output=True)
        assert not os.path.exists(os.path.join(folder, 'ran')), 'make ran what a name says'


def messages_are_text():
    files = {'report.md': '---\ntitle: T\nlang: "\\e[31m"\nstyle: "no\\e]0;x\\a.yaml"\n---\n\n![](no&#27;[31m&#x9b;.png)\n\n[a](&#x202e;java&#27;x:y)\n\n'
                          '```chart\ntype: bar\nfile: c.csv\n```\n', 'c.csv': b'x,a\n\x1b[31m,b\x9b\n'}
    result = bounds.build(files, '-v', exits=(0, 1))
    assert '\u202e' not in result.stderr, str(result)
    for arguments in (['explain', 'x\x1b[31m'], ['styles', '--print', '\x1b]0;x\x07'], ['no\x1b[31m\nfile.md'], ['--deny', '\u202ex', 'a.md'], ['extract', '\x9bx']):
        result = bounds.run_command([bounds.RECTO, *arguments])
        bounds.clean_stderr(result)
        assert result.code > 0 and b'\x1b' not in result.stdout and b'\x07' not in result.stdout, str(result)


TESTS = [
    ('archive-of-any-titles-is-valid', archive_of_any_titles),
    ('metadata-of-any-title-is-valid', metadata_of_any_titles),
    ('archive-of-any-names-is-valid', archive_of_any_names),
    ('dependencies-run-nothing', dependencies_run_nothing),
    ('messages-are-text', messages_are_text),
]
