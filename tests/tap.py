"""A little TAP: the form in which the test programs written in Python report to meson."""

import sys
import traceback


class Skip(Exception):
    """Raised by a test that can't run here; the message says why."""


def run(tests):
    """tests: pairs of a name and a function; an exception is a failure, Skip a skip. Exits."""
    print('TAP version 13')
    print('1..%d' % len(tests))
    failed = 0
    for number, (name, function) in enumerate(tests, 1):
        try:
            function()
            print('ok %d - %s' % (number, name), flush=True)
        except Skip as reason:
            print('ok %d - %s # SKIP %s' % (number, name, reason), flush=True)
        except Exception as error:  # every kind of failure is reported, none stops the others
            failed += 1
            print('not ok %d - %s' % (number, name))
            text = str(error) if isinstance(error, AssertionError) else traceback.format_exc()
            for line in text.splitlines():
                print('# ' + line)
            sys.stdout.flush()
    sys.exit(1 if failed else 0)
