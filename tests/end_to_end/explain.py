#!/usr/bin/env python3
"""explain.py RECTO ROOT: each style key and each diagnostic has two sentences and an example that recto accepts."""

import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import tap

RECTO, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
WORK = tempfile.TemporaryDirectory()
# A sentence ends with a full stop before a capital letter, a quotation mark or the name of the program.
SENTENCE_END = re.compile(r'(?<=[.!?])\s+(?=[A-Z“]|recto)')
# Codes whose examples need files that this test does not make: an ICC profile, and fonts that may be missing.
NOT_RUN = ('press-claim', 'missing-glyph')


def run(*words, cwd=None):
    return subprocess.run([RECTO, *words], capture_output=True, text=True, cwd=cwd or WORK.name)


def say(*words):
    result = run(*words)
    assert result.returncode == 0, (words, result)
    return result.stdout


# The keys of a text element and of a position, which style.def has as one row.
ELEMENT = 'font weight italic size leading colour tracking align hyphenate figures before after'.split()
POSITION = 'x y width'.split()


def keys():
    with open(os.path.join(ROOT, 'src', 'style', 'style.def'), encoding='utf-8') as file:
        rows = re.findall(r'^([A-Z]+)\(\w+, "([a-z0-9._-]+)"', file.read(), re.M)
    parts = {'TEXT': ELEMENT, 'POSITION': POSITION}
    return [name for kind, row in rows for name in ([row + '.' + part for part in parts[kind]] if kind in parts else [row])]


EXAMPLES = {}


def codes():
    listed = say('explain').split('Diagnostics', 1)[1].split('Documentation')[0]
    return [word for line in listed.splitlines()[1:] if line.startswith('    ') for word in line.split()]


def parse(text):
    """The sentences, the example, and the other lines of an explanation."""
    lines = text.splitlines()
    end = next(i for i, line in enumerate(lines) if re.match(r'  (example|help):', line))
    sentences = ' '.join(line.strip() for line in lines[1:end])
    start = next(i for i, line in enumerate(lines) if line.startswith('  example:'))
    one_line = lines[start][len('  example:'):].strip()
    block = [line[4:] for line in lines[start + 1:] if line.startswith('    ') or not line]
    return sentences, one_line or '\n'.join(block)


def check_sentences(name, sentences):
    parts = SENTENCE_END.split(sentences)
    assert len(parts) == 2 and all(part[-1] in '.!?' for part in parts), (name, parts)
    assert all(len(part.split()) <= 30 for part in parts), (name, parts)


def every_key_has_two_sentences_and_a_valid_example():
    names = keys()
    assert len(names) > 1000 and '(%d keys;' % len(names) in say('explain'), len(names)
    for name in names:
        sentences, example = parse(say('explain', name))
        check_sentences(name, sentences)
        assert example.split(': ')[0] == name, (name, example)
        EXAMPLES[name] = example
    # A wrong value is an error at its line.
    say('explain', 'page.unit', '--style', write_style('all.yaml', lambda name: True))
    for name in ('body.size', 'page.size', 'chart.1', 'cover.mark.at.x'):
        assert '  in base: ' in say('explain', name, '--set', EXAMPLES[name].replace(': ', '=').replace('"', ''))


def write_style(name, wanted):
    path = os.path.join(WORK.name, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write('extends: base\n' + ''.join(example + '\n' for key, example in EXAMPLES.items() if wanted(key)))
    return path


def every_example_of_a_key_is_typeset():
    """All at once, without those that place things on the page, which would meet there."""
    style = write_style('some.yaml', lambda key: key.split('.')[0] not in ('page', 'turned') and key.split('.')[-1] not in POSITION)
    result = run(os.path.join(ROOT, 'content', 'archive', '2024.md'), '--style', style, '-f', 'pages', '-o', '-')
    assert result.returncode == 0 and result.stdout, result.stderr


def prepare(name, example):
    """A project in which the example of a code is what its first line says. Returns the words of a command and the folder."""
    folder = os.path.join(WORK.name, name)
    os.makedirs(folder)
    picture = os.path.join(ROOT, 'tests', 'pdf', 'pictures')
    shutil.copy(os.path.join(picture, next(n for n in sorted(os.listdir(picture)) if n.endswith('.png'))), os.path.join(folder, 'figure.png'))
    files = {
        'report.md': '---\ntitle: Annual report\ndate: 2024-03-20\nlang: en\n---\nText.\n',
        'one.md': '# One\n\nText.\n',
        'two.md': '# Two\n\nText.\n',
        'data.csv': 'Part,Share\nFirst,20\nSecond,30\n',
        'figure.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="200" height="200" fill="green"/></svg>',
    }
    words = ['report.md']
    named = re.match(r'(recto\.yaml|_brand\.yml|style\.yaml|report\.yaml): ', example)
    if example.startswith('$ recto '):
        words = example[len('$ recto '):].split()
    elif named:
        files[named.group(1)] = example[named.end():] + '\n'
        words = ['report.yaml'] if named.group(1) == 'report.yaml' else words
        words += ['--style', './style.yaml'] if named.group(1) == 'style.yaml' else []
        if named.group(1) == 'style.yaml' and 'extends:' not in example:
            files['style.yaml'] = 'extends: base\n' + files['style.yaml']
    else:
        files['report.md'] = example + '\n'
    for path, text in files.items():
        with open(os.path.join(folder, path), 'w', encoding='utf-8') as file:
            file.write(text)
    return words, folder


def every_code_has_two_sentences_and_an_example_without_it():
    names = codes()
    assert len(names) > 100, len(names)
    for name in names:
        text = say('explain', name)
        assert re.match(re.escape(name) + r': (note|warning|error)\n', text), text
        sentences, example = parse(text)
        check_sentences(name, sentences)
        if name in NOT_RUN:
            continue
        words, folder = prepare(name, example)
        result = run(*words, '-v', '-o', 'out.pdf', cwd=folder)
        assert result.returncode == 0 and '[%s]' % name not in result.stderr, (name, example, result)


def help_of_a_code_is_an_imperative_of_one_line():
    for name in codes():
        found = re.search(r'^  help: (.*)$', say('explain', name), re.M)
        assert not found or len(found.group(1)) <= 120, (name, found)


def near_names_are_offered():
    for wrong, right in (('body.sise', 'body.size'), ('widdow', 'widow'), ('colour.acent', 'colour.accent')):
        result = run('explain', wrong)
        assert result.returncode == 2 and 'did you mean “%s”?' % right in result.stderr, result


def documentation_is_where_explain_says():
    folder = re.search(r'^Documentation: (.*)$', say('explain'), re.M).group(1)
    assert os.path.isdir(folder), folder


tap.run([
    ('every-key-has-two-sentences-and-a-valid-example', every_key_has_two_sentences_and_a_valid_example),
    ('every-example-of-a-key-is-typeset', every_example_of_a_key_is_typeset),
    ('every-code-has-two-sentences-and-an-example-without-it', every_code_has_two_sentences_and_an_example_without_it),
    ('help-of-a-code-has-at-most-120-characters', help_of_a_code_is_an_imperative_of_one_line),
    ('near-names-are-offered', near_names_are_offered),
    ('documentation-is-where-explain-says', documentation_is_where_explain_says),
])
