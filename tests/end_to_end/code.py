#!/usr/bin/env python3
"""code.py RECTO SOURCE_ROOT: tests code in the finished PDF: the copied text, and the highlighted tokens."""

import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..'))
import tap

RECTO = os.path.abspath(sys.argv[1])
ROOT = os.path.abspath(sys.argv[2])
WORK = tempfile.TemporaryDirectory()
LONG = 'tar --create --gzip --file=/srv/archive/year-of-the-lights-2024.tar.gz --directory=/srv/reports one.pdf two.pdf three.pdf'


def run(*command, **options):
    return subprocess.run(command, capture_output=True, timeout=120, **options)


def typeset(text, name, *options):
    source = os.path.join(WORK.name, name + '.md')
    with open(source, 'w', encoding='utf-8') as file:
        file.write(text)
    pdf = os.path.join(WORK.name, name + '.pdf')
    result = run(RECTO, source, '-o', pdf, *options)
    assert result.returncode == 0, result.stderr.decode()
    return pdf


def text_of(pdf):
    return run('pdftotext', '-raw', pdf, '-').stdout.decode()


def a_broken_line_is_copied_as_one():
    for language in ('', 'sh', 'unheard-of'):
        pdf = typeset('# Long\n\n```%s\nfirst \\\n%s\nlast\n```\n' % (language, LONG), 'long' + language)
        lines = [line.rstrip() for line in text_of(pdf).splitlines()]
        at = lines.index(LONG)
        assert lines[at - 1] == 'first \\' and lines[at + 1] == 'last', lines


def nothing_stands_behind_a_backslash():
    data = run('qpdf', '--qdf', '--object-streams=disable', typeset('```\necho \\\n  a\n```\n', 'backslash'), '-').stdout
    assert b'(echo \\\\' in data and b'(echo \\\\ ' not in data, data[:2000]


def manifest_of(pdf):
    folder = pdf + '.d'
    assert run(RECTO, 'extract', pdf, '-d', folder).returncode == 0
    with open(os.path.join(folder, 'recto-manifest.yaml')) as file:
        return file.read()


def grammars_are_in_the_manifest():
    used = manifest_of(typeset('```yaml\na: 1\n```\n\n```go\nfunc main() {}\n```\n', 'grammars'))
    digest = run('sha256sum', os.path.join(ROOT, 'data', 'code', 'yaml.lang')).stdout.decode().split()[0]
    assert 'grammars:\n' in used and '{file: yaml.lang, sha256: %s}' % digest in used and '{file: go.lang, ' in used, used
    assert 'grammars:' not in manifest_of(typeset('```\nplain\n```\n', 'no-grammars'))


def every_language_has_its_grammar():
    with open(os.path.join(ROOT, 'data', 'code', 'languages.yaml')) as file:
        listed = re.findall(r'file: (\S+?),.*languages: \[([^\]]*)\]', file.read())
    assert len(listed) > 20
    words = [name.strip(' "') for _, names in listed for name in names.split(',')]
    assert len(words) == len(set(words)), 'a language is listed twice'
    text = ''.join('```%s\nx = "a" # 1\n```\n\n' % names.split(',')[0].strip(' "') for _, names in listed)
    used = manifest_of(typeset(text, 'all'))
    missing = [grammar for grammar, _ in listed if '{file: %s, ' % grammar not in used]
    assert not missing, 'these can not be read: %s' % missing


def strange_code_does_no_harm():
    strange = ['"' * 3000, '/*' * 500, '\\' * 1999, '灯台 = "港" # Ж', '\t\t\u202eabc\u202c', 'x' * 5000, "'" + 'a' * 1800]
    for language in ('sh', 'yaml', 'c', 'html', 'perl', 'json'):
        pdf = typeset('```%s\n%s\n```\n' % (language, '\n'.join(strange)), 'strange-' + language)
        assert '灯台 = "港" # Ж' in text_of(pdf), language


def colours_are_seen_on_their_ground():
    source = os.path.join(WORK.name, 'contrast.md')
    with open(source, 'w') as file:
        file.write('```c\nint x;\n```\n')
    for key in ('keyword', 'string', 'comment', 'number'):
        result = run(RECTO, source, '-f', 'pages', '--set', 'code.%s.colour=#AAAAAA' % key)
        assert b'code.%s.colour: contrast' % key.encode() in result.stderr, result
    for style in ('base', 'kata'):
        assert b'low-contrast' not in run(RECTO, source, '-f', 'pages', '--style', style).stderr


tap.run([
    ('a line that was broken is copied as one', a_broken_line_is_copied_as_one),
    ('nothing stands behind a backslash', nothing_stands_behind_a_backslash),
    ('the manifest names the grammars', grammars_are_in_the_manifest),
    ('every language has its grammar', every_language_has_its_grammar),
    ('strange code does no harm', strange_code_does_no_harm),
    ('colours that are too faint on their ground are told', colours_are_seen_on_their_ground),
])
