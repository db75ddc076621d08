#!/usr/bin/env python3
"""check.py RECTO SOURCE_ROOT: typesets every document of tests/pdf, tests/golden, tests/issues and content in both
brands and validates the PDFs. veraPDF checks PDF/UA-1 and PDF/A-3a (skipped with a message if it is unavailable), and
qpdf checks the file structure."""

import glob
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..'))
sys.path.insert(0, HERE)
import tap
import verapdf


def typeset(recto, source, style, folder, extra=()):
    name = '%s-%s-%s.pdf' % (os.path.basename(os.path.dirname(source)), os.path.splitext(os.path.basename(source))[0], style)
    path = os.path.join(folder, name)
    options = os.path.splitext(source)[0] + '.options'
    if os.path.exists(options):
        with open(options, encoding='utf-8') as file:
            extra = (*extra, *file.read().split())
    result = subprocess.run([recto, source, '-o', path, '--style', style, *extra], capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, '%s: recto ended with %d\n%s' % (source, result.returncode, result.stderr)
    return path


def is_screen(source):
    """Returns False for documents made for commercial printing or as press sheets: they claim neither standard, and
    tests/print checks them."""
    options = os.path.splitext(source)[0] + '.options'
    if not os.path.exists(options):
        return True
    with open(options, encoding='utf-8') as file:
        return not {'--variant', '--impose'} & set(file.read().split())


def sources(root):
    for source in all_sources(root):
        if is_screen(source):
            yield source


def all_sources(root):
    for folder in ('tests/pdf', 'tests/golden', 'tests/issues', 'content'):
        yield from sorted(glob.glob(os.path.join(root, folder, '*.md')) + glob.glob(os.path.join(root, folder, 'report*.yaml')))


def must_have(verdicts, path):
    failures = verdicts.get(os.path.basename(path))
    assert failures is not None, 'veraPDF said nothing about %s' % path
    assert not failures, '\n'.join(failures)


def qpdf_check(path):
    result = subprocess.run(['qpdf', '--check', path], capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def break_a_rule(path, folder):
    """Returns the same PDF without the Alt, title and language that PDF/UA requires, to test the validator itself."""
    text = os.path.join(folder, 'broken.qdf')
    subprocess.run(['qpdf', '--qdf', '--object-streams=disable', path, text], check=True)
    with open(text, 'rb') as file:
        data = file.read()
    assert b'/DisplayDocTitle true' in data
    broken = os.path.join(folder, 'broken.pdf')
    with open(broken, 'wb') as file:
        file.write(data.replace(b'/DisplayDocTitle true', b'/DisplayDocTitle null').replace(b'/Type /Pagination', b'/Typo /Pagination')
                   .replace(b'/Artifact', b'/Artefact'))
    return broken


def main():
    recto, root = os.path.abspath(sys.argv[1]), sys.argv[2]
    tests = []
    with tempfile.TemporaryDirectory() as folder:
        paths = [typeset(recto, source, style, folder) for source in sources(root) for style in ('base', 'kata')]
        for path in paths:
            tests.append(('qpdf finds %s sound' % os.path.basename(path), lambda p=path: qpdf_check(p)))
        archive, reason = verapdf.find()
        for flavour, title in (('ua1', 'PDF/UA-1'), ('3a', 'PDF/A-3a')):
            verdicts = verapdf.validate(archive, flavour, paths) if archive else {}

            def judge(path, verdicts=verdicts):
                if not archive:
                    raise tap.Skip(reason)
                must_have(verdicts, path)
            for path in paths:
                tests.append(('%s is %s' % (os.path.basename(path), title), lambda p=path, j=judge: j(p)))

        def broken_is_seen():
            if not archive:
                raise tap.Skip(reason)
            verdict = verapdf.validate(archive, 'ua1', [break_a_rule(paths[0], folder)])
            assert verdict['broken.pdf'], 'a PDF with broken artifacts and no title shown passed'
        tests.append(('a broken rule is seen', broken_is_seen))
        assert shutil.which('qpdf'), 'qpdf is not installed'
        tap.run(tests)


main()
