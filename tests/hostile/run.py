#!/usr/bin/env python3
"""run.py RECTO SOURCE_ROOT [MODULE…]: runs the tests of hostile input and a hostile environment.

Each other module of this folder, except bounds.py, contains cases: a list TESTS of pairs, each a name and a function
without arguments that asserts. They run recto through bounds.py. Without MODULE all modules run, in the order of their
names. With a sanitizer, two are skipped: growth.py, because the time differs from that of the normal program, and
drawings.py, because the sanitizer reserves terabytes of addresses and the child has no memory limit."""

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
