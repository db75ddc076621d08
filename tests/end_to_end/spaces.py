#!/usr/bin/env python3
"""spaces.py RECTO: the space between two words is in the content of the PDF and in its tags, whatever fonts the words have.

Cairo leaves out text without ink: a space that is a run by itself, between bold words and code, a link and a box, would be lost."""

import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import tap

RECTO = os.path.abspath(sys.argv[1])
CASES = {
    'fonts that alternate': ('**lamp** `wick` *oil* `glass` **`tower`** ~~rail~~', 'lamp wick oil glass tower rail'),
    'boxes for letters that no font has': ('등대지기 는 매일 밤 등불 을 켠다.', '등대지기 는 매일 밤 등불 을 켠다.'),
    'boxes beside words': ('The 등대 is `등불` and **lit** 밤.', 'The 등대 is 등불 and lit 밤.'),
    'cells and headings': ('## **Lamp** `wick` *oil*\n\n| `a` **b** *c* |\n|---|\n| **d** `e` |', 'Lamp wick oil'),
}


def run(command):
    return subprocess.run(command, check=True, capture_output=True, timeout=120).stdout.decode()


def check(markdown, words):
    with tempfile.TemporaryDirectory() as folder:
        source, pdf = os.path.join(folder, 'a.md'), os.path.join(folder, 'a.pdf')
        with open(source, 'w', encoding='utf-8') as file:
            file.write('---\ntitle: Spaces\nlang: en\n---\n\n' + markdown + '\n')
        run([RECTO, source, '-o', pdf, '--set', 'composition=sheet'])
        text = run(['pdfinfo', '-struct-text', pdf])
        assert words in ' '.join(text.split()), 'no “%s” in\n%s' % (words, text)


tap.run([('%s keep their spaces' % name, lambda case=case: check(*case)) for name, case in CASES.items()])
