#!/usr/bin/env python3
"""reference.py SOURCE_ROOT [--check]: writes docs/reference/{keys,diagnostics,options,html}.md from the .def tables; --check compares them."""

import ast
import os
import re
import sys

ELEMENT = [('font', 'font family'), ('weight', 'number'), ('italic', 'yes or no'), ('size', 'length'), ('leading', 'length'), ('colour', 'colour'),
           ('tracking', 'length'), ('align', 'ragged, justified, balanced, right, centre'), ('hyphenate', 'yes or no'),
           ('figures', 'lining, old, tabular'), ('before', 'length'), ('after', 'length')]
TYPES = {'LENGTH': 'length', 'COLOUR': 'colour', 'FONT': 'font family', 'NUMBER': 'number', 'PERCENT': 'percentage', 'SWITCH': 'yes or no', 'STRING': 'text'}
NOTE = '<!-- Written by tools/reference.py from %s; do not edit. -->\n\n'


def rows(root, path, names):
    """The rows NAME(…) of a table: lists of their arguments, strings unquoted."""
    with open(os.path.join(root, path), encoding='utf-8') as file:
        text = re.sub(r'/\*.*?\*/', '', file.read(), flags=re.S)
    for found in re.finditer(r'^(%s)\(((?:[^"()]|"(?:[^"\\]|\\.)*")*)\)' % '|'.join(names), text, re.M):
        arguments = re.findall(r'((?:"(?:[^"\\]|\\.)*"\s*)+)|([^,"\s][^,"]*)', found.group(2))
        yield [found.group(1)] + [''.join(ast.literal_eval(part) for part in re.findall(r'"(?:[^"\\]|\\.)*"', quoted)) if quoted else plain.strip()
                                  for quoted, plain in arguments]


def cell(text):
    """Text for a table: bars escaped, words that look like HTML or code as code."""
    return re.sub(r'(<\w+>|\*\*strong\*\*|```\w+|- \[[ x]\])', r'`\1`', text.replace('|', '\\|'))


def keys_page(root):
    out = ['# Style keys\n\n', NOTE % 'src/style/style.def',
           'A style file, `_brand.yml` (below `defaults: {recto: …}`), `recto.yaml`, the front matter (below `recto:`) and `--set` set these keys. `styles/base.yaml` has their\n'
           'defaults; `recto explain KEY` prints the default and an example of a key.\n\n'
           '- A **length** is a number with pt, mm, in or u (the unit of the baseline grid, `page.unit`); a number without a unit is in points.\n'
           '- A **colour** is `"#RRGGBB"`, `none`, or the name of a colour such as `ink`.\n'
           '- A **text element** has the keys `.font`, `.weight`, `.italic`, `.size`, `.leading`, `.colour`, `.tracking`, `.align`, `.hyphenate`, `.figures`, `.before` and `.after`.\n'
           '- A **position** has the keys `.x`, `.y` and `.width`.\n\n']
    group = None
    for kind, _, key, *rest in rows(root, 'src/style/style.def', list(TYPES) + ['TEXT', 'POSITION', 'INKS', 'CHOICE']):
        if key.split('.')[0] != group:
            group = key.split('.')[0]
            out.append('\n## %s\n\n| key | value | description | example |\n|---|---|---|---|\n' % group)
        if kind == 'TEXT':
            row = ('text element', 'Sets the type of %s.' % rest[0], key + ': {size: 12pt}')
        elif kind == 'POSITION':
            row = ('position', 'Sets the position of %s. %s' % (rest[0], rest[1]), key + ': {x: 60pt}')
        elif kind == 'INKS':
            row = ('inks', 'Sets the inks for %s with `--variant print`: cyan, magenta, yellow and black in per cent, or auto.' % rest[0], key + ': "0 75 80 0"')
        elif kind == 'CHOICE':
            row = (', '.join(rest[1].split('|')), rest[2], '%s: %s' % (key, rest[3]))
        else:
            quoted = '"%s"' % rest[1] if kind == 'COLOUR' else rest[1]
            row = (TYPES[kind], rest[0], '%s: %s' % (key, quoted))
        out.append('| `%s` | %s | %s | `%s` |\n' % (key, row[0], cell(row[1]), row[2]))
    out.append('\n## Keys of text elements\n\n| key | value |\n|---|---|\n' + ''.join('| `.%s` | %s |\n' % part for part in ELEMENT))
    return ''.join(out)


def diagnostics_page(root):
    out = ['# Diagnostics\n\n', NOTE % 'src/base/diagnostic.def',
           'Errors stop recto; warnings and notes do not. `--deny CODE` makes a diagnostic an error, and `-v` or `recto check` prints notes. The example of a code is input that does not\n'
           'cause it.\n']
    found = list(rows(root, 'src/base/diagnostic.def', ['CODE']))
    for severity, title in (('RECTO_ERROR', 'Errors'), ('RECTO_WARNING', 'Warnings'), ('RECTO_NOTE', 'Notes')):
        out.append('\n## %s\n' % title)
        for _, _, name, level, help_text, text, example in found:
            if level == severity:
                out.append('\n### %s\n\n%s\n%s\n```````text\n%s\n```````\n' % (
                    name, cell(text).replace('\\|', '|').replace('\\newpage', '`\\newpage`'), '\nHelp: %s\n' % help_text.replace('<!-- pagebreak -->', '`<!-- pagebreak -->`') if help_text else '', example))
    return ''.join(out)


def options_page(root):
    out = ['# Command line\n\n', NOTE % 'src/cli/commands.def and options.def', '    recto [COMMAND] [OPTION…] FILE…\n\n## Commands\n\n']
    for _, _, name, arguments, _, _, _, summary, details in rows(root, 'src/cli/commands.def', ['COMMAND']):
        out.append('`recto %s`\n: %s%s. %s\n\n' % ((name + ' ' + arguments).strip(), summary[0].upper(), summary[1:], details.replace('<', '\\<').replace('~', '\\~')))
    out.append('## Options\n\n| option | commands | description |\n|---|---|---|\n')
    for _, _, _, name, letter, argument, _, commands, help_text, details in rows(root, 'src/cli/options.def', ['OPTION']):
        term = ('-%s, ' % letter.strip("'") if letter != '0' else '') + '--' + name + ('' if argument == 'NULL' else ' ' + argument)
        names = commands.replace('MAKES', 'build, check, watch').replace('EVERY', 'all').replace(' | ', ', ').lower()
        out.append('| `%s` | %s | %s%s. %s|\n' % (term.replace('|', '\\|'), names, help_text[0].upper(), help_text[1:].replace('|', '\\|'), details + ' ' if details else ''))
    return ''.join(out)


ROLES = {
    'ANCHOR': 'a link or an anchor', 'SPAN': 'its content', 'DIVISION': 'a block', 'NOTHING': 'nothing; it has no content', 'EMBED': 'its URL as a link', 'INLINE': 'the Markdown equivalent',
    'CONTAINER': 'the Markdown equivalent', 'BREAK': 'a line break', 'DROP': 'nothing; it is omitted with its content', 'CAPTION': 'a caption',
    'CELL': 'a table', 'ROW': 'a table', 'SECTION': 'a table', 'CODE': 'the Markdown equivalent', 'DRAWING': 'an image', 'IMAGE': 'an image', 'HEADING': 'the Markdown equivalent',
    'INPUT': 'a checkbox, at the start of a list item', 'LABEL': 'a paragraph in bold', 'OBJECT': 'its URL as a link, and its content', 'PARAGRAPH': 'the Markdown equivalent',
    'PRE': 'a code block', 'QUOTATION': 'quotation marks of the language', 'RULE': 'the Markdown equivalent', 'SOURCE': 'its URL, inside `audio` or `video`',
    'UNKNOWN': 'its text, with the warning `unknown-tag`', 'WORD_BREAK': 'a place where a line may break',
}


def html_page(root):
    groups = {}
    for _, name, role, _ in rows(root, 'src/read/html_elements.def', ['TAG']):
        groups.setdefault(ROLES[role], []).append(name)
    out = ['# HTML elements\n\n', NOTE % 'src/read/html_elements.def',
           'recto reads HTML in Markdown with libxml2, which repairs errors as browsers do. HTML of one block may end in another, with Markdown between. An element that is opened inside a list item,\n'
           'quotation or paragraph ends with it.\n\n'
           'recto reads the attributes `id`, `lang`, `dir`, `href`, `src`, `alt`, `title`, `width`, `colspan`, `rowspan`, `align`, `start` and `class`. Of `style`, only the width of images, the\n'
           'alignment of cells and page breaks (`page-break-before`, `page-break-after`, `break-before`, `break-after`) count; the classes `page-break`, `page-break-before` and `page-break-after` break\n'
           'pages, too. Elements with `hidden` or `display: none` are left out. `alt=""` marks an image as decoration. Comments are ignored, except `<!-- pagebreak -->`.\n\n| elements | recto sets |\n|---|---|\n']
    for text in sorted(groups):
        out.append('| %s | %s |\n' % (' '.join('`%s`' % name for name in groups[text]), text))
    out.append('\n`recto explain` describes the codes `html-dropped`, `embedded`, `layout-table`, `broken-html` and `html-as-text`.\n')
    return ''.join(out)


PAGES = {'keys': keys_page, 'diagnostics': diagnostics_page, 'options': options_page, 'html': html_page}


def main():
    root, stale = sys.argv[1], []
    for name, page in PAGES.items():
        path = os.path.join(root, 'docs', 'reference', name + '.md')
        text = page(root)
        if '--check' in sys.argv:
            with open(path, encoding='utf-8') as file:
                stale += [path] if file.read() != text else []
            continue
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
    sys.exit('run tools/reference.py: not current: ' + ' '.join(stale) if stale else 0)


main()
