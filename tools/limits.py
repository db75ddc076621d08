#!/usr/bin/env python3
"""limits.py SOURCE_ROOT [--check]: writes docs/limits.md from src/base/limits.def; with --check, says whether it is current."""

import os
import re
import sys

HEAD = """# Limits

A small file must not make recto take hours or gigabytes. These limits hold unless the command line says otherwise, with
`--limit NAME=NUMBER` (as often as needed). A document, a style or `recto.yaml` cannot change them: the author of a
hostile document writes those too.

At a limit recto reports the line. A warning is `limit-reached`: recto did something harmless and wrote the PDF. An error
is `too-large`: something would be missing, so recto writes no PDF.

| name | default | counted | beyond it |
|---|---|---|---|
"""

TAIL = """
Limits that no option changes, since nothing in a report needs more:

| what | limit | beyond it |
|---|---|---|
| a file that recto reads | 256 MiB | exit status 5 |
| chapters of a report | 2,000 | error `bad-chapter` |
| YAML: bytes, values, depth | 1 MiB, 20,000, 64 | warning `bad-yaml` |
| elements in each other | 100 | warning `too-deep` |
| points of a chart | 400 on a line, 40 bars, 24 events | warning `chart-data`, the block is printed as it is written |
| a picture | 32,767 pixels a side, 64 Mpx in all | warning `picture-too-large` |
| lines that looseness adds or removes | 16 | the paragraph keeps its best breaks |
| diagnostics of one code that are listed | 500 | recto counts the others |

Below the limits, time and memory grow with the size of the input, or with n log n; `tests/hostile/growth.py` holds to it.
When there is no memory, recto prints a message, leaves the old output as it was and exits with status 5.
"""


def value_of(text):
    number = eval(text, {'__builtins__': {}})
    return '{:,}'.format(number)


def page(root):
    rows = []
    with open(os.path.join(root, 'src', 'base', 'limits.def'), encoding='utf-8') as file:
        for line in file:
            found = re.match(r'LIMIT\(\w+, "([^"]+)", ([^,]+), "([^"]+)", "([^"]+)"\)', line)
            if found:
                name, value, counted, beyond = found.groups()
                rows.append('| `%s` | %s | %s | %s |\n' % (name, value_of(value), counted, beyond))
    return HEAD + ''.join(rows) + TAIL


def main():
    root = sys.argv[1]
    path = os.path.join(root, 'docs', 'limits.md')
    if '--check' in sys.argv:
        with open(path, encoding='utf-8') as file:
            sys.exit(file.read() != page(root))
    with open(path, 'w', encoding='utf-8') as file:
        file.write(page(root))


main()
