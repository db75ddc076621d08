#!/usr/bin/env python3
"""long.py BUILD MINUTES [TARGET…]: runs fuzz targets of a build with -Dfuzz=true, all at once and at the lowest priority, then prints for each:
minutes, executions, coverage (edges, features), findings.

    CC=clang CXX=clang++ meson setup build-fuzz -Dfuzz=true -Db_lundef=false
    ninja -C build-fuzz && tests/fuzz/long.py build-fuzz 60

New inputs go to BUILD/fuzz/TARGET/corpus and are used again by the next run; what crashed, hung or took too much memory is in
BUILD/fuzz/TARGET. A finding becomes a small file in tests/fuzz/corpus/TARGET, named after what it protects, together with its fix."""

import glob
import os
import re
import signal
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TARGETS = ('read', 'report', 'style', 'chart', 'csv', 'content', 'pdf')
LENGTHS = {'report': 3000, 'pdf': 6000}
MEMORY, SECONDS = 2048, 120  # SECONDS are wall time, at the lowest priority: a real hang is much longer


def folder_of(build, target):
    return os.path.join(build, 'fuzz', target)


def start(build, target, minutes):
    folder = folder_of(build, target)
    os.makedirs(os.path.join(folder, 'corpus'), exist_ok=True)
    environment = dict(os.environ, LSAN_OPTIONS='suppressions=%s' % os.path.join(HERE, '..', 'lsan.supp'),
                       ASAN_OPTIONS='detect_leaks=0:allocator_may_return_null=1')
    command = ['nice', '-n', '19', os.path.join(build, 'tests', 'fuzz', 'fuzz_' + target), '-fork=1', '-ignore_crashes=1', '-ignore_ooms=1',
               '-ignore_timeouts=1', '-rss_limit_mb=%d' % MEMORY, '-timeout=%d' % SECONDS, '-max_len=%d' % LENGTHS.get(target, 4096),
               '-max_total_time=%d' % (60 * minutes), '-dict=%s' % os.path.join(HERE, 'dictionaries', target + '.dict'),
               '-artifact_prefix=%s/' % folder, os.path.join(folder, 'corpus'), os.path.join(HERE, 'corpus', target)]
    log = open(os.path.join(folder, 'log'), 'w', encoding='utf-8')
    return subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=environment, preexec_fn=os.setpgrp, cwd=folder)


def summary(build, target, minutes):
    folder = folder_of(build, target)
    with open(os.path.join(folder, 'log'), encoding='utf-8', errors='replace') as file:
        lines = re.findall(r'^#(\d+): cov: (\d+) ft: (\d+) corp: (\d+)', file.read(), re.M)
    found = [os.path.basename(path) for kind in ('crash', 'timeout', 'oom', 'leak') for path in glob.glob(os.path.join(folder, kind + '-*'))]
    executions, edges, features, inputs = lines[-1] if lines else (0, 0, 0, 0)
    print('%-8s %4d min %9s executions %6s edges %6s features %5s inputs %3d findings' %
          (target, minutes, executions, edges, features, inputs, len(found)), flush=True)
    return found


def main():
    build, minutes = os.path.abspath(sys.argv[1]), float(sys.argv[2])
    targets = sys.argv[3:] or TARGETS
    began = time.monotonic()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    running = [(target, start(build, target, minutes)) for target in targets]
    try:
        for _, process in running:
            process.wait()
    except KeyboardInterrupt:
        pass
    finally:
        for _, process in running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
    spent = (time.monotonic() - began) / 60
    found = [(target, name) for target in targets for name in summary(build, target, spent)]
    for target, name in found:
        print('%s: %s' % (target, os.path.join(folder_of(build, target), name)))
    return 1 if found else 0


sys.exit(main())
