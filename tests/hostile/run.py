#!/usr/bin/env python3
"""run.py RECTO SOURCE_ROOT [MODULE…]: hostile input and a hostile world.

Each other module of this folder but bounds.py holds cases: a list TESTS of pairs, a name and a function without arguments that asserts. They
run recto through bounds.py. Without MODULE all run, in the order of the names; with a sanitizer, without growth.py, since its time says nothing
of the program's, and without drawings.py: a child has no limit of memory there, since the sanitizer reserves terabytes of addresses."""

import importlib
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..'))
sys.path.insert(0, HERE)
import bounds
import tap


def main():
    bounds.RECTO, bounds.SOURCE_ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    names = sys.argv[3:] or sorted(name[:-3] for name in os.listdir(HERE)
                                   if name.endswith('.py') and name not in ('run.py', 'bounds.py'))
    if not sys.argv[3:] and bounds.sanitized(bounds.RECTO):
        names = [name for name in names if name not in ('drawings', 'growth')]
    modules = [importlib.import_module(name) for name in names]
    tap.run([('%s: %s' % (name, title), function) for name, module in zip(names, modules) for title, function in module.TESTS])


main()
