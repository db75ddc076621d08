#!/usr/bin/env python3
"""run.py RECTO ROOT: brand files as foundations would write them: twenty lines, no code."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import tap

RECTO, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
BRANDS = os.path.dirname(os.path.abspath(__file__))
WORK = tempfile.TemporaryDirectory()


def project(brand):
    """A folder with the brand's file at its root and a report in a folder below."""
    folder = os.path.join(WORK.name, brand)
    if not os.path.isdir(folder):
        os.makedirs(os.path.join(folder, 'posts'))
        shutil.copytree(os.path.join(BRANDS, brand), folder, dirs_exist_ok=True)
        with open(os.path.join(folder, 'recto.yaml'), 'w') as file:
            file.write('lang: en\n')
        shutil.copy(os.path.join(ROOT, 'content', 'archive', '2024.md'), os.path.join(folder, 'posts', 'report.md'))
    return os.path.join(folder, 'posts', 'report.md')


def say(*words):
    result = subprocess.run([RECTO, *words], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result


@contextlib.contextmanager
def brand_with(report, *changes):
    """Context manager: the brand file of a project, temporarily changed by pairs of old and new text."""
    path = os.path.join(os.path.dirname(os.path.dirname(report)), '_brand.yml')
    with open(path, encoding='utf-8') as file:
        before = file.read()
    text = before
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    try:
        yield
    finally:
        with open(path, 'w', encoding='utf-8') as file:
            file.write(before)


def a_brand_at_the_root_of_the_project_counts():
    for brand, colours in (('openinfra', ('E61E24', '161616')), ('carpentries', ('FF4955', '081457', '0044D7'))):
        result = say(project(brand), '-f', 'pages', '-o', '-')
        for colour in colours:
            assert '#' + colour in result.stdout.upper(), (brand, colour)
        assert 'low-contrast' not in result.stderr, result.stderr


def a_face_that_is_bundled_is_set():
    result = say(project('openinfra'), '-f', 'pages', '-o', '-')
    assert ' Jura 500 ' in result.stdout and 'brand-face' not in result.stderr, result.stderr


def a_face_that_is_not_there_is_replaced_by_its_like_at_its_line():
    report = project('openinfra')
    with brand_with(report, ('Jura', 'Wellenform')):
        error = say(report, '-f', 'pages', '-o', '-').stderr
    assert '_brand.yml:17:' in error and 'font “Wellenform” is not bundled; recto used Source Sans 3' in error, error


def settings_count_more_than_the_brand():
    report = project('openinfra')
    assert '#00AA55' in say(report, '--set', 'colour.accent=#00AA55', '-f', 'pages', '-o', '-').stdout.upper()
    # A style that is named takes the brand's place.
    assert '#E61E24' not in say(report, '--style', 'base', '-f', 'pages', '-o', '-').stdout.upper()


def what_is_no_colour_is_told():
    report = project('carpentries')
    with brand_with(report, ('primary: fire', 'primary: violet')):
        error = say(report, '-f', 'pages', '-o', '-').stderr
    assert '_brand.yml:7:12: warning: “violet” is not a colour of the brand' in error, error
    with brand_with(report, ('fire: "#FF4955"', 'fire: primary')):
        assert 'not a colour of the brand' in say(report, '-f', 'pages', '-o', '-').stderr


def the_pdf_is_proved_with_the_brand_inside():
    report = project('openinfra')
    pdf = os.path.join(WORK.name, 'report.pdf')
    say(report, '-o', pdf)
    assert '_brand.yml' in subprocess.run(['pdfdetach', '-list', pdf], capture_output=True, text=True).stdout
    assert 'byte for byte' in say('verify', pdf).stdout


def images(report, *words):
    """(page, x, y, file, owner) of each picture on pages."""
    found, page = [], 0
    for line in say(report, '-f', 'pages', '-o', '-', *words).stdout.splitlines():
        if line.startswith('page '):
            page = int(line.split()[1])
        elif line.startswith('image '):
            parts = line.split()
            found.append((page, float(parts[1]), float(parts[2]), parts[5].strip('"'), parts[7]))
    return found


def a_logo_stands_on_the_cover_in_the_foot_and_on_the_back():
    report = project('harbour')
    found = images(report)
    last = max(page for page, *_ in found)
    assert found[0][0] == 1 and found[0][4].startswith('Figure'), found[0]
    assert [page for page, *_ in found] == list(range(1, last + 1)), found
    assert all(owner == 'footer' for page, _, _, _, owner in found[1:-1]), found
    assert found[-1][4] == 'layout' and {name for _, _, _, name, _ in found} == {'logos/mark.svg'}, found
    tags = say(report, '-f', 'tags', '-o', '-').stdout
    assert tags.count('alt="Harbour Foundation"') == 1, tags


def on_a_dark_field_stands_the_one_for_dark_grounds():
    found = images(project('harbour'), '--set', 'cover=field')
    assert found[0][3] == 'logos/mark-white.svg' and found[1][3] == 'logos/mark.svg', found


def with_logos(report, logos):
    """Returns the diagnostics for a brand with other logos, and its images."""
    with open(os.path.join(os.path.dirname(os.path.dirname(report)), '_brand.yml'), encoding='utf-8') as file:
        text = file.read()
    with brand_with(report, (text[text.index('logo:'):], logos)):
        error = say(report, '-v', '-f', 'pages', '-o', '-', '--set', 'cover=field').stderr
        tags = say(report, '-f', 'tags', '-o', '-', '--set', 'cover=field').stdout
        found = images(report, '--set', 'cover=field')
        lines = say(report, '-f', 'pages', '-o', '-', '--set', 'cover=field').stdout.splitlines()
    return found, error, tags, next(line for line in lines if line.startswith('image ')).split('@')[1]


def a_logo_for_dark_grounds_alone_stands_on_them_alone():
    found, error, tags, line = with_logos(project('harbour'), 'logo:\n  large:\n    dark: {path: logos/mark-white.svg, alt: The white mark}\n')
    assert [(page, name) for page, _, _, name, _ in found] == [(1, 'logos/mark-white.svg')], found
    assert 'brand-unused' not in error and 'alt="The white mark"' in tags, (error, tags)
    assert line.startswith('12:'), line  # the line of the brand file that names it


def each_ground_has_the_largest_logo_that_is_for_it():
    found, _, tags, _ = with_logos(project('harbour'), 'logo:\n  large: {dark: {path: logos/mark-white.svg, alt: White}}\n'
                                   '  medium: {light: {path: logos/mark.svg, alt: Blue}, dark: logos/lost.svg}\n')
    assert found[0][3] == 'logos/mark-white.svg' and {name for _, _, _, name, _ in found[1:]} == {'logos/mark.svg'}, found
    assert 'alt="Blue"' in tags, tags


def every_form_of_a_logo_is_read():
    for logos in ('logo: logos/mark.svg\n', 'logo: {path: logos/mark.svg}\n', 'logo: {small: logos/mark.svg}\n',
                  'logo:\n  images: {m: logos/mark.svg}\n  medium: m\n'):
        found, error, _, _ = with_logos(project('harbour'), logos)
        assert {name for _, _, _, name, _ in found} == {'logos/mark.svg'} and 'brand-unused' not in error, (logos, found, error)


def a_logo_that_would_not_be_seen_leaves_its_place_to_the_name():
    report = project('harbour')
    result = say(report, '-f', 'pages', '-o', '-', '--set', 'logo=/logos/mark-white.svg')
    assert 'logo-contrast' not in result.stderr, result.stderr  # the orange corner must be visible
    path = os.path.join(os.path.dirname(os.path.dirname(report)), 'logos', 'white.svg')
    with open(path, 'w') as file:
        file.write('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><rect width="4" height="1" fill="#fff"/></svg>')
    result = say(report, '-f', 'pages', '-o', '-', '--set', 'logo=/logos/white.svg', '--set', 'logo.small=')
    assert 'logo-contrast' in result.stderr and 'image ' not in result.stdout, result.stderr
    assert '"Harbour Foundation"' in result.stdout


def a_logo_without_words_is_told():
    report = project('harbour')
    words = ['-f', 'pages', '-o', '-', '--set', 'cover.mark-text=', '--set', 'logo.words=']
    assert '_brand.yml:12:18: warning: the logo has no alt text' in say(report, *words).stderr
    assert 'logo-without-words' not in say(report, *words, '--set', 'logo.words=The harbour').stderr


def a_logo_that_is_not_there_is_told_at_its_line():
    report = project('harbour')
    with brand_with(report, ('logos/mark.svg', 'logos/lost.svg')):
        result = say(report, '-f', 'pages', '-o', '-')
    assert '_brand.yml:12:18: warning: image “logos/lost.svg” not found' in result.stderr, result.stderr
    assert '"Harbour Foundation"' in result.stdout


def a_logo_on_every_page_is_in_the_file_once():
    report, sizes = project('harbour'), []
    for words in ([], ['--set', 'logo.foot=no']):
        pdf = os.path.join(WORK.name, 'size.pdf')
        say(report, '-o', pdf, *words)
        sizes.append(os.path.getsize(pdf))
    assert sizes[0] - sizes[1] < 1500, sizes
    say(report, '-o', pdf)
    assert 'byte for byte' in say('verify', pdf).stdout


def foundations_brands_are_set_without_a_word_that_cannot_be_read():
    """Light and dark fields, a yellow accent, faces that are not there: what a brand file does not give is made of what it gives."""
    for brand in ('python', 'gnome', 'wikimedia', 'openinfra', 'carpentries'):
        report = project(brand)
        shutil.copy(os.path.join(ROOT, 'content', 'kata-figures.yaml'), os.path.dirname(report))
        with open(os.path.join(ROOT, 'content', 'kata-2024.md'), encoding='utf-8') as file:
            text = re.sub('^style:.*\n', '', file.read(), flags=re.M)
        long = os.path.join(os.path.dirname(report), 'kata-2024.md')
        with open(long, 'w', encoding='utf-8') as file:
            file.write(text)
        for path in (report, long):
            error = say(path, '-f', 'pages', '-o', '-').stderr
            for code in ('low-contrast', 'pattern-contrast', 'bad-value', 'unknown-key'):
                assert code not in error, (brand, path, error)
            for missing in ('Cantarell', 'Montserrat', 'Source Sans Pro', 'Jura', 'Mulish'):
                assert error.count('“%s” is not bundled' % missing) <= 1, error


def headings_have_the_face_of_headings():
    pages = say(project('wikimedia'), '-f', 'pages', '-o', '-').stdout
    heads = [line for line in pages.splitlines() if re.search(r' H[2-4]\.\d', line)]
    assert heads and all('Source Sans 3' in line for line in heads), heads


def text_on_a_field_is_one_that_can_be_read():
    """White on Python's blue, the ink on GNOME's, which is lighter, and where that is too near black; data on it are not drawn in its own colour."""
    pages = say(project('python'), '-f', 'pages', '-o', '-').stdout
    assert re.search(r'^text .*#ffffff H1', pages, re.M), pages[:2000]
    pages = say(project('gnome'), '-f', 'pages', '-o', '-').stdout
    assert re.search(r'^text .*#241f31 H1', pages, re.M) and re.search(r'^text .*GNOME.*#000000 ', pages, re.M), pages[:2000]


def colours_that_are_too_near_are_told_at_their_line():
    error = say(project('wikimedia'), '-f', 'pages', '-o', '-').stderr
    assert re.search(r"_brand.yml:\d+:\d+: warning: colour.context: #9A1A1A is too close to #990000 of colour.accent in grey; "
                     r'#[0-9A-F]{6} passes \[near-colours\]', error), error
    # Red and green of one lightness: the same to eyes without green.
    red = ('primary: red', 'primary: "#C05040"')
    with brand_with(project('wikimedia'), red, ('secondary: green', 'secondary: "#6A8030"')):
        error = say(project('wikimedia'), '-f', 'pages', '-o', '-').stderr
    would = re.search(r"_brand.yml:8:14: warning: chart.3: #6A8030 is too close to #C05040 of chart.2 .*; (#[0-9A-F]{6}) passes", error)
    assert would, error
    with brand_with(project('wikimedia'), red, ('secondary: green', 'secondary: "%s"' % would.group(1))):
        assert 'chart.3' not in say(project('wikimedia'), '-f', 'pages', '-o', '-').stderr


tap.run([
    ('a brand at the root of the project counts', a_brand_at_the_root_of_the_project_counts),
    ('a face that is bundled is set', a_face_that_is_bundled_is_set),
    ('a face that is not there is replaced by its like, told at its line', a_face_that_is_not_there_is_replaced_by_its_like_at_its_line),
    ('settings count more than the brand', settings_count_more_than_the_brand),
    ('what is no colour is told', what_is_no_colour_is_told),
    ('the PDF is proved with the brand inside', the_pdf_is_proved_with_the_brand_inside),
    ('a logo stands on the cover, in the foot and on the back', a_logo_stands_on_the_cover_in_the_foot_and_on_the_back),
    ('on a dark field stands the one for dark grounds', on_a_dark_field_stands_the_one_for_dark_grounds),
    ('a logo for dark grounds alone stands on them alone', a_logo_for_dark_grounds_alone_stands_on_them_alone),
    ('each ground has the largest logo that is for it', each_ground_has_the_largest_logo_that_is_for_it),
    ('every form of a logo is read', every_form_of_a_logo_is_read),
    ('a logo that would not be seen leaves its place to the name', a_logo_that_would_not_be_seen_leaves_its_place_to_the_name),
    ('a logo without words is told', a_logo_without_words_is_told),
    ('a logo that is not there is told at its line', a_logo_that_is_not_there_is_told_at_its_line),
    ('a logo on every page is in the file once', a_logo_on_every_page_is_in_the_file_once),
    ('foundations’ brands are set without a word that cannot be read', foundations_brands_are_set_without_a_word_that_cannot_be_read),
    ('headings have the face of headings', headings_have_the_face_of_headings),
    ('text on a field is one that can be read', text_on_a_field_is_one_that_can_be_read),
    ('colours that are too near are told at their line', colours_that_are_too_near_are_told_at_their_line),
])
