"""A world that fails: the Nth open, read, write, fsync, rename or malloc of a run, a signal in the place of each, a full disk, several runs at
once on one output. However it fails: no signal, exit code 5 with a message (or the right result, when recto can do without), the old output
whole or the new one, and no other file."""

import errno
import filecmp
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

import bounds
import tap

LIBRARY = os.path.join('tests', 'failing.so')
FUNCTIONS = {'open': errno.EIO, 'read': errno.EIO, 'write': errno.ENOSPC, 'fsync': errno.EIO, 'rename': errno.EACCES, 'malloc': errno.ENOMEM}
# Calls that are tried of each function; where a run has more of them, some are left out.
TRIES = {'open': 24, 'read': 24, 'write': 40, 'fsync': 20, 'rename': 20, 'malloc': 36}
REPORT = '''---
title: The lock keeper's year
date: 2024-03-04
lang: en
---

Thirty barges came through the lock in March, and one of them twice.[^twice]

| Month | Barges |
|---|--:|
| March | 30 |
| April | 41 |

[^twice]: It had left its cook on the quay.
'''


def environment(function, at, pipe, number=0, rest=False, send=0, log=False):
    """Returns the environment variables that failing.c reads."""
    library = os.path.join(os.path.dirname(bounds.RECTO), LIBRARY)
    if sys.platform != 'linux' or not os.path.exists(library):
        raise tap.Skip('a library can be preloaded so on Linux only')
    return {'LD_PRELOAD': library, 'RECTO_FAIL': function, 'RECTO_FAIL_AT': str(at), 'RECTO_FAIL_ERRNO': str(number),
            'RECTO_FAIL_REST': '1' if rest else '', 'RECTO_FAIL_SIGNAL': str(send), 'RECTO_FAIL_TO': str(pipe), 'RECTO_FAIL_LOG': '1' if log else '',
            'SOURCE_DATE_EPOCH': '1700000000', 'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':verify_asan_link_order=0'}


def run_failing(command, folder, function, at, **how):
    """Runs recto with a failure at the call `at`. Returns the Result and whether there was such a call."""
    reader, writer = os.pipe()
    try:
        os.set_inheritable(writer, True)
        result = bounds.run_command([bounds.RECTO, *command], cwd=folder, cpu=10, memory=400, env=environment(function, at, writer, **how),
                                    descriptors=(writer,))
        os.close(writer)
        writer = -1
        return result, os.read(reader, 1) == b'!'
    finally:
        os.close(reader)
        if writer >= 0:
            os.close(writer)


def snapshot(folder):
    """Path below the folder → content."""
    found = {}
    for at, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(at, name)
            with open(path, 'rb') as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


class Work:
    """A command with its inputs, its outputs of an earlier run (of an older report), and those that it should have."""

    def __init__(self, command, exits=(0,), inputs=None, outputs=()):
        self.command, self.exits, self.outputs = command, exits, outputs
        self.folder = tempfile.TemporaryDirectory()
        for name, content in (inputs or {'report.md': REPORT}).items():
            path = os.path.join(self.folder.name, 'old', name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'wb') as file:
                file.write(content.encode() if isinstance(content, str) else content)
        # The old state, then the new one.
        self.build('old')
        shutil.copytree(self.path('old'), self.path('new'))
        for name in inputs or {'report.md': ''}:
            if name.endswith('.md'):
                with open(os.path.join(self.path('new'), name), 'a', encoding='utf-8') as file:
                    file.write('\nIn May the lock was dry.\n')
        shutil.copytree(self.path('new'), self.path('before'))
        self.build('new')
        self.old, self.new = snapshot(self.path('before')), snapshot(self.path('new'))

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def build(self, name):
        result = bounds.run_command([bounds.RECTO, *self.command], cwd=self.path(name), cpu=10, memory=400, env={'SOURCE_DATE_EPOCH': '1700000000'})
        assert result.code in self.exits, str(result)

    def attempt(self, function, at, **how):
        """One run with a failure; False: it makes fewer calls."""
        work = self.path('work')
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(self.path('before'), work)
        result, failed = run_failing(self.command, work, function, at, **how)
        if not failed:
            return False
        self.check(result, '%s %d' % (function, at), how)
        return True

    def check(self, result, what, how):
        bounds.clean_stderr(result)
        text = '%s: %s' % (what, result)
        said = result.stderr or result.stdout
        assert result.code in (1, 5, *self.exits), text
        assert said or result.code in self.exits, 'no message: ' + text
        if how.get('send'):
            assert result.code == 5 and 'interrupted' in result.stderr, text
        found = snapshot(self.path('work'))
        for name, content in found.items():
            known = [state[name] for state in (self.old, self.new) if name in state]
            assert known, '%s was left after %s' % (name, text)
            assert content in known or (said and self.may_differ(name, content, result)), '%s is neither the old nor the new one after %s' % (name, text)
        lost = [name for name in self.old if name not in found]
        assert not lost, '%s lost after %s' % (lost, text)
        if result.code in self.exits and not said:
            different = [name for name in found if found[name] != self.new.get(name)]
            assert not different, 'another %s, and no word of it: %s' % (different, text)

    def may_differ(self, name, content, result):
        """Returns True if an output file may differ from a full run: a list of outputs, if fewer were written, or a
        result, if recto left something out and reported that."""
        if name.endswith('.pdf') and result.code not in self.exits:
            return False
        endings = {'.pdf': b'%%EOF', '.html': b'</html>', '.png': b'IEND\xaeB`\x82', '.eml': b'--', '.xml': b'>', '.json': b'}'}
        return content.rstrip().endswith(endings.get(os.path.splitext(name)[1], b''))


def steps(most, ratio=1.12):
    """1, 2, 3 … further apart with each, `most` numbers."""
    at = 1.0
    for _ in range(most):
        yield int(at)
        at = max(at + 1, at * ratio)


def nth_call(make, function):
    if function == 'malloc' and bounds.sanitized(bounds.RECTO):
        raise tap.Skip('the sanitizer has a malloc of its own')
    work = make()
    tried = 0
    # A run takes memory more than ten thousand times.
    for at in steps(TRIES[function], 1.4 if function == 'malloc' else 1.12):
        if not work.attempt(function, at, number=FUNCTIONS[function]):
            break
        tried += 1
    # verify and a newsletter do not do everything.
    assert tried or function in ('fsync', 'rename', 'write'), 'not one call of %s' % function


def full_disk(make):
    work = make()
    for at in steps(12):
        if not work.attempt('write', at, number=errno.ENOSPC, rest=True):
            return


def signal_at_each(make, function):
    work = make()
    for at in range(1, 12):
        number = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)[at % 3]
        if not work.attempt(function, at, send=int(number)):
            return


def library_messages():
    """GLib prints what libraries log as it is; recto keeps it, and shows it escaped on request."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, 'report.md'), 'w', encoding='utf-8') as file:
            file.write(REPORT)
        commands = [('report.md',), ('check', 'report.md'), ('archive', '.', '-o', 'site', '-j', '1', '--all')]
        if not bounds.sanitized(bounds.RECTO):
            commands.append(('fonts',))  # it opens files only to enter the sandbox, which a sanitized program has not
        for command in commands:
            result, logged = run_failing(command, folder, 'open', 6, log=True)
            bounds.clean_stderr(result)
            assert logged and result.code == 0, str(result)
            assert 'message' not in result.stderr, str(result)
            if command[0] in ('check', 'fonts'):
                continue
            result, logged = run_failing((*command, '-v'), folder, 'open', 6, log=True)
            bounds.clean_stderr(result)
            assert logged and result.code == 0 and result.stderr.count(' logs: the ') == 2, str(result)


def tiny_disk():
    """A real file system without room, where the kernel lets us have one."""
    if os.geteuid() != 0:
        raise tap.Skip('only root can mount a file system')
    with tempfile.TemporaryDirectory() as folder:
        if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=16k', 'none', folder], capture_output=True).returncode != 0:
            raise tap.Skip('no file system can be mounted here')
        try:
            path = os.path.join(folder, 'report.pdf')
            source = os.path.join(folder, 'report.md')
            with open(source, 'w', encoding='utf-8') as file:
                file.write(REPORT)
            with open(path, 'wb') as file:
                file.write(b'old')
            result = bounds.recto(source, '-o', path, exits=(5,))
            assert 'No space left' in result.stderr, str(result)
            with open(path, 'rb') as file:
                assert file.read() == b'old'
            assert sorted(os.listdir(folder)) == ['report.md', 'report.pdf'], os.listdir(folder)
        finally:
            subprocess.run(['umount', folder], check=True)


def at_once():
    with tempfile.TemporaryDirectory() as folder:
        sources = []
        for i in range(8):
            sources.append(os.path.join(folder, 'report-%d.md' % i))
            with open(sources[-1], 'w', encoding='utf-8') as file:
                file.write(REPORT + '\nBarge %d.\n' % i)
        env = dict(os.environ, SOURCE_DATE_EPOCH='1700000000')
        running = [subprocess.Popen([bounds.RECTO, source, '-o', 'out.pdf', '--no-source'], cwd=folder, env=env, stderr=subprocess.PIPE) for source in sources]
        for process in running:
            _, text = process.communicate(timeout=bounds.HANG)
            assert process.returncode == 0, text
        for i, source in enumerate(sources):
            subprocess.run([bounds.RECTO, source, '-o', 'alone-%d.pdf' % i, '--no-source'], cwd=folder, env=env, check=True, capture_output=True)
        same = [i for i in range(8) if filecmp.cmp(os.path.join(folder, 'out.pdf'), os.path.join(folder, 'alone-%d.pdf' % i), shallow=False)]
        assert len(same) == 1, 'the file is that of %s' % same
        left = [name for name in os.listdir(folder) if not re.match(r'(report-\d\.md|alone-\d\.pdf|out\.pdf)$', name)]
        assert not left, 'left behind: %s' % left


# ---- the commands ----

def new_build():
    return Work(('report.md', '-o', 'out.pdf', '--cover', 'cover.png', '--deps', 'out.d'))


def new_newsletter():
    return Work(('report.md', '-o', 'out.pdf', '--variant', 'newsletter'))


def new_archive():
    return Work(('archive', 'posts', '-o', 'site', '-j', '1', '--all'),
                inputs={'posts/one.md': REPORT, 'posts/two.md': REPORT.replace('lock keeper', 'ferryman').replace('2024-03', '2023-05')})


def new_verify():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'report.md')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(REPORT)
        bounds.recto(path, '-o', os.path.join(folder, 'made.pdf'), exits=(0,))
        with open(os.path.join(folder, 'made.pdf'), 'rb') as file:
            return Work(('verify', 'made.pdf'), exits=(0, 6), inputs={'made.pdf': file.read()})


COMMANDS = {'build': new_build, 'newsletter': new_newsletter, 'archive': new_archive, 'verify': new_verify}
TESTS = [('%s-survives-a-failing-%s' % (name, function), lambda make=make, function=function: nth_call(make, function))
         for name, make in COMMANDS.items() for function in FUNCTIONS]
TESTS += [('%s-survives-a-full-disk' % name, lambda make=make: full_disk(make)) for name, make in COMMANDS.items()]
TESTS += [('%s-survives-a-signal-at-each-%s' % (name, function), lambda make=make, function=function: signal_at_each(make, function))
          for name, make in COMMANDS.items() if name in ('build', 'newsletter') for function in ('write', 'fsync', 'rename')]
TESTS += [('messages-of-libraries-never-reach-a-terminal-raw', library_messages), ('a-small-disk-keeps-the-old-file', tiny_disk), ('eight-runs-on-one-output-leave-one-whole-file', at_once)]
