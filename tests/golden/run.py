#!/usr/bin/env python3
"""run.py RECTO [--update] FOLDER…: golden tests.

For each FOLDER/NAME.md or .yaml, every file NAME.document, NAME.pages, NAME.tags, NAME.diagnostics, NAME.check that is there is compared with what recto
says: the text forms of -f, standard error, and all that `recto check` prints. A first line `<!-- recto: OPTIONS -->` in NAME.options (one option a line) is given to recto. --update
writes what recto says into those files, to be read in the diff."""

import difflib
import glob
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import tap

FORMS = ('document', 'pages', 'tags', 'diagnostics', 'check')
ENVIRONMENT = {'PATH': os.environ.get('PATH', ''), 'NO_COLOR': '1', 'LC_ALL': 'C.UTF-8'}
for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS'):
    if name in os.environ:
        ENVIRONMENT[name] = os.environ[name]


def options_of(source):
    path = os.path.splitext(source)[0] + '.options'
    if not os.path.exists(path):
        return []
    with open(path, encoding='utf-8') as file:
        return [line.strip() for line in file if line.strip()]


def say(recto, source, form):
    """Returns the diagnostics for a document. recto runs in the document's directory, so that messages contain no path
    of this machine."""
    folder, name = os.path.split(source)
    if form == 'check':
        result = subprocess.run([recto, 'check', name] + options_of(source), cwd=folder or '.', env=ENVIRONMENT, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, timeout=60)
        return result.stdout.decode()
    command = [recto, name, '-o', '-', '-f', 'pages' if form == 'diagnostics' else form] + options_of(source)
    result = subprocess.run(command, cwd=folder or '.', env=ENVIRONMENT, capture_output=True, timeout=60)
    if form == 'diagnostics':
        # Whether there is a whole sandbox depends on the kernel, and on how recto was built.
        return ''.join(line for line in result.stderr.decode().splitlines(True) if not line.startswith('recto: note: the sandbox is incomplete'))
    if result.returncode not in (0, 3):
        raise AssertionError('recto ended with %d\n%s' % (result.returncode, result.stderr.decode()))
    return result.stdout.decode()


def compare(recto, source, golden, form):
    actual = say(recto, source, form)
    with open(golden, encoding='utf-8') as file:
        expected = file.read()
    if actual != expected:
        diff = difflib.unified_diff(expected.splitlines(), actual.splitlines(), 'golden', 'now', lineterm='')
        raise AssertionError('\n'.join(list(diff)[:60]))


def goldens(folders):
    for folder in folders:
        for source in sorted(glob.glob(os.path.join(folder, '*.md')) + glob.glob(os.path.join(folder, '*.yaml'))):
            stem = os.path.splitext(source)[0]
            found = [(form, stem + '.' + form) for form in FORMS if os.path.exists(stem + '.' + form)]
            if not found:
                raise SystemExit('%s has no golden file beside it' % source)
            for form, golden in found:
                yield source, golden, form


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != '--update']
    recto, folders = os.path.abspath(arguments[0]), arguments[1:]
    if '--update' in sys.argv:
        for source, golden, form in goldens(folders):
            text = say(recto, source, form)
            with open(golden, 'w', encoding='utf-8') as file:
                file.write(text)
        return
    tests = []
    for source, golden, form in goldens(folders):
        name = '%s/%s' % (os.path.basename(os.path.dirname(golden)), os.path.basename(golden))
        tests.append((name, lambda s=source, g=golden, f=form: compare(recto, s, g, f)))
    tap.run(tests)


main()
