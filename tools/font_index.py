#!/usr/bin/env python3
"""font_index.py: writes fonts/faces.index, what fontconfig would find out about each face of fonts/fonts.yaml, for what matches by name.

A line a face: file, SHA-256, and the face's pattern in fontconfig's own notation (fc-scan), without the path. Run it again when a face changes;
a test compares the index with the files."""

import hashlib
import os
import re
import subprocess

FONTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'fonts')


def main():
    with open(os.path.join(FONTS, 'fonts.yaml'), encoding='utf-8') as file:
        names = re.findall(r'file: ([^,\s]+)', file.read())
    with open(os.path.join(FONTS, 'faces.index'), 'w', encoding='utf-8') as index:
        for name in names:
            path = os.path.join(FONTS, name)
            with open(path, 'rb') as file:
                digest = hashlib.sha256(file.read()).hexdigest()
            pattern = subprocess.run(['fc-scan', '--format', '%{-file{%{=unparse}}}', path], check=True, capture_output=True, text=True).stdout
            index.write('%s %s %s\n' % (name, digest, pattern.strip()))


if __name__ == '__main__':
    main()
