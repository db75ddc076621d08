#!/usr/bin/env python3
"""output.py SOURCE_ROOT: what leaves the program goes through one place for each format: printing, escaping, links."""

import glob
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import tap

RULES = [
    ('only cli/print.c prints', r'\b(printf|fprintf|vfprintf|vprintf|puts|fputs|putchar|fputc|perror|g_print|g_printerr|fwrite)\s*\(',
     # the second runs when recto is built
     {'src/cli/print.c', 'src/base/sandbox_filter.c'}),
    ('only base/escape.c escapes', r'\b(g_markup_\w*escape\w*|g_strescape)\s*\(', {'src/base/escape.c'}),
    ('only base/address.c knows which schemes may be links', r'"(javascript|vbscript|mailto|tel|https?):(//)?"',
     # the first writes "https:" before an address, the others compare words with an address to see whether they are the same
     {'src/base/address.c', 'src/read/markdown.c', 'src/read/html_tidy.c'}),
    ('only recto_pages_add_link() makes links, and it judges them', r'RectoLink\s+\w+\s*=\s*\{|\.uri\s*=[^=]', {'src/page/pages.c'}),
]


def sources(root):
    for extension in ('c', 'cc', 'h'):
        yield from sorted(glob.glob(os.path.join(root, 'src', '**', '*.' + extension), recursive=True))


def check(root, pattern, allowed):
    wrong = []
    for path in sources(root):
        name = os.path.relpath(path, root)
        if name in allowed:
            continue
        with open(path, encoding='utf-8') as file:
            for number, line in enumerate(file, 1):
                code = re.sub(r'/\*.*?\*/|^\s*\*.*|/\*.*', '', line)
                if re.search(pattern, code):
                    wrong.append('%s:%d: %s' % (name, number, line.strip()))
    assert not wrong, 'not here:\n' + '\n'.join(wrong)


def limits_are_documented(root):
    script = os.path.join(root, 'tools', 'limits.py')
    assert subprocess.run([sys.executable, script, root, '--check']).returncode == 0, 'docs/reference/limits.md is not current: run tools/limits.py'


def reference_is_current(root):
    script = os.path.join(root, 'tools', 'reference.py')
    assert subprocess.run([sys.executable, script, root, '--check']).returncode == 0, 'docs/reference is not current: run tools/reference.py'


def main():
    root = sys.argv[1]
    tap.run([('docs/reference/limits.md is what limits.def says', lambda: limits_are_documented(root)), ('reference-matches-the-tables', lambda: reference_is_current(root))] + [(name, lambda p=pattern, a=allowed: check(root, p, a)) for name, pattern, allowed in RULES])


main()
