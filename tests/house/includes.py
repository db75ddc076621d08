#!/usr/bin/env python3
"""includes.py SOURCE_ROOT: checks that a folder includes only earlier folders in the flow of data, so that layout
remains three folders and output depends only on pages."""

import glob
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import tap

ALLOWED = {
    'base': '',
    'modules': 'base',
    'site': 'base',
    'document': 'base',
    'read': 'base site document modules/html_parser.h',
    'style': 'base',
    'font': 'base',
    'text': 'base style font',
    'page': 'base font',
    'chart': 'base document style font text page',
    'resources': 'base document style page chart modules/highlight.h',
    'flow': 'base document style font text page chart resources modules/highlight.h',
    'paginate': 'base font page flow/vertical_list.h',
    'assembly': 'base document style font text page chart resources flow paginate modules/qr.h',
    'proof': 'base document font page',
    'output': 'base font page',
    'pdf': 'base font page output modules/pdf_tools.h',
    'newsletter': 'base document style modules/mail.h',
    'compile': 'base document read style font text page chart resources flow paginate assembly proof output pdf newsletter modules/icc.h',
    'api': 'base compile',
    'archive': 'base document read style/strings.h',
    'cli': 'base api/api_private.h newsletter/newsletter_files.def compile/compile.h compile/extract.h compile/verify.h archive/archive.h style/style.h style/keys.h style/key_texts.h style/composition.h',
}


def check(root, folder):
    allowed = set(ALLOWED[folder].split()) | {folder}
    wrong = []
    for path in sorted(glob.glob(os.path.join(root, 'src', folder, '*'))):
        with open(path, encoding='utf-8') as file:
            for number, line in enumerate(file, 1):
                found = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
                if not found:
                    continue
                target = found.group(1)
                if target not in allowed and target.split('/')[0] not in allowed:
                    wrong.append('%s:%d: %s' % (os.path.relpath(path, root), number, target))
    assert not wrong, 'not allowed here:\n' + '\n'.join(wrong)


def all_folders_are_known(root):
    folders = {entry.name for entry in os.scandir(os.path.join(root, 'src')) if entry.is_dir()}
    assert folders <= set(ALLOWED), 'folders without a rule: %s' % sorted(folders - set(ALLOWED))


def files_stay_small(root):
    long = []
    for path in glob.glob(os.path.join(root, 'src', '*', '*.[ch]')):
        with open(path, encoding='utf-8') as file:
            lines = sum(1 for _ in file)
        if lines > 800:
            long.append('%s: %d lines' % (os.path.relpath(path, root), lines))
    assert not long, 'a stage that outgrows a file is two stages:\n' + '\n'.join(long)


def layout_reads_a_document_that_it_cannot_change(root):
    """Only read/ and document/ are compiled with links between nodes that can be written; nobody else names a node that is not const."""
    wrong = []
    for path in sorted(glob.glob(os.path.join(root, 'src', '**', '*.[ch]'), recursive=True)):
        folder = os.path.relpath(path, os.path.join(root, 'src')).split(os.sep)[0]
        if folder in ('read', 'document'):
            continue
        with open(path, encoding='utf-8') as file:
            for number, line in enumerate(file, 1):
                if re.search(r'(?<!const )(?<!struct )\bRectoNode \*', line) or 'RECTO_DOCUMENT_WRITABLE' in line:
                    wrong.append('%s:%d: %s' % (os.path.relpath(path, root), number, line.strip()))
    for path in sorted(glob.glob(os.path.join(root, 'src', '**', 'meson.build'), recursive=True)):
        folder = os.path.basename(os.path.dirname(path))
        with open(path, encoding='utf-8') as file:
            if 'RECTO_DOCUMENT_WRITABLE' in file.read() and folder not in ('read', 'document'):
                wrong.append(os.path.relpath(path, root))
    assert not wrong, 'a node that can be changed:\n' + '\n'.join(wrong)


def layout_does_no_io(root):
    """resources/ reads all external data of a document before flow; flow, paginate and assembly only look it up."""
    calls = re.compile(r'\b(recto_file_\w+|recto_image_lookup_\w+|recto_images_load|recto_images_prepare|recto_chart_read|recto_panel_read|'
                       r'recto_code_tokens|g_file_\w+|fopen|open|openat|mmap|stat)\(')
    wrong = []
    for folder in ('flow', 'paginate', 'assembly', 'proof'):
        for path in sorted(glob.glob(os.path.join(root, 'src', folder, '*.[ch]'))):
            with open(path, encoding='utf-8') as file:
                for number, line in enumerate(file, 1):
                    if calls.search(line) or re.search(r'#include "base/(files|image_lookup)\.h"|#include <gio/', line):
                        wrong.append('%s:%d: %s' % (os.path.relpath(path, root), number, line.strip()))
    assert not wrong, 'layout reads something:\n' + '\n'.join(wrong)


def main():
    root = sys.argv[1]
    tests = [('%s includes only what lies before it' % folder, lambda f=folder: check(root, f))
             for folder in ALLOWED if os.path.isdir(os.path.join(root, 'src', folder))]
    tests.append(('every folder has a rule', lambda: all_folders_are_known(root)))
    tests.append(('files stay below 800 lines', lambda: files_stay_small(root)))
    tests.append(('layout reads a document that it cannot change', lambda: layout_reads_a_document_that_it_cannot_change(root)))
    tests.append(('layout does no I/O', lambda: layout_does_no_io(root)))
    tap.run(tests)


main()
