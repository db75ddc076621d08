#!/usr/bin/env python3
"""run.py RECTO PLAIN: every example of the CommonMark specification, and of GitHub's extensions in words of our own (gfm.md), is typeset, and
its pages hold all text that cmark-gfm's rendering as plain text (PLAIN) holds, in order."""

import collections
import concurrent.futures
import os
import re
import subprocess
import sys
import unicodedata

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(FOLDER, '..'))
import tap
import spec

RECTO, PLAIN = (os.path.abspath(path) for path in sys.argv[1:3])
ENVIRONMENT = {'PATH': os.environ.get('PATH', ''), 'NO_COLOR': '1', 'LC_ALL': 'C.UTF-8'}
for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS'):
    if name in os.environ:
        ENVIRONMENT[name] = os.environ[name]
# Characters that typographic replacement changes or that the plain rendering adds: list and note markers, lines of
# tables.
LOOSE = set('"\'-.…|[]^') | set('“”‘’–—«»')


def plain_of(documents):
    joined = b''.join(text.encode() + b'\0' for text in documents)
    output = subprocess.run([PLAIN], input=joined, capture_output=True, timeout=60, check=True).stdout
    return [text.decode() for text in output.split(b'\0')[:-1]]


def unquote(text):
    text = re.sub(r'\\u\{([0-9A-Fa-f]+)\}', lambda found: chr(int(found.group(1), 16)), text)
    return re.sub(r'\\(.)', lambda found: {'n': '\n', 't': '\t'}.get(found.group(1), found.group(1)), text)


def tagged_text(tags):
    """All text of the structure tree, alternatives too."""
    found = []
    for line in tags.splitlines():
        found += [unquote(quoted) for quoted in re.findall(r'(?:^|[ =])"((?:[^"\\]|\\.)*)"', line)]
    return '\n'.join(found)


def letters(text):
    return ''.join(c for c in unicodedata.normalize('NFC', text) if c.isalnum())


def words(text):
    return re.findall(r'\w+', unicodedata.normalize('NFC', text).replace('_', ' '))


def marks(text):
    return collections.Counter(c for c in unicodedata.normalize('NFC', text)
                               if not c.isalnum() and not c.isspace() and c not in LOOSE and unicodedata.category(c) != 'Cc')


def undecorated(plain):
    """Without what the plain rendering adds: marks of lists, tasks and strikes, lines of tables, the name of an alert in brackets."""
    plain = re.sub(r'^[|:\- ]+$', '', plain, flags=re.M)
    plain = re.sub(r'^(\W*\d+)\)', r'\1', plain, flags=re.M)
    plain = re.sub(r'^(\W*)\[[ x]\] ', r'\1', plain, flags=re.M)
    return re.sub(r'\[!(\w+)\]', r'\1', plain).replace('\\|', '|').replace('~', '')


def missing(plain, text):
    """Returns the parts of the plain rendering that are missing in the text. Notes are elsewhere in the text, each in
    order."""
    lost, all_letters = [], letters(text).casefold()
    parts = re.split(r'^\[\^\w+\]: ', undecorated(plain), flags=re.M)
    for part in parts:
        at = 0
        for word in words(part):
            wanted = letters(word).casefold()
            place = all_letters.find(wanted, at)
            if place < 0:
                lost.append(word)
            else:
                at = place + len(wanted)
    return lost + sorted((marks(' '.join(parts)) - marks(text)).elements())


def judge(document, plain):
    result = subprocess.run([RECTO, '-', '-f', 'tags', '-o', '-'], input=document.encode(), capture_output=True, env=ENVIRONMENT,
                            timeout=60)
    if result.returncode not in (0, 3):
        return 'recto ended with %d: %s' % (result.returncode, result.stderr.decode(errors='replace'))
    lost = missing(plain, tagged_text(result.stdout.decode()))
    return 'lost %s' % lost if lost else None


def check(cases):
    plains = plain_of([markdown for _, markdown in cases])
    with concurrent.futures.ThreadPoolExecutor(max_workers=max(os.cpu_count() or 1, 2)) as pool:
        verdicts = list(pool.map(judge, [markdown for _, markdown in cases], plains))
    wrong = ['%s: %s\n%s' % (name, verdict, markdown) for (name, markdown), verdict in zip(cases, verdicts) if verdict]
    assert not wrong, '%d of %d:\n%s' % (len(wrong), len(cases), '\n'.join(wrong))


def own_cases():
    """Documents of gfm.md: each begins with a line `=== name`."""
    with open(os.path.join(FOLDER, 'gfm.md'), encoding='utf-8') as file:
        parts = re.split(r'^=== (.*)\n', file.read(), flags=re.M)[1:]
    return list(zip(parts[::2], parts[1::2]))


def a_loss_is_seen():
    assert missing('one two', 'one') == ['two']
    assert missing('one two', 'two one') == ['two']
    assert missing('*one*', 'one') == ['*', '*']
    assert not missing('  - "one" two...', '• “one” two…')
    assert missing('a\n[^1]: b c', 'a c b') == ['c']


def no_spec(reason):
    raise tap.Skip(reason)


def main():
    path, reason = spec.find()
    tests = [('a loss would be seen', a_loss_is_seen), ("GitHub's extensions", lambda: check(own_cases()))]
    if path:
        for section, cases in spec.examples(path).items():
            numbered = [('example %d' % number, markdown) for number, markdown in cases]
            tests.append(('CommonMark: %s' % section, lambda cases=numbered: check(cases)))
    else:
        tests.append(('CommonMark', lambda: no_spec(reason)))
    tap.run(tests)


main()
