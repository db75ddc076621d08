#!/usr/bin/env python3
"""chapters.py RECTO SOURCE_ROOT: where chapters open a page and where they run on, the contents of many, and running titles."""

import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..'))
import tap

RECTO = os.path.abspath(sys.argv[1])
WORK = tempfile.TemporaryDirectory()
SENTENCE = 'The keeper wrote down what he saw in the night and what he could not see, and put the book away. '  # 20 words
NUMERAL = re.compile(r'^text [45]\d[\d.]* ([\d.]+) w[\d.]+ "(\d+) " .* (124|28) #', re.M)


def words(n):
    return SENTENCE * (n // 20)


def report(*chapters, front=''):
    """A report of (title, words, sections) chapters."""
    text = '---\ntitle: A year at the harbour\nlang: en\ndate: 2025-03-01\ncomposition: report\n%s---\n\n' % front
    for title, length, *sections in chapters:
        text += '# %s\n\n%s\n\n' % (title, words(length))
        for section in sections:
            text += '## %s\n\n%s\n\n' % (section, words(40))
    return text


def typeset(text, *options):
    source = os.path.join(WORK.name, 'report.md')
    with open(source, 'w', encoding='utf-8') as file:
        file.write(text)
    result = subprocess.run([RECTO, source, '--style', 'base', '-f', 'pages', '-o', '-', *options], capture_output=True, timeout=60)
    assert result.returncode == 0, result.stderr.decode()
    return re.split(r'^page ', result.stdout.decode(), flags=re.M)[1:]


def numerals(pages):
    """The chapters' numbers in the margin of the text, with their sizes."""
    found = [(match[2], match[3]) for page in pages for match in NUMERAL.finditer(page)]
    return [n for n, size in found if size == '124'], [n for n, size in found if size == '28']


def contents(pages):
    """Pages between the cover and the first that shows a chapter's rule or number."""
    return next(i for i, page in enumerate(pages) if NUMERAL.search(page)) - 1


def footers(pages):
    return re.findall(r'"([^"]*)" [^"\n]* footer', ''.join(pages))


def long_chapters_open_a_page():
    opened, small = numerals(typeset(report(*[('Chapter of lamps', 700)] * 3)))
    assert (opened, small) == (['1', '2', '3'], []), (opened, small)


def short_chapters_run_on():
    opened, small = numerals(typeset(report(*[('Chapter of lamps', 200)] * 5)))
    assert (opened, small) == ([], ['1', '2', '3', '4', '5']), (opened, small)


def one_short_chapter_in_five_makes_all_run_on():
    four = [('Chapter of lamps', 900)] * 4
    assert numerals(typeset(report(*four, ('Thanks', 20))))[0] == []
    assert len(numerals(typeset(report(*four, ('Harbours', 900), ('Thanks', 20))))[0]) == 6


def pictures_and_tables_count_for_words():
    rows = '| a | b |\n|---|---|\n' + '| one | two |\n' * 90
    text = report(*[('Chapter of lamps', 100)] * 3).replace('\n\n# ', '\n\n%s\n\n# ' % rows) + rows
    assert len(numerals(typeset(text))[0]) == 3


def the_style_decides():
    short, long = report(*[('Chapter', 100)] * 4), report(*[('Chapter', 700)] * 4)
    assert len(numerals(typeset(short, '--set', 'chapter.opens=yes'))[0]) == 4
    assert len(numerals(typeset(long, '--set', 'chapter.opens=no'))[0]) == 0
    assert len(numerals(typeset(short, '--set', 'composition.opener-words=50', '--set', 'composition.opener-least=50'))[0]) == 4


def one_heading_may_open_alone():
    opened, small = numerals(typeset(report(('First', 100), ('Second {.opens}', 100), ('Third', 100), ('Fourth', 100))))
    assert opened == ['2'], (opened, small)


def a_chapter_that_runs_on_has_its_rule_and_lead():
    page = [p for p in typeset(report(*[('Lamps', 200)] * 4).replace(SENTENCE, 'Every lamp was lit when the boats came in, and every boat '
                                                                     'came in when the lamps were lit.\n\n' + SENTENCE, 1)) if ' 28 #' in p][0]
    rule = float(re.search(r'^rect 56 ([\d.]+) 490x0.75 ', page, re.M)[1])
    numeral = float(NUMERAL.search(page)[1])
    lead = float(re.search(r'^text [\d.]+ ([\d.]+) .*"Every lamp', page, re.M)[1])
    assert numeral == rule + 31 and lead == rule + 66, (rule, numeral, lead)


def twenty_chapters_and_45_sections_have_contents_of_one_page():
    titles = [('The lamp in year %d' % i, 100, *['Section %d of year %d' % (j, i) for j in range(3 if i < 5 else 2)]) for i in range(20)]
    for n in (3, 8, 12, 16, 20):
        assert contents(typeset(report(*titles[:n]))) == 1, n


def fifty_chapters_have_contents_of_one_page():
    assert contents(typeset(report(*[('The lamp in year %d' % i, 60, 'Keepers') for i in range(50)]))) == 1


def every_listed_chapter_is_where_the_contents_say():
    pages = typeset(report(*[('The lamp in year %d' % i, 60, 'Keepers %d' % i) for i in range(70)]))
    n = contents(pages)
    listed = ''.join(pages[1:1 + n])
    for i in range(70):
        y, x = re.search(r'^text ([\d.]+) ([\d.]+) .*"The lamp in year %d ?"' % i, listed, re.M).group(2, 1)
        numbers = re.findall(r'^text ([\d.]+) %s w[\d.]+ "(\d+)" .* TOCI|^text ([\d.]+) %s w[\d.]+ "(\d+)" .*' % (y, y), listed, re.M)
        near = [int(a or b) for ax, a, bx, b in numbers if 0 < float(x) - float(ax or bx) < 100]
        assert any('"The lamp in year %d"' % i in pages[number - 1] for number in near), (i, near)


def running_titles_are_never_cut():
    title = 'What the technical committee of the community did in the year that went by: lamps, boats and people'
    pages = typeset(report((title, 700), ('A second chapter whose title is much too long to be repeated at the foot of a page', 700),
                           ('A third one that has a name of its own for that {short="Own name"}', 700)), '--set', 'page.size=a4')
    said = footers(pages)
    assert not [text for text in said if '…' in text], said
    assert 'Own name' in said and 'Chapter 2' in said, said


def a_long_title_is_shortened_at_its_first_comma():
    long = 'Introducing the lamp, an account of the light and of all that was done to keep it burning through a night of the longest winter'
    pages = typeset(report(('Lamps', 200), ('Boats', 200), ('Nets', 200)).replace('A year at the harbour', long))
    assert 'Introducing the lamp' in footers(pages), footers(pages)


tap.run([(function.__name__.replace('_', ' '), function) for function in (
    long_chapters_open_a_page, short_chapters_run_on, one_short_chapter_in_five_makes_all_run_on, pictures_and_tables_count_for_words,
    the_style_decides, one_heading_may_open_alone, a_chapter_that_runs_on_has_its_rule_and_lead,
    twenty_chapters_and_45_sections_have_contents_of_one_page, fifty_chapters_have_contents_of_one_page,
    every_listed_chapter_is_where_the_contents_say, running_titles_are_never_cut,
    a_long_title_is_shortened_at_its_first_comma)])
