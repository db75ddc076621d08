"""Runs recto on hostile input and holds it to bounds: CPU time, memory, exit code, no signal, clean diagnostics, no partial output.

CPU time (s) and memory (MB, the largest process) come from the kernel's account of the process and its children, so that a busy machine
changes nothing. The bounds are those of a normal build; a build with AddressSanitizer gets more of both."""

import os
import re
import resource
import subprocess
import tempfile
import threading

RECTO = None          # absolute path of the program; run.py sets it
SOURCE_ROOT = None    # absolute path of the source tree
EXITS = (0, 1, 3, 4)  # permitted exit codes of a run on hostile input, unless a case gives others
HANG = 600            # seconds of wall time after which a run that waits for something is killed
SANITIZER_CPU, SANITIZER_MEMORY = 6, 4

_sanitized = {}


def sanitized(program):
    """Returns True if the program was built with AddressSanitizer."""
    if program not in _sanitized:
        with open(program, 'rb') as file:
            _sanitized[program] = b'__asan_init' in file.read()
    return _sanitized[program]


class Result:
    """code (negative: a signal), stdout (bytes), stderr (text), cpu (s), memory (MB)."""

    def __init__(self, command, code, stdout, stderr, usage):
        self.command, self.code, self.stdout = command, code, stdout
        self.raw_stderr = stderr
        self.stderr = stderr.decode('utf-8', 'replace')
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024

    def codes(self):
        """Names of the diagnostics on stderr, as a set."""
        return set(re.findall(r'\[([a-z0-9-]+)\]$', self.stderr, re.M))

    def __str__(self):
        return '%s\nexit %d, %.2f s CPU, %.0f MB\n%s' % (' '.join(self.command), self.code, self.cpu, self.memory, self.stderr[:2000])


def limits(cpu, memory, program):
    """Returns a function for preexec_fn: the kernel ends processes that exceed the limits by far."""
    def set_limits():
        resource.setrlimit(resource.RLIMIT_CPU, (int(cpu) + 2, int(cpu) + 4))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if not sanitized(program):
            room = (4 * memory + 2048) << 20
            resource.setrlimit(resource.RLIMIT_AS, (room, room))
    return set_limits


def run_command(command, cpu=5, memory=250, stdin=None, cwd=None, env=None, before=None, descriptors=()):
    """Runs a command and asserts the bounds of CPU time and memory. `env` holds changes of the environment; `before` is called in the child,
    which inherits `descriptors`. The caller asserts the exit code."""
    program = command[0]
    if sanitized(program):
        cpu, memory = cpu * SANITIZER_CPU, memory * SANITIZER_MEMORY + 200
    set_limits = limits(cpu, memory, program)

    def prepare():
        set_limits()
        if before:
            before()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, stdin=stdin if stdin is not None else subprocess.DEVNULL, stdout=out, stderr=err, cwd=cwd,
                                   env=dict(os.environ, **(env or {})), preexec_fn=prepare, pass_fds=descriptors)
        hung = threading.Event()

        def give_up():
            hung.set()
            process.kill()
        timer = threading.Timer(HANG, give_up)
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            timer.cancel()
        out.seek(0)
        err.seek(0)
        result = Result(command, process.returncode, out.read(), err.read(), usage)
    assert not hung.is_set(), 'waited %d s for something\n%s' % (HANG, result)
    assert result.cpu <= cpu, 'more than %.1f s of CPU time: %s' % (cpu, result)
    assert result.memory <= memory, 'more than %d MB: %s' % (memory, result)
    return result


def clean_stderr(result):
    """Asserts that a terminal gets text: UTF-8 without control characters, and no sanitizer's report."""
    assert result.code >= 0, 'signal %d\n%s' % (-result.code, result)
    # librsvg's own "fatal runtime error" in a child process does not come from UBSan.
    assert 'Sanitizer' not in result.stderr and not re.search(r':\d+:\d+: runtime error:', result.stderr), str(result)
    text = result.raw_stderr.decode('utf-8')
    bad = {hex(ord(c)) for c in text if (ord(c) < 32 and c not in '\t\n') or 0x7f <= ord(c) < 0xa0 or c in '\u2028\u2029\u202a\u202b\u202c\u202d\u202e'}
    assert not bad, 'control characters on stderr: %s\n%r' % (sorted(bad), result.stderr[:2000])


def recto(*arguments, exits=EXITS, **options):
    """Runs recto within bounds; asserts the exit code and clean diagnostics. Returns the Result."""
    result = run_command([RECTO, *arguments], **options)
    for _ in range(5):
        # The leak check fails if a thread ends at the same time; that is not a fault of recto.
        if sanitized(RECTO) and 'LeakSanitizer has encountered a fatal error' in result.stderr:
            result = run_command([RECTO, *arguments], **options)
    clean_stderr(result)
    assert result.code in exits, 'exit code not in %s: %s' % (exits, result)
    return result


def check_pdf(path):
    """Asserts that a file is a whole PDF in qpdf's eyes."""
    checked = subprocess.run(['qpdf', '--check', path], capture_output=True, timeout=HANG)
    assert checked.returncode == 0, '%s: %s' % (path, checked.stderr.decode('utf-8', 'replace')[:500])


def build(files, *arguments, source='report.md', exits=EXITS, **options):
    """Writes `files` (name → text or bytes) into a new folder, builds `source` there and asserts: the bounds, and a whole PDF if the exit code
    is 0, otherwise none. Returns the Result."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'wb') as file:
                file.write(content.encode('utf-8') if isinstance(content, str) else content)
        result = recto(source, '-o', 'out.pdf', *arguments, exits=exits, cwd=folder, **options)
        out = os.path.join(folder, 'out.pdf')
        if result.code == 0:
            check_pdf(out)
        else:
            assert not os.path.exists(out), 'a PDF after exit %d\n%s' % (result.code, result)
        partial = [name for name in os.listdir(folder) if name != 'out.pdf' and name not in {n.split('/')[0] for n in files}]
        assert not partial, 'left behind: %s' % partial
        return result
