#!/usr/bin/env python3
"""run.py RECTO LIBRARY EXAMPLE SOURCE_ROOT: tests librecto with the examples in C and in Python. Their output must
equal that of the program, and their process must remain unchanged."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import tap

RECTO, LIBRARY, EXAMPLE, ROOT = sys.argv[1:5]
sys.path.insert(0, os.path.join(ROOT, 'examples'))
import recto_ctypes

TEXT = '---\nlang: en\n---\n\n# A harbour in winter\n\nThe crane stood still for eleven weeks, and nobody missed it.\n'
FAULTY = TEXT + '\n![A crane](nowhere.png)\n'
ENVIRONMENT = dict(os.environ, NO_COLOR='1', LC_ALL='C.UTF-8', PANGO_LANGUAGE='', LANGUAGE='')
ENVIRONMENT.pop('SOURCE_DATE_EPOCH', None)


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


def program(path, *options):
    return subprocess.run([RECTO, path, '-o', '-', *options], env=ENVIRONMENT, capture_output=True, timeout=60, check=False)


def same_bytes_as_the_program(recto, folder):
    path = write(folder, 'winter.md', TEXT)
    result = recto.compile(path)
    assert (result.status, result.message) == (recto_ctypes.OK, ''), result
    assert result.outputs == [program(path).stdout]
    assert result.pages == 1 and not result.diagnostics


def options_do_what_they_do_on_the_command_line(recto, folder):
    path = write(folder, 'options.md', TEXT)
    for options, words in (([('set', 'page.size=letter'), ('no-source', None)], ['--set', 'page.size=letter', '--no-source']),
                           ([('variant', 'print')], ['--variant', 'print']),
                           ([('format', 'pages'), ('set', 'body.size=12pt'), ('set', 'page.size=letter')],
                            ['-f', 'pages', '--set', 'body.size=12pt', '--set', 'page.size=letter'])):
        assert recto.compile(path, options).outputs == [program(path, *words).stdout], options


def wrong_options_are_refused_with_a_reason(recto, folder):
    path = write(folder, 'refused.md', TEXT)
    for name, value in (('format', 'gif'), ('dpi', '9'), ('no-source', 'maybe'), ('deny', 'nothing-of-the-kind'), ('max-size', '-1'),
                        ('pdf-standard', 'x-9')):
        try:
            recto.compile(path, [(name, value)])
        except ValueError as error:
            assert value in str(error) and name in str(error), str(error)
        else:
            raise AssertionError('%s=%s was taken' % (name, value))
    try:
        recto.compile(path, [('formt', 'pdf')])
    except ValueError as error:
        assert 'formt' in str(error)


def memory_has_the_directory_of_its_path(recto, folder):
    shutil.copy(os.path.join(ROOT, 'tests/golden/pictures/hills.png'), os.path.join(folder, 'hills.png'))
    text = TEXT + '\n![Hills](hills.png)\n'
    path = os.path.join(folder, 'not-there.md')
    result = recto.compile_text(text, path)
    assert result.status == recto_ctypes.OK and not os.path.exists(path), result
    assert not [one for one in result.diagnostics if one.code == 'picture-missing'], result.diagnostics
    assert result.outputs == [program(write(folder, 'not-there.md', text)).stdout]
    os.remove(path)
    elsewhere = recto.compile_text(text, os.path.join(folder, 'below', 'not-there.md'))
    assert [one.code for one in elsewhere.diagnostics] == ['picture-missing'], elsewhere.diagnostics


def diagnostics_are_data(recto, folder):
    path = os.path.join(folder, 'faulty.md')
    result = recto.compile_text(FAULTY, path)
    assert result.status == recto_ctypes.OK
    (one,) = [found for found in result.diagnostics if found.severity != 'note']
    assert (one.file, one.line, one.column, one.severity, one.code) == (path, 9, 1, 'warning', 'picture-missing'), one
    assert 'nowhere.png' in one.message and one.help
    denied = recto.compile_text(FAULTY, path, [('deny', 'picture-missing')])
    assert denied.status == recto_ctypes.DENIED


def bad_input_is_an_error_of_the_document(recto, folder):
    result = recto.compile_text('%PDF-1.7\n\x01\x02\x03', os.path.join(folder, 'x.md'))
    assert result.status == recto_ctypes.DOCUMENT and not result.outputs
    assert [one.severity for one in result.diagnostics] == ['error'], result.diagnostics


def missing_file_is_an_error_of_the_system(recto, folder):
    path = os.path.join(folder, 'missing.md')
    result = recto.compile(path)
    assert result.status == recto_ctypes.SYSTEM and 'missing.md' in result.message and not result.outputs
    assert path in result.inputs


def compiles_do_not_depend_on_each_other(recto, folder):
    path = write(folder, 'twice.md', FAULTY)
    first = recto.compile(path)
    recto.compile_text('# Another\n\nText.\n', os.path.join(folder, 'another.md'), [('variant', 'print'), ('no-repair', None)])
    recto.compile(os.path.join(folder, 'missing.md'))
    assert recto.compile(path) == first


def threads_wait_for_each_other(recto, folder):
    path = write(folder, 'threads.md', TEXT)
    results = [None] * 4
    expected = recto.compile(path).outputs

    def run(index):
        results[index] = recto.compile(path).outputs

    threads = [threading.Thread(target=run, args=(index,)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 4


def host_stays_as_it_is(folder):
    """In a process of its own: nothing printed, no handler, directory, variable or limit changed, and no child left."""
    code = '''
import os, resource, signal, sys
sys.path.insert(0, %r)
import recto_ctypes
def state():
    return ([signal.getsignal(n) for n in range(1, 32)], os.getcwd(), dict(os.environ),
            [resource.getrlimit(n) for n in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)],
            [int(line.split()[1], 16) & 0x7fffffff for line in open('/proc/self/status')  # the C library uses signals beyond
             if line.startswith(('SigBlk', 'SigIgn', 'SigCgt', 'NoNewPrivs', 'Seccomp:'))])
recto = recto_ctypes.Recto(%r)
before = state()
for path in sys.argv[1:]:
    recto.compile(path)
after = state()
assert before == after, (before, after)
sys.exit(7)
''' % (os.path.join(ROOT, 'examples'), LIBRARY)
    faulty = write(folder, 'host.md', FAULTY + '\n![](data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%20width=%2210%22%20height=%2210%22/%3E)\n')
    result = subprocess.run([sys.executable, '-c', code, faulty, os.path.join(folder, 'missing.md')], capture_output=True, timeout=60,
                            check=False, env=ENVIRONMENT)
    assert (result.returncode, result.stdout, result.stderr) == (7, b'', b''), result


def example_in_c_writes_a_pdf(folder):
    path, output = write(folder, 'example.md', FAULTY), os.path.join(folder, 'example.pdf')
    result = subprocess.run([EXAMPLE, path, output], capture_output=True, text=True, timeout=60, check=False, env=ENVIRONMENT)
    assert result.returncode == 0 and 'picture-missing' in result.stdout and '1 pages' in result.stdout, result
    with open(output, 'rb') as file:
        assert file.read(5) == b'%PDF-'
    missing = subprocess.run([EXAMPLE, path + 'x', output], capture_output=True, text=True, timeout=60, check=False, env=ENVIRONMENT)
    assert missing.returncode == 5 and 'example.mdx' in missing.stderr, missing


def exports_only_what_the_header_declares(folder):
    if not shutil.which('nm'):
        raise tap.Skip('no nm here')
    with open(os.path.join(ROOT, 'include', 'recto.h'), encoding='utf-8') as file:
        declared = set(re.findall(r'^RECTO_API [^;(]*?\b(recto_\w+)\(', file.read(), re.M))
    listed = subprocess.run(['nm', '-D', '--defined-only', LIBRARY], capture_output=True, text=True, check=True).stdout
    exported = {line.split()[-1].split('@')[0] for line in listed.splitlines() if ' A ' not in line}
    assert len(declared) > 15 and exported == declared, exported ^ declared


def main():
    recto = recto_ctypes.Recto(LIBRARY)
    with tempfile.TemporaryDirectory() as folder:
        tests = [(function.__name__.replace('_', '-'), lambda function=function: function(recto, folder))
                 for function in (same_bytes_as_the_program, options_do_what_they_do_on_the_command_line,
                                  wrong_options_are_refused_with_a_reason, memory_has_the_directory_of_its_path, diagnostics_are_data,
                                  bad_input_is_an_error_of_the_document, missing_file_is_an_error_of_the_system,
                                  compiles_do_not_depend_on_each_other, threads_wait_for_each_other)]
        tests += [(function.__name__.replace('_', '-'), lambda function=function: function(folder))
                  for function in (host_stays_as_it_is, example_in_c_writes_a_pdf, exports_only_what_the_header_declares)]
        tap.run(tests)


main()
