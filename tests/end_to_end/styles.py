#!/usr/bin/env python3
"""styles.py RECTO ROOT: the loop of who edits a style: what there is, what a key is, where it is set."""

import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import tap

RECTO, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
WORK = tempfile.TemporaryDirectory()
SHIPPED = sorted(name[:-5] for name in os.listdir(os.path.join(ROOT, 'styles')) if name.endswith('.yaml'))


def say(*words, expected=0):
    result = subprocess.run([RECTO, *words], capture_output=True, text=True)
    assert result.returncode == expected, (words, result)
    return result.stdout if expected == 0 else result.stderr


def every_style_is_listed():
    assert [line.split(':')[0] for line in say('styles').splitlines()] == SHIPPED


def a_printed_style_is_the_style():
    post = os.path.join(ROOT, 'content', 'archive', '2024.md')
    for name in SHIPPED:
        whole = os.path.join(WORK.name, 'whole.yaml')
        with open(whole, 'w', encoding='utf-8') as file:
            file.write('extends: base\n' + say('styles', '--print', name))
        same = [say(post, '--style', style, '-f', 'pages', '-o', '-') for style in (name, whole)]
        assert same[0] == same[1], name


def every_key_says_where_it_is_set():
    lines = say('styles', '--print', 'kata').splitlines()[1:]
    assert len(lines) > 300
    for line in lines:
        found = re.match(r'([a-z0-9._-]+): .* # ([a-z]+\.yaml):(\d+)$', line)
        assert found, line
    assert any(line.startswith('colour.accent: "#F15B3E"') and 'kata.yaml' in line for line in lines)


def a_key_is_explained():
    text = say('explain', 'cover.title.size', '--style', 'kata')
    assert 'a length' in text and 'default: 35pt (base.yaml:' in text and 'in kata: 46pt (kata.yaml:' in text, text
    assert 'the rest goes to the list' in say('explain', 'note.max-lines')
    assert 'margin|end|none' in say('explain', 'link.addresses')
    assert 'in base: #00AA55' in say('explain', 'colour.accent', '--set', 'colour.accent=#00AA55')


def a_finding_is_explained():
    assert say('explain', 'double-encoded').startswith('double-encoded: warning\n  it was repaired')
    error = say('explain', 'cover.title.sze', expected=2)
    assert 'cover.title.size' in error, error
    say('explain', expected=2)


def the_faces_are_listed():
    lines = say('fonts').splitlines()
    assert len(lines) > 20 and any(re.match(r'Roboto +300 italic', line) for line in lines), lines


tap.run([
    ('every style is listed', every_style_is_listed),
    ('a printed style is the style', a_printed_style_is_the_style),
    ('every key says where it is set', every_key_says_where_it_is_set),
    ('a key is explained', a_key_is_explained),
    ('a finding is explained', a_finding_is_explained),
    ('the faces are listed', the_faces_are_listed),
])
