#!/usr/bin/env python3
"""links.py RECTO: the program itself loads no library that only some documents need. Loading one costs milliseconds for every document."""

import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import tap

ON_DEMAND = ('libxml2', 'libicu', 'librsvg', 'libwebp', 'libjpeg', 'liblcms2', 'libqpdf', 'libgmime')


def loads_none():
    if not shutil.which('ldd'):
        raise tap.Skip('no ldd here')
    loaded = subprocess.run(['ldd', sys.argv[1]], capture_output=True, text=True, check=True).stdout
    assert 'libglib' in loaded, 'ldd says nothing:\n' + loaded
    found = [name for name in ON_DEMAND if name in loaded]
    assert not found, 'these belong in src/modules: %s' % found


tap.run([('the program loads no library that few documents need', loads_none)])
