"""One thing in many spellings: links that run a program in every place for a link, and files outside the project in every place of an SVG."""

import base64
import os
import re
import subprocess
import tempfile

import bounds

# URLs that a browser or a viewer may treat as a scheme that runs or opens something.
SCHEMES = ['javascript:alert(1)', 'JavaScript:alert(1)', 'javascript&colon;alert(1)', 'java\tscript:alert(1)', 'java&#10;script:alert(1)',
           '&#106;avascript:alert(1)', '\x01javascript:x', ' javascript:x', 'vbscript:x', 'data:text/html,x', 'file:///etc/hosts', 'launch:x',
           'smb://host/x', '\\\\host\\x', 'javascript:%0aalert(1)', 'view-source:http://x', 'feed:javascript:x', 'javascript\u200b:x', 'jar:http://x!/']
PLACES = ['[a](<%s>)', '[a](%s)', '<%s>', '[a][r]\n\n[r]: <%s>', '<a href="%s">a</a>', '<a href=%s>a</a>', '<img src="%s" alt="q">', '![q](<%s>)',
          '<area href="%s">', '<form action="%s"><button>x</button></form>', '<iframe src="%s"></iframe>', '<object data="%s"></object>',
          '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><a href="%s"><text y="9">a</text></a></svg>', 'x[^1]\n\n[^1]: [a](<%s>)',
          '| [a](<%s>) |\n|---|', '# [a](<%s>)', '<details><summary><a href="%s">a</a></summary>x</details>', '[![q](x.png)](<%s>)',
          '<a xlink:href="%s">a</a>', '<a href="%s" href="https://example.org/">a</a>', '<button onclick="%s">a</button>']
KEYS = ['source_url', 'url', 'canonical', 'repo-url', 'doi', 'permalink']
MAPS = ['author: {name: A, url: "%s"}', 'license: {text: L, url: "%s"}', 'publisher: {name: P, url: "%s"}']


def check_actions(path):
    text = subprocess.run(['qpdf', '--qdf', '--object-streams=disable', path, '-'], capture_output=True).stdout
    kinds = set(re.findall(rb'/S /(Launch|JavaScript|GoToR|SubmitForm|ImportData)\b', text))
    assert not kinds, kinds
    for address in re.findall(rb'/URI \(((?:\\.|[^)\\])*)\)', text):
        assert re.match(rb'(?i)(https?://|mailto:|tel:)', address), address


def links():
    for scheme in SCHEMES:
        quoted = scheme.replace('\\', '\\\\').replace('\t', '\\t').replace('\x01', '\\x01')
        meta = ''.join('%s: "%s"\n' % (key, quoted) for key in KEYS) + ''.join(line % quoted + '\n' for line in MAPS)
        for text, reported in (('---\ntitle: T\nlang: en\n---\n\n' + '\n\n'.join(place % scheme for place in PLACES), True),
                               ('---\ntitle: T\nlang: en\n%s---\n\nWords.\n' % meta, False)):
            with tempfile.TemporaryDirectory() as folder:
                with open(os.path.join(folder, 'report.md'), 'w') as file:
                    file.write(text)
                result = bounds.recto('report.md', '-o', 'out.pdf', cwd=folder, exits=(0,), cpu=3)
                check_actions(os.path.join(folder, 'out.pdf'))
                assert result.codes() or not reported, str(result)


REFERENCES = ['<image width="90" height="90" href="%s"/>', '<image width="90" height="90" xlink:href="%s"/>', '<use href="%s#a"/>',
              '<style>@import "%s";</style>', '<text><tref xlink:href="%s"/></text>', '<rect width="90" height="90" style="fill:u\\72l(%s)"/>',
              '<style>@font-face{font-family:q;src:url(%s)}text{font-family:q}</style><text y="20">a</text>',
              '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="%s" parse="text"/>',
              '<filter id="f"><feImage xlink:href="%s"/></filter><rect width="90" height="90" filter="url(#f)"/>']
DECLARATIONS = ['<!DOCTYPE svg [<!ENTITY x SYSTEM "%s">]>', '<!DOCTYPE svg PUBLIC "-//X" "%s">', '<!DOCTYPE svg [<!ENTITY %% p SYSTEM "%s"> %%p;]>']


def drawings(path):
    """All SVG files that reach for `path`."""
    whole = '%s<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="200" height="120">%s</svg>'
    for head in DECLARATIONS:
        text = whole % (head % path, '<text y="40">(&x;)</text>')
        yield text.encode()
        yield (whole % ('', '<image width="90" height="90" href="data:image/svg+xml;base64,%s"/>' % base64.b64encode(text.encode()).decode())).encode()
        yield ('<?xml version="1.0" encoding="utf-16"?>' + text).encode('utf-16')
    for body in REFERENCES:
        yield (whole % ('', body % path)).encode()


def files_outside():
    with tempfile.TemporaryDirectory() as folder:
        inside, secret = os.path.join(folder, 'project'), os.path.join(folder, 'secret.txt')
        os.mkdir(inside)
        for name, target in (('link', '../secret.txt'), ('folder', '..'), ('one', 'two'), ('two', '../project/link')):
            os.symlink(target, os.path.join(inside, name))
        paths = ['../secret.txt', './/../secret.txt', '%2e%2e/secret.txt', 'file:../secret.txt', 'FILE://' + secret, 'file://localhost' + secret,
                 secret, 'link', 'folder/secret.txt', 'one', '/proc/self/cwd/../secret.txt', '//localhost' + secret]
        files = [content for path in paths for content in drawings(path)]
        for i, content in enumerate(files):
            with open(os.path.join(inside, '%d.svg' % i), 'wb') as file:
                file.write(content)
        with open(os.path.join(inside, 'report.md'), 'w') as file:
            file.write('---\ntitle: T\nlang: en\n---\n\n' + '\n\n'.join('![A hedge](%d.svg)' % i for i in range(len(files))) + '\n')
        pages = []
        for content in ('QQSECRETQQ', '', '<!ENTITY x "QQSECRETQQ">', '<svg xmlns="http://www.w3.org/2000/svg"><rect id="a" width="99" height="99"/></svg>'):
            with open(secret, 'w') as file:
                file.write(content)
            result = bounds.recto('report.md', '-f', 'svg', '-o', 'out.svg', '--no-sandbox', cwd=inside, exits=(0,), cpu=20)
            assert 'QQSECRETQQ' not in result.stderr, str(result)
            pages.append([open(os.path.join(inside, name), 'rb').read() for name in sorted(os.listdir(inside)) if name.startswith('out')])
        assert pages[0] and all(page == pages[0] for page in pages), 'a drawing depends on a file outside'


TESTS = [
    ('links-in-every-spelling-run-nothing', links),
    ('files-outside-in-every-spelling-are-not-read', files_outside),
]
