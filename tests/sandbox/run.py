#!/usr/bin/env python3
"""run.py RECTO SOURCE_ROOT BREAKOUT: the sandbox, from inside. BREAKOUT is a library that, preloaded, waits until recto opens the first file of a
stranger, then tries something that SECURITY.md says can't be done. Each promise has a row; each command is tried."""

import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..'))
import tap

RECTO, ROOT, BREAKOUT = (os.path.abspath(word) for word in sys.argv[1:4])
WORK = tempfile.TemporaryDirectory()
SYSCALL = ctypes.CDLL(None, use_errno=True).syscall if sys.platform == 'linux' else None
LANDLOCK = SYSCALL(444, None, 0, 1) if SYSCALL else 0
REPORT = '---\ntitle: A report\nlang: en\ncategory: Annual Report\ndate: 2024-05-06\n---\n\nSome words, and a picture of nothing.\n'


def path_of(*parts):
    return os.path.join(WORK.name, *parts)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


INSIDE = write(path_of('project', 'victim.md'), REPORT)
OUTSIDE = write(path_of('elsewhere', 'secret.txt'), 'a secret\n')
os.makedirs(path_of('out'))
os.symlink(OUTSIDE, path_of('project', 'innocent.txt'))
BUILD = (INSIDE, '-o', path_of('out', 'victim.pdf'))


def run(*arguments, **variables):
    return subprocess.run([RECTO, *arguments], capture_output=True, text=True, timeout=300, cwd=path_of('out'),
                          env={**os.environ, **variables})


def is_sanitized():
    return 'sanitizer' in run(*BUILD, '-v').stderr


def attempt(name, path=OUTSIDE, arguments=BUILD, at='victim.md', **more):
    """The result of the action: "done", the name of an errno, or that of a signal. An archive prints the output of its
    builds."""
    result = run(*arguments, LD_PRELOAD=BREAKOUT, BREAKOUT=name, BREAKOUT_PATH=path, BREAKOUT_AT=at, **more)
    said = re.search('^breakout: %s: (.*)$' % name, result.stderr, re.MULTILINE)
    if not said and result.returncode < 0:
        return signal.Signals(-result.returncode).name
    assert said, '%s was not tried: %s' % (name, result)
    return said.group(1)


def needs(version=0):
    if SYSCALL is None:
        raise tap.Skip('THE SANDBOX IS NOT TESTED: this system is not Linux')
    if is_sanitized():
        raise tap.Skip('THE SANDBOX IS NOT TESTED: a sanitizer is built in, which needs what it refuses')
    if LANDLOCK < version:
        raise tap.Skip('NOT TESTED: this kernel has version %d of Landlock, and this needs %d' % (max(LANDLOCK, 0), version))


# Of what reaches files, by Landlock's version that withholds it.
FILES = [
    ('a-file-outside-cannot-be-read', 'read_file', OUTSIDE, 'EACCES', 1),
    ('passwords-cannot-be-read', 'read_file', '/etc/passwd', 'EACCES', 1),
    ('the-environment-of-others-cannot-be-read', 'read_file', '/proc/%d/environ' % os.getpid(), 'EACCES', 1),
    ('a-link-out-of-the-project-leads-nowhere', 'read_by_link', path_of('project', 'innocent.txt'), 'EACCES', 1),
    ('a-folder-outside-cannot-be-listed', 'list_folder', path_of('elsewhere'), 'EACCES', 1),
    ('a-device-cannot-be-read', 'read_file', '/dev/zero', 'EACCES', 1),
    ('a-file-outside-cannot-be-written', 'write_file', OUTSIDE, 'EACCES', 1),
    ('a-source-cannot-be-written', 'write_file', INSIDE, 'EACCES', 1),
    ('a-file-outside-cannot-be-made', 'create_file', path_of('elsewhere', 'new'), 'EACCES', 1),
    ('nothing-can-be-left-in-the-temporary-folder', 'create_file', path_of('new'), 'EACCES', 1),
    ('a-file-outside-cannot-be-removed', 'remove_file', OUTSIDE, 'EACCES', 1),
    ('a-file-outside-cannot-be-linked-in', 'link_in', OUTSIDE, 'EXDEV EACCES', 1),
    ('a-file-outside-cannot-be-moved-in', 'rename_in', OUTSIDE, 'EXDEV EACCES', 1),
    ('a-folder-cannot-be-made', 'make_folder', path_of('out', 'folder'), 'EACCES', 1),
    ('own-data-cannot-be-written', 'write_file', os.path.join(ROOT, 'styles', 'base.yaml'), 'EACCES', 1),
]

# Of system calls.
CALLS = [
    ('a-source-cannot-be-cut-to-nothing', 'cut_file', INSIDE, 'ENOSYS'),
    ('a-file-cannot-be-cut-by-its-name', 'cut_by_name', INSIDE, 'EPERM'),
    ('a-symbolic-link-cannot-be-made', 'make_link', path_of('out', 'link'), 'EPERM'),
    ('a-mode-cannot-be-changed', 'change_mode', OUTSIDE, 'EPERM'),
    ('a-time-cannot-be-changed', 'change_time', OUTSIDE, 'EPERM'),
    ('an-attribute-cannot-be-changed', 'change_attribute', OUTSIDE, 'EPERM'),
    ('a-device-cannot-be-made', 'make_device', '', 'EPERM'),
    ('the-network-cannot-be-reached', 'internet', '', 'EPERM'),
    ('the-network-cannot-be-reached-by-ipv6', 'internet_six', '', 'EPERM'),
    ('a-service-of-this-machine-cannot-be-reached', 'local_socket', '', 'EPERM'),
    ('the-kernel-cannot-be-reached-by-a-socket', 'kernel_socket', '', 'EPERM'),
    ('sockets-cannot-be-made-in-pairs', 'socket_pair', '', 'EPERM'),
    ('a-program-cannot-be-run', 'execute', '', 'EPERM'),
    ('a-program-in-memory-cannot-be-run', 'execute_descriptor', '', 'EPERM'),
    ('a-process-cannot-be-traced', 'trace', '', 'SIGSYS'),
    ('the-memory-of-others-cannot-be-read', 'read_memory', '', 'SIGSYS'),
    ('processes-cannot-be-compared', 'compare_processes', '', 'SIGSYS'),
    ('the-files-of-others-cannot-be-taken', 'steal_descriptor', '', 'SIGSYS'),
    ('nothing-can-be-mounted', 'mount_folder', '', 'SIGSYS'),
    ('a-kernel-module-cannot-be-loaded', 'load_module', '', 'SIGSYS'),
    ('a-namespace-cannot-be-entered', 'unshare_user', '', 'EPERM'),
    ('a-namespace-cannot-be-made-by-a-child', 'clone_user', '', 'ENOSYS'),
    ('a-namespace-cannot-be-made-by-clone3', 'clone_by_structure', '', 'ENOSYS'),
    ('calls-cannot-go-through-a-ring', 'ring', '', 'EPERM'),
    ('a-program-cannot-be-put-into-the-kernel', 'berkeley_filter', '', 'EPERM'),
    ('page-faults-cannot-be-handled', 'page_faults', '', 'EPERM'),
    ('keys-cannot-be-used', 'keys', '', 'EPERM'),
    ('counters-cannot-be-used', 'counters', '', 'EPERM'),
    ('a-file-cannot-be-opened-by-its-handle', 'handles', '', 'EPERM'),
    ('nothing-can-be-typed-into-the-terminal', 'type_into_terminal', '', 'ENOSYS'),
    ('all-processes-cannot-be-signalled', 'signal_all', '', 'ENOSYS'),
    ('the-limits-of-others-cannot-be-changed', 'limit_parent', '', 'ENOSYS'),
    ('another-user-cannot-be-become', 'become_user', '', 'EPERM'),
]


def refused(name, path, expected, version):
    needs(version)
    before = sorted(os.listdir(path_of('out')))
    result = attempt(name, path)
    assert result in expected.split(), '%s: %s, expected %s' % (name, result, expected)
    assert read(OUTSIDE) == 'a secret\n' and read(INSIDE) == REPORT, 'a file has changed'
    assert sorted(os.listdir(path_of('out'))) == before


def other_numbers_end_the_process():
    needs()
    if os.uname().machine != 'x86_64':
        raise tap.Skip('calls of another architecture are tried on x86-64 only')
    assert attempt('old_numbers') == 'SIGSYS'


def other_processes_cannot_be_signalled():
    needs(6)
    assert attempt('signal_parent') == 'EPERM'


def what_is_needed_is_left():
    needs()
    assert attempt('fork_child') == 'done' and attempt('read_null') == 'done'
    assert attempt('read_file', INSIDE) == 'done'
    assert attempt('create_file', path_of('out', 'new')) == 'done'
    os.unlink(path_of('out', 'new'))
    assert attempt('read_file', os.path.join(ROOT, 'styles', 'base.yaml')) == 'done'


def without_it_all_is_open():
    """So that the tests above can fail."""
    needs()
    free = (*BUILD, '--no-sandbox')
    for name in ('read_file', 'list_folder', 'write_file', 'internet', 'local_socket', 'fork_child'):
        path = path_of('elsewhere') if name == 'list_folder' else OUTSIDE
        assert attempt(name, path, free) == 'done', name


def each_command_is_confined():
    needs(1)
    assert run(*BUILD).returncode == 0
    pdf, style = path_of('out', 'victim.pdf'), write(path_of('brand', 'victim.yaml'), 'extends: base\n')
    paper = path_of('out', 'newsletter', 'n.pdf')
    os.makedirs(os.path.dirname(paper))
    commands = [
        ('build', BUILD, 'victim.md'),
        ('build to standard output', (INSIDE, '-o', '-'), 'victim.md'),
        ('newsletter', (INSIDE, '--variant', 'newsletter', '-o', paper), 'victim.md'),
        ('chapters', (INSIDE, INSIDE, '-o', pdf), 'victim.md'),
        ('check', ('check', INSIDE), 'victim.md'),
        ('verify', ('verify', pdf), 'victim.pdf'),
        ('extract', ('extract', pdf, '-d', path_of('out', 'extracted')), 'victim.pdf'),
        ('styles', ('styles', style), 'victim.yaml'),
        ('explain', ('explain', 'page.size', '--style', style), 'victim.yaml'),
        ('fonts', ('fonts',), 'faces.index'),
        ('init', ('init', path_of('out', 'fresh')), 'recto.yaml'),
        ('archive', ('archive', path_of('project'), '-o', path_of('out', 'site')), 'victim.md'),
        ('a build of archive', ('archive', path_of('project'), '-o', path_of('out', 'site')), 'base.yaml'),
    ]
    for name, arguments, at in commands:
        for what, expected in (('read_file', 'EACCES'), ('create_file', 'EACCES'), ('internet', 'EPERM'), ('execute', 'EPERM')):
            path = OUTSIDE if what == 'read_file' else path_of('elsewhere', 'new')
            result = attempt(what, path, arguments, at)
            assert result == expected, (name, what, result)
    for name in ('site', 'extracted', 'fresh', 'newsletter'):
        shutil.rmtree(path_of('out', name), ignore_errors=True)


def an_archive_is_proved_in_a_sandbox():
    needs(1)
    site = path_of('site')
    assert run('archive', path_of('project'), '-o', site).returncode == 0
    for at in ('SHA256SUMS', 'base.yaml'):
        assert attempt('read_file', OUTSIDE, ('archive', '--verify', site), at) == 'EACCES', at
    assert run('archive', '--verify', site).returncode == 0
    shutil.rmtree(site)


def a_build_of_watch_is_confined():
    needs(1)
    variables = {**os.environ, 'LD_PRELOAD': BREAKOUT, 'BREAKOUT': 'read_file', 'BREAKOUT_PATH': OUTSIDE, 'BREAKOUT_AT': 'victim.md',
                 'TMPDIR': path_of('out')}
    process = subprocess.Popen([RECTO, 'watch', *BUILD], env=variables, cwd=path_of('out'), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stdout.readline()
    process.terminate()
    said = process.communicate(timeout=60)[1]
    assert 'breakout: read_file: EACCES' in said, said
    assert not [name for name in os.listdir(path_of('out')) if name.startswith('recto-')], os.listdir(path_of('out'))


def a_kernel_without_it_is_noted():
    needs()
    quiet = run(*BUILD, LD_PRELOAD=BREAKOUT, BREAKOUT_OLD='1')
    loud = run(*BUILD, '-v', LD_PRELOAD=BREAKOUT, BREAKOUT_OLD='1')
    notes = [line for line in loud.stderr.splitlines() if 'sandbox' in line]
    assert quiet.returncode == loud.returncode == 0 and 'sandbox' not in quiet.stderr, quiet
    assert len(notes) == 1 and 'Landlock' in notes[0] and 'seccomp' in notes[0], loud.stderr
    if LANDLOCK > 0:
        assert 'sandbox' not in run(*BUILD, '-v').stderr


def installed_fonts_are_read_and_no_cache_is_written():
    needs(1)
    home = path_of('home')
    os.makedirs(home)
    text = write(path_of('project', 'thai.md'), '---\ntitle: Greetings\nlang: en\n---\n\nสวัสดี and 你好\n')
    said = [run(text, '-o', path_of('out', 'thai.pdf'), '--system-fonts', *more, HOME=home, XDG_CACHE_HOME=home + '/cache',
                XDG_DATA_HOME=home, XDG_CONFIG_HOME=home) for more in ((), ('--no-sandbox',))]
    assert said[0].returncode == said[1].returncode == 0 and said[0].stderr == said[1].stderr, said
    shutil.rmtree(home)
    os.makedirs(home)
    run(text, '-o', path_of('out', 'thai.pdf'), '--system-fonts', HOME=home, XDG_CACHE_HOME=home + '/cache')
    assert os.listdir(home) == [], os.listdir(home)


tests = [(name, lambda r=(what, path, expected, version): refused(*r)) for name, what, path, expected, version in FILES]
tests += [(name, lambda r=(what, path, expected, 0): refused(*r)) for name, what, path, expected in CALLS]
tap.run([('/sandbox/' + name, function) for name, function in tests + [
    ('calls-of-another-architecture-end-the-process', other_numbers_end_the_process),
    ('other-processes-cannot-be-signalled', other_processes_cannot_be_signalled),
    ('what-typesetting-needs-is-left', what_is_needed_is_left),
    ('no-sandbox-leaves-all-open', without_it_all_is_open),
    ('each-command-is-confined', each_command_is_confined),
    ('archive-verify-is-confined', an_archive_is_proved_in_a_sandbox),
    ('a-build-of-watch-is-confined', a_build_of_watch_is_confined),
    ('a-kernel-without-it-is-noted', a_kernel_without_it_is_noted),
    ('installed-fonts-are-read-and-no-cache-is-written', installed_fonts_are_read_and_no_cache_is_written),
]])
