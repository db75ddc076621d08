#!/usr/bin/env python3
"""trouble.py RECTO SOURCE_ROOT INTERRUPT: what happens to the files when the world fails: a signal, a full disk, no permission. INTERRUPT is a
library that, preloaded, sends recto a signal while it writes."""

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..'))
import tap

RECTO = os.path.abspath(sys.argv[1])
INTERRUPT = os.path.abspath(sys.argv[3])
LEAFLET = os.path.join(HERE, 'leaflet.md')
WORK = tempfile.TemporaryDirectory()
OLD = b'an old report'
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(*command, **options):
    return subprocess.run(command, capture_output=True, timeout=120, **options)


def folder_with_old_file(name):
    folder = os.path.join(WORK.name, name)
    os.mkdir(folder)
    path = os.path.join(folder, 'report.pdf')
    with open(path, 'wb') as file:
        file.write(OLD)
    return path


def nothing_has_changed(path):
    with open(path, 'rb') as file:
        assert file.read() == OLD, 'the old file was changed'
    assert os.listdir(os.path.dirname(path)) == [os.path.basename(path)], os.listdir(os.path.dirname(path))


def default_signals():
    """Whoever runs the tests in the background or under nohup ignores some signals, and a child inherits that."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)


def signals_in_the_middle_of_writing():
    if sys.platform != 'linux':
        raise tap.Skip('a library can be preloaded so on Linux only')
    for number in SIGNALS:
        path = folder_with_old_file(number.name)
        options = os.environ.get('ASAN_OPTIONS', '') + ':verify_asan_link_order=0'
        environment = dict(os.environ, LD_PRELOAD=INTERRUPT, RECTO_TEST_SIGNAL=str(int(number)), ASAN_OPTIONS=options)
        result = run(RECTO, LEAFLET, '-o', path, env=environment, preexec_fn=default_signals)
        assert result.returncode == 5 and b'interrupted' in result.stderr, (number, result)
        nothing_has_changed(path)


def newsletter_set(folder):
    return {name: open(os.path.join(folder, name), 'rb').read() for name in sorted(os.listdir(folder))}


def a_newsletter_is_all_old_or_all_new():
    """A signal or a fault may arrive at any call. Five files take five calls of fsync(), then five renames; one of the
    names is new."""
    if sys.platform != 'linux':
        raise tap.Skip('a library can be preloaded so on Linux only')
    folder = os.path.join(WORK.name, 'set')
    os.mkdir(folder)
    command = (RECTO, LEAFLET, '--variant', 'newsletter', '-o', os.path.join(folder, 'n.pdf'))
    assert run(*command).returncode == 0
    new = newsletter_set(folder)
    assert len(new) == 5, sorted(new)
    old = {name: OLD for name in new if name != 'n.txt'}
    seen = set()
    environment = dict(os.environ, LD_PRELOAD=INTERRUPT, ASAN_OPTIONS=os.environ.get('ASAN_OPTIONS', '') + ':verify_asan_link_order=0')
    for variables in ({'RECTO_TEST_SIGNAL': str(int(signal.SIGTERM))}, {'RECTO_TEST_ERRNO': '5'}):
        for at in range(1, 11):
            for name in os.listdir(folder):
                os.unlink(os.path.join(folder, name))
            for name, content in old.items():
                with open(os.path.join(folder, name), 'wb') as file:
                    file.write(content)
            result = run(*command, env=dict(environment, RECTO_TEST_AT=str(at), **variables))
            now = newsletter_set(folder)
            assert result.returncode == 5, (variables, at, result)
            assert now in (old, new), (variables, at, {name: content == new.get(name) for name, content in now.items()})
            seen.add((tuple(variables), now == new))
    assert seen == {(('RECTO_TEST_SIGNAL',), False), (('RECTO_TEST_SIGNAL',), True), (('RECTO_TEST_ERRNO',), False)}, seen


def a_lost_standard_output_is_a_failure():
    if not os.path.exists('/dev/full'):
        raise tap.Skip('there is no /dev/full')
    pdf = os.path.join(WORK.name, 'said.pdf')
    assert run(RECTO, LEAFLET, '-o', pdf).returncode == 0
    for words in (['--help'], ['build', '--help'], ['--version'], ['check', LEAFLET], ['verify', pdf], ['explain', 'page.size'], ['styles'],
                  ['styles', 'base'], ['fonts'], ['completions', 'bash'], ['manual'], ['extract', pdf, '-d', os.path.join(WORK.name, 'said')],
                  ['init', os.path.join(WORK.name, 'begun')], [LEAFLET, '-o', '-', '-f', 'pages']):
        with open('/dev/full', 'wb') as full:
            result = subprocess.run([RECTO, *words], stdout=full, stderr=subprocess.PIPE, timeout=120)
        assert result.returncode == 5 and b'No space left' in result.stderr, (words, result)


def a_signal_ends_the_builds_of_an_archive():
    """And their parent waits for them; killed, it takes them along."""
    if sys.platform != 'linux':
        raise tap.Skip('processes are looked up in /proc')
    folder, site = os.path.join(WORK.name, 'reports'), os.path.join(WORK.name, 'site')
    os.mkdir(folder)
    for number in range(6):
        with open(os.path.join(folder, 'r%d.md' % number), 'w', encoding='utf-8') as file:
            file.write('---\ntitle: Report %d\nlang: en\ncategory: Annual Report\n---\n\n' % number + 'Many words are here for a while. ' * 30000)
    for number in (signal.SIGTERM, signal.SIGKILL):
        process = subprocess.Popen([RECTO, 'archive', folder, '-o', site, '-j', '3'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        path = '/proc/%d/task/%d/children' % (process.pid, process.pid)
        children = []
        while not children and process.poll() is None:
            with open(path) as file:
                children = file.read().split()
        process.send_signal(number)
        code = process.wait(120)
        assert children and code == (5 if number == signal.SIGTERM else -number), (children, code)
        for tries in range(1 if number == signal.SIGTERM else 3000):
            left = [child for child in children if os.path.exists('/proc/%s/exe' % child) and os.path.realpath('/proc/%s/exe' % child) == os.path.realpath(RECTO)]
            if not left:
                break
            time.sleep(0.01)
        assert not left, (number, left)


def a_signal_that_is_ignored_stays_so():
    path = os.path.join(WORK.name, 'ignored.pdf')
    result = run('/bin/sh', '-c', 'trap "" INT; exec "$0" "$1" -o "$2"', RECTO, LEAFLET, path,
                 env=dict(os.environ, LD_PRELOAD=INTERRUPT, RECTO_TEST_SIGNAL=str(int(signal.SIGINT)),
                          ASAN_OPTIONS=os.environ.get('ASAN_OPTIONS', '') + ':verify_asan_link_order=0'))
    assert result.returncode == 0 and os.path.exists(path), result


def a_disk_that_is_full():
    path = folder_with_old_file('full')

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    result = run(RECTO, LEAFLET, '-o', path, preexec_fn=limit)
    assert result.returncode == 5 and b'report.pdf: can\'t be written; the old file is unchanged: ' in result.stderr, result
    nothing_has_changed(path)
    if os.path.exists('/dev/full'):
        for options in ({'args': ('-o', '/dev/full')}, {'args': ('-o', '-'), 'stdout': '/dev/full'}):
            with open(options.get('stdout', os.devnull), 'wb') as target:
                result = subprocess.run([RECTO, LEAFLET, *options['args']], stdout=target, stderr=subprocess.PIPE, timeout=120)
            assert result.returncode == 5 and b'No space left' in result.stderr, result


def a_folder_that_may_not_be_written():
    path = folder_with_old_file('locked')
    os.chmod(WORK.name, 0o755)
    os.chmod(os.path.dirname(path), 0o555)
    nobody = {'user': 65534} if os.geteuid() == 0 else {}
    try:
        if nobody and run(RECTO, '--version', **nobody).returncode != 0:
            raise tap.Skip('run as root, and nobody else may run the program')
    except PermissionError:
        raise tap.Skip('run as root, and nobody else may run the program') from None
    with open(LEAFLET, 'rb') as source:
        result = run(RECTO, '-', '-o', path, stdin=source, **nobody)
    assert result.returncode == 5 and b'Permission denied' in result.stderr, result
    os.chmod(os.path.dirname(path), 0o755)
    nothing_has_changed(path)


def what_is_attached_is_listed():
    path = os.path.join(WORK.name, 'listed.pdf')
    lines = run(RECTO, LEAFLET, '-o', path, '-v').stderr.decode().splitlines()
    inside = [line.strip() for line in lines if line.startswith('  inside: ')]
    size = os.path.getsize(LEAFLET)
    assert 'inside: leaflet.md, %d bytes, text/markdown' % size in inside, lines
    assert any(line.startswith('inside: recto-manifest.yaml, ') and line.endswith(' bytes, application/yaml') for line in inside), lines
    listed = run('pdfdetach', '-list', path).stdout.decode()
    assert all(line.split(',')[0].removeprefix('inside: ') in listed for line in inside) and len(inside) == int(listed.split()[0]), listed
    bare = run(RECTO, LEAFLET, '-o', path, '-v', '--no-source').stderr.decode()
    assert 'inside:' not in bare, bare


def patterns_are_in_the_manifest():
    path = os.path.join(WORK.name, 'patterns.pdf')
    folder = os.path.join(WORK.name, 'patterns')
    assert run(RECTO, LEAFLET, '-o', path).returncode == 0
    assert run(RECTO, 'extract', path, '-d', folder).returncode == 0
    with open(os.path.join(folder, 'recto-manifest.yaml')) as file:
        manifest = file.read()
    digest = run('sha256sum', os.path.join(sys.argv[2], 'data', 'hyphen', 'hyph_en_US.dic')).stdout.decode().split()[0]
    assert '{file: hyph_en_US.dic, sha256: %s}' % digest in manifest, manifest


tap.run([
    ('a signal in the middle of writing leaves the old file', signals_in_the_middle_of_writing),
    ('a signal that is ignored stays ignored', a_signal_that_is_ignored_stays_so),
    ('/trouble/newsletter-is-all-old-or-all-new', a_newsletter_is_all_old_or_all_new),
    ('/trouble/lost-standard-output-is-exit-5', a_lost_standard_output_is_a_failure),
    ('/trouble/archive-ends-its-builds', a_signal_ends_the_builds_of_an_archive),
    ('a full disk leaves the old file', a_disk_that_is_full),
    ('a folder that may not be written keeps the old file', a_folder_that_may_not_be_written),
    ('-v lists what is inside the PDF', what_is_attached_is_listed),
    ('the manifest names the hyphenation patterns', patterns_are_in_the_manifest),
])
