#!/usr/bin/env python3
"""names.py SOURCE_ROOT: one name for one thing. No two files, types, macros or public functions share a name, and no static function has
the name of a public one. Also: no function has more than seven parameters."""

import collections
import glob
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import tap

MAX_PARAMETERS = 7
KEYWORDS = {'if', 'for', 'while', 'switch', 'return', 'sizeof', 'defined', 'G_GNUC_PRINTF'}


def sources(root):
    """path below src → its text without comments and string literals."""
    texts = {}
    for path in sorted(glob.glob(os.path.join(root, 'src', '**', '*.*'), recursive=True)):
        if path.endswith(('.c', '.h', '.cc')):
            with open(path, encoding='utf-8') as file:
                text = re.sub(r'/\*.*?\*/|//[^\n]*', lambda found: '\n' * found.group(0).count('\n'), file.read(), flags=re.S)
            texts[os.path.relpath(path, os.path.join(root, 'src'))] = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', text)
    return texts


def matching(text, opened):
    """The position after the parenthesis that closes the one at `opened`."""
    depth = 0
    for at in range(opened, len(text)):
        depth += {'(': 1, ')': -1}.get(text[at], 0)
        if depth == 0:
            return at + 1
    return len(text)


def parameters(text):
    """Number of parameters in the text between a function's parentheses."""
    depth, count = 0, 1
    for letter in text:
        depth += {'(': 1, '[': 1, ')': -1, ']': -1}.get(letter, 0)
        count += letter == ',' and depth == 0
    return 0 if text.strip() in ('', 'void') else count


def functions(text):
    """(name, static, is a definition, number of parameters, line) of each function that is declared at the left margin."""
    for found in re.finditer(r'^(?!#|typedef\b|\}|extern ")([A-Za-z_][\w \t*]*?[ *])(\w+)\(', text, re.M):
        name = found.group(2)
        if name in KEYWORDS or 'return' in found.group(1).split():
            continue
        end = matching(text, found.end() - 1)
        after = text[end:].lstrip()
        if after[:1] not in ('{', ';') and not after.startswith('G_GNUC'):
            continue
        yield (name, 'static' in found.group(1).split(), after[:1] == '{', parameters(text[found.end():end - 1]),
               text.count('\n', 0, found.start()) + 1)


def types(text):
    for found in re.finditer(r'^typedef\s+(?:struct|enum|union)?\s*\w*\s*\{', text, re.M):
        depth, at = 0, found.end() - 1
        while at < len(text):
            depth += {'{': 1, '}': -1}.get(text[at], 0)
            at += 1
            if depth == 0:
                break
        name = re.match(r'\s*(\w+)', text[at:])
        if name:
            yield name.group(1)
    # Forward declarations of one type may be repeated; they name the struct of the same name.
    for found in re.finditer(r'^typedef\s+(?:struct|enum|union)\s+(\w+)\s+\*?(\w+);', text, re.M):
        if found.group(1) not in (found.group(2), '_' + found.group(2)):
            yield found.group(2)
    for found in re.finditer(r'^typedef\s+[^;{(]*\(\*?(\w+)\)\(', text, re.M):
        yield found.group(1)


def macros(text, tables):
    """Macros that stay defined at the end of a file: those that a table's rows are expanded with do not."""
    for name in set(re.findall(r'^\s*#\s*define\s+(\w+)', text, re.M)):
        if name not in tables and not re.search(r'^\s*#\s*undef\s+%s\b' % name, text, re.M):
            yield name


def several(places):
    return ['%s: %s' % (name, ' '.join(sorted(set(where)))) for name, where in sorted(places.items()) if len(set(where)) > 1]


def files_have_one_name(root):
    """The name without its extension, so that boxes.c and boxes.h are a pair of one folder."""
    places = collections.defaultdict(list)
    for path in sources(root):
        folder, name = os.path.split(path)
        places[os.path.splitext(name)[0]].append(folder + '/')
    return several(places)


def types_have_one_name(root):
    places = collections.defaultdict(list)
    for path, text in sources(root).items():
        for name in types(text):
            places[name].append(path)
    return several(places)


def macros_have_one_name(root):
    tables = set()
    for path in glob.glob(os.path.join(root, 'src', '**', '*.def'), recursive=True):
        with open(path, encoding='utf-8') as file:
            tables |= set(re.findall(r'^\s*#\s*undef\s+(\w+)', file.read(), re.M))
    places = collections.defaultdict(list)
    for path, text in sources(root).items():
        for name in macros(text, tables):
            places[name].append(path)
    return several(places)


def functions_have_one_name(root):
    """A function that a header declares is defined once, and no static function has its name."""
    public, every = set(), collections.defaultdict(list)
    for path, text in sources(root).items():
        for name, static, definition, _, _ in functions(text):
            if path.endswith('.h'):
                public.add(name)
            if definition:
                every[name].append(path)
    assert len(public) > 500, 'only %d public functions were found' % len(public)
    return several({name: where for name, where in every.items() if name in public})


def long_functions(root):
    found = []
    for path, text in sources(root).items():
        for name, _, definition, count, line in functions(text):
            if definition and count > MAX_PARAMETERS:
                found.append('%s:%d: %s has %d' % (path, line, name, count))
    return found


CLASHES = [('files', files_have_one_name), ('types', types_have_one_name), ('macros', macros_have_one_name),
           ('functions', functions_have_one_name)]


def none_is_wrong(find, root, what):
    found = find(root)
    assert not found, '%d %s:\n%s' % (len(found), what, '\n'.join(found))


def main():
    root = sys.argv[1]
    tests = [('%s have one name each' % what, lambda find=find: none_is_wrong(find, root, 'names clash')) for what, find in CLASHES]
    tests.append(('functions have at most %d parameters' % MAX_PARAMETERS,
                  lambda: none_is_wrong(long_functions, root, 'functions have more')))
    if len(sys.argv) < 3:
        print('# names that clash: %d' % sum(len(find(root)) for _, find in CLASHES), file=sys.stderr)
        tap.run(tests)
    else:  # a report, for a person
        for what, find in CLASHES:
            print('%s: %d' % (what, len(find(root))))
        print('over %d parameters: %d' % (MAX_PARAMETERS, len(long_functions(root))))


main()
