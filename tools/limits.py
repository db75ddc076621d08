#!/usr/bin/env python3
"""limits.py SOURCE_ROOT [--check]: writes docs/reference/limits.md from src/base/limits.def; with --check, says whether it is current."""

import os
import re
import sys

HEAD = """# Limits

These limits keep a small file from taking hours or gigabytes. `--limit NAME=NUMBER` changes one; the option is repeatable. A document, a style or `recto.yaml` cannot change
them, because the author of a hostile document writes those as well.

recto reports the line at which a limit is reached. The warning `limit-reached` means that recto wrote a complete PDF with a harmless substitute. The error `too-large` means that content
would be missing, so recto writes no PDF.

| name | default | unit | effect of more |
|---|---|---|---|
"""

TAIL = """
Fixed limits:

| subject | limit | effect of more |
|---|---|---|
| size of an input file | 256 MiB | exit status 5 |
| chapters of a report | 2,000 | error `bad-chapter` |
| YAML: bytes, values, depth | 1 MiB, 20,000, 64 | warning `bad-yaml` |
| nested elements | 100 | warning `too-deep` |
| points of a chart | 400 on a line, 40 bars, 24 events | warning `chart-data`; the block is printed as code |
| image size | 32,767 pixels per side, 64 million pixels | warning `picture-too-large` |
| lines by which a paragraph may be looser or tighter | 16 | the paragraph keeps its best line breaks |
| listed diagnostics of one code | 500 | recto counts the others |

Within the limits, time and memory grow with n log n at most, where n is the size of the input. If memory runs out, recto prints a message, leaves the old output unchanged, and exits with
status 5.
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
    path = os.path.join(root, 'docs', 'reference', 'limits.md')
    if '--check' in sys.argv:
        with open(path, encoding='utf-8') as file:
            sys.exit(file.read() != page(root))
    with open(path, 'w', encoding='utf-8') as file:
        file.write(page(root))


main()
