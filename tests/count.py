#!/usr/bin/env python3
"""count.py TESTLOG.junit.xml: counts subtests (meson's own summary counts programs) and closes with "N passed, N failed".

A program that crashed or printed no subtest counts as one failure. Exit status 1 on any failure, or when nothing ran."""

import sys
import xml.etree.ElementTree as ET


def main():
    passed = failed = skipped = 0
    for suite in ET.parse(sys.argv[1]).getroot().iter('testsuite'):
        cases = list(suite.iter('testcase'))
        for case in cases:
            name = '%s: %s' % (suite.get('name'), case.get('name'))
            if case.find('failure') is not None or case.find('error') is not None:
                failed += 1
                print('FAILED', name)
            elif case.find('skipped') is not None:
                skipped += 1
                print('skipped', name)
            else:
                passed += 1
        broken = int(suite.get('errors', 0)) + int(suite.get('failures', 0))
        if broken and not any(case.find('failure') is not None or case.find('error') is not None for case in cases):
            failed += 1
            print('FAILED', suite.get('name'), '(the program itself)')
    line = '%d passed, %d failed' % (passed, failed)
    print(line + (', %d skipped' % skipped if skipped else ''))
    return 1 if failed or not passed else 0


sys.exit(main())
