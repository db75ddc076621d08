#!/usr/bin/env python3
"""docs.py RECTO ROOT: the examples of the documentation work, and its links lead somewhere.

A block `sh` holds commands, `markdown [NAME]` a document, `yaml NAME` a settings file. A page is followed from its beginning in a directory with a report, two
chapters, images and a directory of reports; each command has to end with 0 (extract may rename a file)."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import tap

RECTO, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
WORK = tempfile.TemporaryDirectory()
BLOCK = re.compile(r'^(`{3,})(sh|markdown|yaml)( [\w.]+)?\n(.*?)^\1$', re.M | re.S)
LINK = re.compile(r'\]\(([^)#:]+)(#[^)]*)?\)')
# recto watch does not end.
NOT_RUN = ('recto watch',)
REPORT = '---\ntitle: The year 2024\ndate: 2025-01-16\nlang: en\ncategory: Annual Report\nsource_url: https://example.org/\n---\n\nA text.\n'


def pages():
    found = [os.path.join(ROOT, name) for name in ('README.md', 'CONTRIBUTING.md', 'SECURITY.md') if os.path.exists(os.path.join(ROOT, name))]
    for folder, _, names in os.walk(os.path.join(ROOT, 'docs')):
        found += [os.path.join(folder, name) for name in sorted(names) if name.endswith('.md')]
    return found


def prepare(folder):
    os.makedirs(os.path.join(folder, 'reports'))
    pictures = os.path.join(ROOT, 'tests', 'pdf', 'pictures')
    shutil.copy(os.path.join(pictures, next(name for name in sorted(os.listdir(pictures)) if name.endswith('.png'))), os.path.join(folder, 'figure.png'))
    square = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="200" height="200" fill="green"/></svg>'
    for name, text in (('report.md', REPORT), ('one.md', '# One\n\nText.\n'), ('two.md', '# Two\n\nText.\n'), ('figure.svg', square), ('reports/a.md', REPORT)):
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
            file.write(text)


def run(words, folder):
    result = subprocess.run([RECTO, *words], capture_output=True, text=True, cwd=folder)
    wanted = (0, 1) if words[0] == 'extract' else (0,)
    assert result.returncode in wanted, (words, result.returncode, result.stderr)
    return result.stderr


def follow(path):
    with open(path, encoding='utf-8') as file:
        text = file.read()
    folder = tempfile.mkdtemp(dir=WORK.name)
    prepare(folder)
    examples = 0
    for block in BLOCK.finditer(text):
        examples += 1
        kind, name, body = block.group(2), (block.group(3) or '').strip(), block.group(4)
        if kind == 'sh':
            for line in body.splitlines():
                assert line.startswith('recto '), (path, line)
                if not line.startswith(NOT_RUN):
                    run(shlex.split(line)[1:], folder)
            continue
        with open(os.path.join(folder, name or 'example.md'), 'w', encoding='utf-8') as file:
            file.write(body)
        document = name if name in ('report.md', 'report.yaml') else 'example.md' if kind == 'markdown' else 'report.md'
        style = ['--style', './' + name] if kind == 'yaml' and not name.startswith(('recto', '_brand', 'report')) else []
        said = run([document, '-f', 'pages', '-o', 'pages.txt', *style], folder)
        for code in ('unknown-key', 'bad-value', 'chart-data', 'chart-key', 'picture-missing', 'bad-yaml', 'broken-html', 'undefined-note', 'brand-colour'):
            assert '[%s]' % code not in said, (path, body, said)
    return examples


def examples_work():
    assert sum(follow(path) for path in pages()) > 50


def links_lead_somewhere():
    for path in pages():
        with open(path, encoding='utf-8') as file:
            text = re.sub(r'^(`{3,}).*?^\1', '', file.read(), flags=re.M | re.S)
        for target, _ in LINK.findall(re.sub(r'`[^`\n]*`', '', text)):
            assert os.path.exists(os.path.join(os.path.dirname(path), target)), (path, target)


def every_page_is_listed():
    with open(os.path.join(ROOT, 'docs', 'README.md'), encoding='utf-8') as file:
        listed = {target for target, _ in LINK.findall(file.read())}
    for path in pages():
        name = os.path.relpath(path, os.path.join(ROOT, 'docs'))
        assert name.startswith(('..', 'hacking', 'README')) or name in listed, name


tap.run([
    ('examples-work', examples_work),
    ('links-lead-somewhere', links_lead_somewhere),
    ('every-page-is-listed', every_page_is_listed),
])
