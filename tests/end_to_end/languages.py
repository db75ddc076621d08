#!/usr/bin/env python3
"""languages.py RECTO SOURCE_ROOT: the words of many scripts, in faces that are installed (skipped, out loud, where there is none) and without."""

import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..'))
import tap

RECTO = os.path.abspath(sys.argv[1])
DOCUMENTS = os.path.join(sys.argv[2], 'tests', 'pdf')
WORK = tempfile.TemporaryDirectory()
TAGS = {'hebrew': 'he', 'arabic': 'ar', 'thai': 'th', 'hindi': 'hi', 'japanese': 'ja', 'chinese': 'zh-cn', 'korean': 'ko'}


def run(*command, **options):
    return subprocess.run(command, capture_output=True, timeout=120, **options)


def words_of_source(name):
    with open(os.path.join(DOCUMENTS, name + '.md'), encoding='utf-8') as file:
        body = file.read().split('\n---\n', 1)[1]
    body = re.sub(r'^```.*$|^ *(#+|>|-|\d+\.)( \[x\])? +', ' ', body, flags=re.M)
    return re.findall(r'[\w\u0300-\u036f\u064b-\u0652]+', body)


def letters(text):
    """Removes spaces, because line ends appear between the words of scripts without spaces."""
    return re.sub(r'[\s\u00ad\u202a-\u202e]', '', text)


def check_words(name, pdf):
    text = run('pdftotext', '-raw', pdf, '-').stdout.decode()
    there = letters(text)
    # A ligature of two letters, and a letter with its mark, are read in the wrong order by poppler.
    lost = [word for word in words_of_source(name)
            if word not in there and not re.search('[\u064b-\u0652]|\u0644[\u0622-\u0627]', word)]
    assert not lost, '%s: %s are lost in\n%s' % (name, lost, text)


def words_are_there_without_faces():
    for name in TAGS:
        pdf = os.path.join(WORK.name, name + '-boxes.pdf')
        result = run(RECTO, os.path.join(DOCUMENTS, name + '.md'), '-o', pdf)
        warnings = result.stderr.decode().count('[missing-glyph]')
        assert result.returncode == 0 and 1 <= warnings <= 2, (name, result)
        check_words(name, pdf)


def words_from_right_to_left_are_heard_as_they_are_read():
    """The letters of such a word are drawn from left to right, so the structure says the word; the content must not: programs that extract
    text would turn it round."""
    source = os.path.join(WORK.name, 'heard.md')
    with open(source, 'w', encoding='utf-8') as file:
        file.write('---\nlang: he\n---\nשלום\n')
    pdf = os.path.join(WORK.name, 'heard.pdf')
    assert run(RECTO, source, '-o', pdf).returncode == 0
    data = run('qpdf', '--qdf', '--object-streams=disable', pdf, '-').stdout
    assert b'/ActualText <feff05e905dc05d505dd>' in data or 'שלום'.encode('utf-16') in data, data[-3000:]
    contents = b''.join(re.findall(rb'BDC.*?EMC', data, re.S)) + b''.join(re.findall(rb'/Span<<[^>]*>>BDC', data))
    assert b'/Span<</MCID' in contents and b'ActualText' not in contents, contents
    assert 'שלום' in run('pdftotext', '-raw', pdf, '-').stdout.decode()


def face_for(tag):
    """A file of a face that has the language."""
    if not shutil.which('fc-list'):
        raise tap.Skip('fc-list is not installed')
    lines = [line for line in run('fc-list', ':lang=' + tag, 'file').stdout.decode().splitlines() if line.strip()]
    files = sorted(line.split(': ')[0].rstrip(':') for line in lines)
    files = [file for file in files if file.lower().endswith(('.ttf', '.otf', '.ttc'))]
    if not files:
        raise tap.Skip('no face for %s is installed' % tag)
    regular = [file for file in files if 'regular' in file.lower()]
    return (regular or files)[0]


def words_are_there_with_a_face_of_ones_own(name):
    folder = os.path.join(WORK.name, name)
    os.makedirs(os.path.join(folder, 'faces'))
    shutil.copy(face_for(TAGS[name]), os.path.join(folder, 'faces'))
    shutil.copy(os.path.join(DOCUMENTS, name + '.md'), folder)
    with open(os.path.join(folder, 'recto.yaml'), 'w') as file:
        file.write('font_path: faces\n')
    result = run(RECTO, name + '.md', cwd=folder)
    assert result.returncode == 0 and b'missing-glyph' not in result.stderr, result
    check_words(name, os.path.join(folder, name + '.pdf'))


def a_folder_of_faces_must_lie_below():
    folder = os.path.join(WORK.name, 'outside')
    os.makedirs(os.path.join(folder, 'in'))
    shutil.copy(os.path.join(DOCUMENTS, 'hebrew.md'), os.path.join(folder, 'in'))
    os.symlink('/usr', os.path.join(folder, 'in', 'link'))
    for wanted in ('..', '/usr/share/fonts', 'link/share', 'absent'):
        with open(os.path.join(folder, 'in', 'recto.yaml'), 'w') as file:
            file.write('font_path: %s\n' % wanted)
        result = run(RECTO, 'hebrew.md', cwd=os.path.join(folder, 'in'))
        assert result.returncode == 0 and b'is not a directory in that of' in result.stderr, (wanted, result)


def what_is_no_font_is_told():
    folder = os.path.join(WORK.name, 'broken')
    os.makedirs(os.path.join(folder, 'faces'))
    shutil.copy(os.path.join(DOCUMENTS, 'emoji.md'), folder)
    with open(os.path.join(folder, 'faces', 'noise.ttf'), 'wb') as file:
        file.write(bytes(range(256)) * 16)
    result = run(RECTO, 'emoji.md', '--set', 'font_path=faces', cwd=folder)
    assert result.returncode == 0 and b'noise.ttf is not a font' in result.stderr, result


def the_environment_chooses_no_face():
    first = os.path.join(WORK.name, 'environment-1.pdf')
    second = os.path.join(WORK.name, 'environment-2.pdf')
    source = os.path.join(DOCUMENTS, 'scripts.md')
    for path, language in ((first, 'ja:zh_CN'), (second, 'ko')):
        assert run(RECTO, source, '-o', path, '--system-fonts', env=dict(os.environ, LANGUAGE=language, PANGO_LANGUAGE=language)).returncode == 0
    with open(first, 'rb') as one, open(second, 'rb') as other:
        assert one.read() == other.read()


tap.run([('the words are there where no face has them', words_are_there_without_faces)] +
        [('the words of %s are there in a face of one’s own' % name, lambda name=name: words_are_there_with_a_face_of_ones_own(name))
         for name in TAGS] +
        [('words from right to left are heard as they are read', words_from_right_to_left_are_heard_as_they_are_read),
         ('a folder of faces must lie below the root', a_folder_of_faces_must_lie_below),
         ('what is no font is told', what_is_no_font_is_told),
         ('the environment chooses no face', the_environment_chooses_no_face)])
