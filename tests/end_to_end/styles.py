#!/usr/bin/env python3
"""styles.py RECTO ROOT: tests the workflow of editing a style: list styles, explain keys, and find the line that sets
them."""

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
    assert 'a length' in text and 'Sets the font size of the title on the cover.' in text and 'default: 35pt (base.yaml:' in text and 'in kata: 46pt (kata.yaml:' in text, text
    assert 'A longer URL' in say('explain', 'note.max-lines')
    assert 'margin|end|none' in say('explain', 'link.addresses')
    assert 'in base: #00AA55' in say('explain', 'colour.accent', '--set', 'colour.accent=#00AA55')


def write_post(front, n_words):
    path = os.path.join(WORK.name, 'post.md')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('---\ntitle: A post\nlang: en\n%s---\n%s\n' % (front, 'word ' * n_words))
    return path


def composed(front, n_words, *options):
    """Returns the document class that -v prints for a post with this number of words."""
    path = write_post(front, n_words)
    result = subprocess.run([RECTO, '-v', path, '-o', path[:-3] + '.pdf', *options], capture_output=True, text=True)
    assert result.returncode == 0, result
    return re.search(r'document class (.*)', result.stderr).group(1)


def the_rules_of_composition_are_read():
    text = say('explain', 'composition')
    for words in ('sheet    below 150 words', 'leaflet  below 900 words', 'paper    below 3,000 words', 'report   from 3,000 words'):
        assert words in text, text
    assert 'report   from 5,000 words' in say('explain', 'composition', '--set', 'composition.report-from=5000')


def the_composition_and_its_reason_are_told():
    assert composed('', 149) == 'sheet: 149 words, below 150 (composition.sheet-below)'
    assert composed('', 150) == 'leaflet: 150 words, at least 150 (composition.sheet-below) and below 900 (composition.leaflet-below)'
    assert composed('', 3000).startswith('report: 3,000 words, at least 3,000 (composition.report-from); 0 top headings: chapters run on')
    assert composed('', 3000, '--set', 'composition.report-from=3001').startswith('paper')


def the_front_matter_chooses_the_composition():
    assert composed('composition: paper\n', 20).startswith('paper: 20 words, set by ') and 'post.md:4' in composed('composition: paper\n', 20)
    assert composed('recto: {composition: report}\n', 20).startswith('report')
    assert composed('composition: paper\n', 20, '--set', 'composition=leaflet') == 'leaflet: 20 words, set by --set'
    # Other programs use this key with another meaning; recto ignores their values.
    assert composed('composition: oil on canvas\n', 20).startswith('sheet: 20 words')


def a_finding_is_explained():
    assert say('explain', 'double-encoded').startswith('double-encoded: warning\n  A program saved')
    assert '  help: save the file as UTF-8' in say('explain', 'double-encoded')
    error = say('explain', 'cover.title.sze', expected=2)
    assert 'cover.title.size' in error, error


def the_faces_are_listed():
    lines = say('fonts').splitlines()
    assert len(lines) > 20 and any(re.match(r'Roboto +300 italic', line) for line in lines), lines


tap.run([
    ('every style is listed', every_style_is_listed),
    ('a printed style is the style', a_printed_style_is_the_style),
    ('every key says where it is set', every_key_says_where_it_is_set),
    ('a key is explained', a_key_is_explained),
    ('the rules of composition are read', the_rules_of_composition_are_read),
    ('the composition and its reason are told', the_composition_and_its_reason_are_told),
    ('the front matter chooses the composition', the_front_matter_chooses_the_composition),
    ('a finding is explained', a_finding_is_explained),
    ('the faces are listed', the_faces_are_listed),
])
