#!/usr/bin/env python3
"""finish.py [-n RUNS] [--recto PROGRAM] [--qpdf PROGRAM] FILE.md

What the PDF costs after Cairo (structure, links, metadata, attachments, packing) against what `qpdf --object-streams=generate` takes on the
same file, in turn: median times and the median of the ratios. Wants a long report: 300 pages or so."""

import argparse
import os
import re
import statistics
import subprocess
import tempfile
import time


def finish(recto, source, target):
    said = subprocess.run([recto, source, '-o', target, '--timings'], check=True, capture_output=True, text=True).stderr
    return float(re.search(r'^output\s+([\d.]+) ms', said, re.MULTILINE).group(1))


def rewrite(qpdf, source, target):
    start = time.monotonic()
    subprocess.run([qpdf, '--object-streams=generate', source, target], check=True)
    return 1000 * (time.monotonic() - start)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('file')
    parser.add_argument('-n', type=int, default=9)
    parser.add_argument('--recto', default='build/recto')
    parser.add_argument('--qpdf', default='qpdf')
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = os.path.join(folder, 'recto.pdf'), os.path.join(folder, 'qpdf.pdf')
        pairs = [(finish(options.recto, options.file, ours), rewrite(options.qpdf, ours, theirs)) for _ in range(options.n + 1)][1:]
        print('recto after Cairo  %7.1f ms  %8d bytes' % (statistics.median(pair[0] for pair in pairs), os.path.getsize(ours)))
        print('qpdf               %7.1f ms  %8d bytes' % (statistics.median(pair[1] for pair in pairs), os.path.getsize(theirs)))
    print('ratio, median of %d pairs: %.2f' % (len(pairs), statistics.median(one / other for one, other in pairs)))


if __name__ == '__main__':
    main()
