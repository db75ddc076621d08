#!/usr/bin/env python3
"""count.py BUILD…: counts subtests (meson's own summary counts programs) and closes with "N passed, N failed".

Subtests come from meson's JUnit report; a program that ended badly without a failed subtest (a crash, a time-out, no plan) is in its JSON
report only, and counts as one failure. Exit status 1 on any failure, or when nothing ran."""

import json
import os
import sys
import xml.etree.ElementTree as ET


def programs(logs):
    """Name of each test program → how it ended."""
    with open(os.path.join(logs, 'testlog.json'), encoding='utf-8') as file:
        rows = [json.loads(line) for line in file if line.strip()]
    return {row['name'].split('/')[-1].strip(): row['result'] for row in rows}


def count(build, prefix):
    """Prints what failed or was skipped in a build. Returns how many passed, failed, and were skipped."""
    logs = os.path.join(build, 'meson-logs')
    passed = failed = skipped = 0
    ends = programs(logs)
    for suite in ET.parse(os.path.join(logs, 'testlog.junit.xml')).getroot().iter('testsuite'):
        program = suite.get('name').split('/')[-1].strip()
        before = failed
        for case in suite.iter('testcase'):
            name = '%s%s: %s' % (prefix, program, case.get('name'))
            if case.find('failure') is not None or case.find('error') is not None:
                failed += 1
                print('FAILED', name)
            elif case.find('skipped') is not None:
                skipped += 1
                print('skipped', name)
            else:
                passed += 1
        if failed > before:
            ends.pop(program, None)
    for program, result in ends.items():
        if result not in ('OK', 'SKIP', 'EXPECTEDFAIL'):
            failed += 1
            print('FAILED %s%s: the program itself (%s)' % (prefix, program, result))
    return passed, failed, skipped


def main():
    builds = sys.argv[1:]
    counts = [count(build, '' if build == builds[0] else os.path.basename(build) + '/') for build in builds]
    passed, failed, skipped = (sum(column) for column in zip(*counts))
    line = '%d passed, %d failed' % (passed, failed)
    print(line + (', %d skipped' % skipped if skipped else ''))
    return 1 if failed or not all(row[0] for row in counts) else 0


sys.exit(main())
