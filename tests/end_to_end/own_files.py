#!/usr/bin/env python3
"""own_files.py RECTO SOURCE_ROOT LIBDIR MODULE…: removes, empties or damages the files of an installed recto, one after
the other. recto must report the file (exit code 5, with its name) and write no PDF."""

import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..'))
import tap

RECTO, ROOT, LIBDIR, MODULES = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3], sys.argv[4:]
WORK = tempfile.TemporaryDirectory()
SHARE, LIBRARY = os.path.join(WORK.name, 'share', 'recto'), os.path.join(WORK.name, LIBDIR, 'recto')
PROGRAM = os.path.join(WORK.name, 'bin', 'recto')
WORDS = '---\ntitle: A report\nlang: %s\n---\n\n# Part\n\n' + 'Unhyphenated considerations notwithstanding, incomprehensibilities remain. ' * 20 + '\n\n%s\n'


def install():
    os.makedirs(os.path.dirname(PROGRAM))
    os.makedirs(LIBRARY)
    # Where it was built there are modules, too; an installed one has them in one place.
    with open(RECTO, 'rb') as file:
        program = file.read()
    build = os.path.dirname(RECTO).encode()
    assert build in program, 'the program does not know where it was built'
    with open(PROGRAM, 'wb') as file:
        file.write(program.replace(build, b'/' + b'x' * (len(build) - 1)))
    shutil.copymode(RECTO, PROGRAM)
    for folder in ('fonts', 'styles', 'data'):
        shutil.copytree(os.path.join(ROOT, folder), os.path.join(SHARE, folder))
    for module in MODULES:
        shutil.copy(module, LIBRARY)


def build(lang='en', more='', options=()):
    source, target = os.path.join(WORK.name, 'doc', 'a.md'), os.path.join(WORK.name, 'out', 'a.pdf')
    for path in (source, target):
        os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(source, 'w', encoding='utf-8') as file:
        file.write(WORDS % (lang, more))
    if os.path.exists(target):
        os.unlink(target)
    result = subprocess.run([PROGRAM, source, '-o', target, *options], capture_output=True, text=True, timeout=120)
    return result, os.path.exists(target)


CODE = '```%s\nkey: value # note\n```'
NEEDS = [
    ('styles/base.yaml', {}), ('styles/kata.yaml', {'options': ('--style', 'kata')}), ('data/strings.yaml', {}), ('data/hyphen/hyphen.yaml', {}),
    ('data/hyphen/hyph_en_US.dic', {}), ('data/hyphen/hyph_de.dic', {'lang': 'de'}), ('data/code/languages.yaml', {'more': CODE % 'yaml'}),
    ('data/code/yaml.lang', {'more': CODE % 'yaml'}), ('fonts/faces.index', {}), ('fonts/SourceSerif4-400.ttf', {}), ('fonts/SourceSans3-400.ttf', {}),
]


def damaged(path, name, arguments, kinds):
    before = build(**arguments)[0]
    assert before.returncode == 0, 'it must work before: %s' % before.stderr
    with open(path, 'rb') as file:
        whole = file.read()
    try:
        for kind in kinds:
            if kind == 'missing':
                os.unlink(path)
            else:
                with open(path, 'wb') as file:
                    file.write({'empty': b'', 'garbage': b'\x01\x02 \xff\xfe no such thing\n' * 20, 'cut': whole[:len(whole) // 3]}[kind])
            result, written = build(**arguments)
            assert not written, '%s %s: a PDF is written' % (name, kind)
            # A style of a brand is an option's value: that there is none is a mistake in the option, like any other.
            mistake = name == 'styles/kata.yaml' and kind == 'missing'
            assert result.returncode == (1 if mistake else 5), (name, kind, result)
            assert mistake or os.path.basename(name) in result.stderr, (name, kind, result.stderr)
    finally:
        with open(path, 'wb') as file:
            file.write(whole)


def own_data(name, arguments):
    kinds = ['missing', 'empty', 'garbage'] + (['cut'] if name == 'styles/base.yaml' else [])
    damaged(os.path.join(SHARE, *name.split('/')), name, arguments, kinds)


def modules():
    os.makedirs(os.path.join(WORK.name, 'doc'), exist_ok=True)
    with open(os.path.join(WORK.name, 'doc', 'square.svg'), 'w') as file:
        file.write('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>')
    for name, arguments in (('html', {'more': '<p>Some <b>HTML</b></p>'}), ('highlight', {'more': CODE % 'yaml'}),
                            ('images', {'more': '![A square](square.svg)'})):
        damaged(os.path.join(LIBRARY, 'recto-%s.so' % name), 'recto-%s.so' % name, arguments, ['missing', 'empty', 'garbage'])


def modules_of_commands():
    """A PDF is read by a module, too."""
    assert build()[1]
    pdf, module = os.path.join(WORK.name, 'out', 'a.pdf'), os.path.join(LIBRARY, 'recto-pdf.so')
    shutil.move(module, module + '.away')
    try:
        for command in (('extract', pdf, '-d', os.path.join(WORK.name, 'files')), ('verify', pdf)):
            result = subprocess.run([PROGRAM, *command], capture_output=True, text=True, timeout=120)
            assert result.returncode == 5 and 'recto-pdf.so' in result.stderr, (command, result)
    finally:
        shutil.move(module + '.away', module)


install()
tap.run([('/own/%s-is-missed' % name.replace('/', '-'), lambda n=name, a=arguments: own_data(n, a)) for name, arguments in NEEDS] +
        [('/own/modules-are-missed', modules), ('/own/modules-of-commands-are-missed', modules_of_commands)])
