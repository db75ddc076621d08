"""A few of the damaged PDFs that tests/fuzz/damaged_pdfs.py makes by the thousand."""

import os
import sys

import bounds

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'fuzz'))
import damaged_pdfs


def damaged_pdfs_are_read_or_refused():
    codes, wrong = damaged_pdfs.run(bounds.RECTO, 24, 'replayed')
    assert not wrong, '\n'.join(wrong)
    assert sum(codes.values()) == 48, codes


TESTS = [
    ('damaged-pdfs-are-read-or-refused', damaged_pdfs_are_read_or_refused),
]
