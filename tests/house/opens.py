#!/usr/bin/env python3
"""opens.py SOURCE_ROOT: files and folders are opened in the places that are listed here with their reasons, and nowhere else.

base/files.h promises that inputs are regular files below the project's root. A call that opens a path elsewhere would get round that, so each
one needs a line below; a line without such a call is an error, too. Calls of libraries that take a path count."""

import glob
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import tap

# Functions that open a file or a directory by its name.
OPENING = ('open openat openat2 open64 creat fopen fopen64 freopen opendir mkfifo mkstemp mkostemp tmpfile popen system scandir nftw ftw glob mmap '
           'g_open g_fopen g_freopen g_creat g_dir_open g_file_get_contents g_file_set_contents g_file_set_contents_full g_mapped_file_new '
           'g_file_new_for_path g_file_new_for_uri g_file_new_for_commandline_arg g_file_open_tmp g_mkstemp g_mkstemp_full '
           'g_key_file_load_from_file g_io_channel_new_file g_spawn_sync g_spawn_async g_spawn_command_line_sync g_subprocess_new '
           'FT_New_Face FcFreeTypeQuery FcFreeTypeQueryAll FcConfigAppFontAddFile FcConfigAppFontAddDir FcConfigParseAndLoad FcInitLoadConfigAndFonts '
           'hb_blob_create_from_file hb_blob_create_from_file_or_fail rsvg_handle_new_from_file rsvg_handle_new_from_gfile_sync '
           'cairo_image_surface_create_from_png cairo_pdf_surface_create cairo_svg_surface_create cairo_surface_write_to_png '
           'xmlReadFile xmlParseFile xmlCtxtReadFile htmlReadFile htmlParseFile cmsOpenProfileFromFile cmsOpenIOhandlerFromFile '
           'qpdf_read qpdf_init_write processFile yaml_parser_set_input_file').split()
CALL = re.compile(r'(?<![\w>.])(%s)\s*\(' % '|'.join(OPENING))

# file → {call: reason}. Reading goes through recto_file_read() and its relatives.
PLACES = {
    'src/base/files.c': {'open': 'the one place that opens inputs; it refuses whatever is not a regular file'},
    'src/base/files_write.c': {'open': 'the one place that writes outputs: a new temporary file, or a device that the user named'},
    'src/base/folder.c': {'open': 'the directory that extract writes into, or a temporary one that is removed',
                          'openat': 'below that directory, without following links'},
    'src/base/sandbox.c': {'open': 'O_PATH: only names a place for Landlock'},
    'src/base/sandbox_filter.c': {'tmpfile': 'a program of the build, never of a run'},
    'src/base/child.c': {'open': '/dev/null', 'fopen': '/proc/self: the size of the process, and its threads', 'opendir': '/proc/self/task',
                         'mmap': 'no file: asks for a page to see whether there is room'},
    'src/base/image_lookup.c': {'g_dir_open': 'lists a directory to suggest the spelling of a file name'},
    'src/compile/sources.c': {'g_dir_open': 'lists directories below the project for a pattern of chapters; base/files.c opens the files'},
    'src/archive/archive_jobs.c': {'open': '/dev/null'},
    'src/archive/archive_entry.c': {'g_dir_open': 'lists the directory of reports; what is in it is opened by base/files.c'},
    'src/archive/archive_state.c': {'g_dir_open': 'lists the output directory for temporary files of processes that have ended'},
    'src/cli/init.c': {'open': 'the new recto.yaml, O_EXCL'},
    'src/cli/styles.c': {'g_dir_open': "lists recto's own styles"},
    'src/style/style.c': {'g_dir_open': "lists recto's own styles to suggest a spelling"},
    'src/text/hyphenate.c': {'g_dir_open': 'lists installed hyphenation patterns'},
    'src/font/system_fonts.c': {
        'g_dir_open': 'lists a font_path: that was found to be below the root',
        'FcFreeTypeQuery': 'a regular file in it, by its real path', 'FcConfigAppFontAddFile': "the same, and recto's own faces",
        'FcInitLoadConfigAndFonts': 'installed fonts, where they are permitted'},
}


def sources(root):
    for extension in ('c', 'cc', 'h', 'def'):
        yield from sorted(glob.glob(os.path.join(root, 'src', '**', '*.' + extension), recursive=True))
        yield from sorted(glob.glob(os.path.join(root, 'include', '**', '*.' + extension), recursive=True))


def without_comments(text):
    """The same text with blanks in place of comments and strings, so that lines keep their numbers."""
    blank = lambda match: re.sub(r'[^\n]', ' ', match.group(0))
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', blank, text, flags=re.S)


def calls(root):
    """(file, call) → lines."""
    found = {}
    for path in sources(root):
        name = os.path.relpath(path, root)
        with open(path, encoding='utf-8') as file:
            code = without_comments(file.read())
        for match in CALL.finditer(code):
            found.setdefault((name, match.group(1)), []).append(code.count('\n', 0, match.start()) + 1)
    return found


def only_listed_places_open(root):
    wrong = ['%s:%d: %s()' % (name, lines[0], call) for (name, call), lines in calls(root).items() if call not in PLACES.get(name, {})]
    assert not wrong, 'open files with base/files.h, or list the place in tests/house/opens.py:\n' + '\n'.join(sorted(wrong))


def no_listed_place_is_gone(root):
    found = calls(root)
    gone = ['%s: %s()' % (name, call) for name, reasons in PLACES.items() for call in reasons if (name, call) not in found]
    assert not gone, 'these calls are no longer there:\n' + '\n'.join(gone)


def the_test_sees_calls(root):
    seen = without_comments('/* open("a") */ x = "fopen("; y = g_dir_open(z, 0, NULL); reopen(q); a->open(b); fd = open (path, 0);')
    assert [match.group(1) for match in CALL.finditer(seen)] == ['g_dir_open', 'open'], seen


def main():
    root = sys.argv[1]
    tap.run([('calls-are-seen-and-comments-are-not', lambda: the_test_sees_calls(root)),
             ('only-listed-places-open-files', lambda: only_listed_places_open(root)),
             ('listed-places-exist', lambda: no_listed_place_is_gone(root))])


main()
