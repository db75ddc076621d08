#!/usr/bin/env python3
"""run.py RECTO ROOT: brand files as foundations would write them: twenty lines, no code."""

import os
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
        shutil.copy(os.path.join(BRANDS, brand, '_brand.yml'), folder)
        with open(os.path.join(folder, 'recto.yaml'), 'w') as file:
            file.write('lang: en\n')
        shutil.copy(os.path.join(ROOT, 'content', 'archive', '2024.md'), os.path.join(folder, 'posts', 'report.md'))
    return os.path.join(folder, 'posts', 'report.md')


def say(*words):
    result = subprocess.run([RECTO, *words], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result


def a_brand_at_the_root_of_the_project_counts():
    for brand, colours in (('openinfra', ('E61E24', '161616')), ('carpentries', ('FF4955', '081457', '0044D7'))):
        result = say(project(brand), '-f', 'pages', '-o', '-')
        for colour in colours:
            assert '#' + colour in result.stdout.upper(), (brand, colour)
        assert 'low-contrast' not in result.stderr, result.stderr


def a_face_that_is_not_there_is_replaced_by_its_like_at_its_line():
    error = say(project('openinfra'), '-f', 'pages', '-o', '-').stderr
    assert '_brand.yml:17:' in error and '“Jura” is not bundled; Source Sans 3' in error, error


def settings_count_more_than_the_brand():
    report = project('openinfra')
    assert '#00AA55' in say(report, '--set', 'colour.accent=#00AA55', '-f', 'pages', '-o', '-').stdout.upper()
    # A style that is named takes the brand's place.
    assert '#E61E24' not in say(report, '--style', 'base', '-f', 'pages', '-o', '-').stdout.upper()


def what_is_no_colour_is_told():
    report = project('carpentries')
    brand = os.path.join(os.path.dirname(os.path.dirname(report)), '_brand.yml')
    with open(brand) as file:
        text = file.read()
    with open(brand, 'w') as file:
        file.write(text.replace('primary: fire', 'primary: violet'))
    error = say(report, '-f', 'pages', '-o', '-').stderr
    assert '_brand.yml:7:12: warning: this is no colour' in error, error
    with open(brand, 'w') as file:
        file.write(text.replace('fire: "#FF4955"', 'fire: primary'))
    assert 'this is no colour' in say(report, '-f', 'pages', '-o', '-').stderr
    with open(brand, 'w') as file:
        file.write(text)


def the_pdf_is_proved_with_the_brand_inside():
    report = project('openinfra')
    pdf = os.path.join(WORK.name, 'report.pdf')
    say(report, '-o', pdf)
    assert '_brand.yml' in subprocess.run(['pdfdetach', '-list', pdf], capture_output=True, text=True).stdout
    assert 'byte for byte' in say('verify', pdf).stdout


tap.run([
    ('a brand at the root of the project counts', a_brand_at_the_root_of_the_project_counts),
    ('a face that is not there is replaced by its like, told at its line', a_face_that_is_not_there_is_replaced_by_its_like_at_its_line),
    ('settings count more than the brand', settings_count_more_than_the_brand),
    ('what is no colour is told', what_is_no_colour_is_told),
    ('the PDF is proved with the brand inside', the_pdf_is_proved_with_the_brand_inside),
])
