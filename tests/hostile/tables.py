"""Tables that are small as files and large on paper."""

import bounds


def wide_row():
    bounds.build({'report.md': '| a | b |\n|---|---|\n| ' + 'word ' * 800 + '| ' + 'word ' * 800 + '|\n'}, cpu=4, memory=250)


TESTS = [
    ('a-full-row-stays-within-bounds', wide_row),
]
