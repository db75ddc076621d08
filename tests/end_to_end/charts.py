#!/usr/bin/env python3
"""charts.py RECTO SOURCE_ROOT: charts as others see them: as text, as a table by the path of a screen reader, with their data inside the PDF."""

import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..'))
import tap

RECTO = os.path.abspath(sys.argv[1])
ROOT = os.path.abspath(sys.argv[2])
REPORT = os.path.join(ROOT, 'tests', 'pdf', 'charts.md')
WORK = tempfile.TemporaryDirectory()

MONTHS = {'2023': [105, 103, 93, 144, 130, 113, 278, 202, 256, 130, 178, 172], '2024': [136, 198, 186, 153, 175, 119, 181, 125, 154, 100, 87, 69]}


def run(*command):
    result = subprocess.run(command, capture_output=True, timeout=120)
    assert result.returncode == 0, '%s\n%s' % (command, result.stderr.decode())
    return result.stdout.decode()


def report(*options):
    path = os.path.join(WORK.name, 'charts%s.pdf' % ''.join(options))
    if not os.path.exists(path):
        run(RECTO, REPORT, '-o', path, *options)
    return path


def structure_tables():
    """Rows of words of each Table, as poppler reads the tree."""
    tables = []
    for line in run('pdfinfo', '-struct-text', report()).splitlines():
        words = line.strip()
        if words.startswith('Table'):
            tables.append([])
        elif words == 'TR':
            tables[-1].append([])
        elif re.match(r'T[HD]\b', words) and tables:
            tables[-1][-1].append('')
        elif words == 'Caption' and tables:
            tables[-1].append(['caption', ''])
        elif words.startswith('"') and tables and tables[-1] and tables[-1][-1]:
            tables[-1][-1][-1] += words[1:-1]
    return tables


def tables_hold_the_data():
    tables = structure_tables()
    lines = tables[0]
    assert lines[0] == ['', '2024', '2023'], lines[0]
    assert [int(row[1]) for row in lines[1:13]] == MONTHS['2024'], lines
    assert [int(row[2]) for row in lines[1:13]] == MONTHS['2023'], lines
    donut = tables[1]
    assert donut[1] == ['Intel', '561', '33.3%'] and donut[6][1] == '1,683', donut
    bars = tables[3]
    assert bars[:3] == [['Area', 'Commits'], ['Tests', '517'], ['Tools: packaging, osbuilder', '326']], bars
    assert bars[5] == ['Other', '98'], bars


def figures_have_words_of_their_data():
    objects = json.loads(run('qpdf', '--json', '--json-key=qpdf', report()))['qpdf'][1]
    said = [value['value']['/Alt'] for value in objects.values()
            if isinstance(value.get('value'), dict) and value['value'].get('/S') == '/Figure']
    assert len(said) == 9 and all(said), said
    line = next(words for words in said if 'by month on the main branch' in words)
    numbers = [int(number) for number in re.findall(r'(?<=[ ])\d+(?=[,;.]|$)', re.sub(r'20\d\d:', '', line))]
    assert numbers == MONTHS['2024'] + MONTHS['2023'], line


def all_values_can_be_copied():
    text = run('pdftotext', report(), '-')
    for number in ('11', '191,050', '278', '69', '561', '1,683', '26.2%', '517', '1,904', '35,637', '1,199; 1,181; 1,904; 1,683'):
        assert number in text, '%s is not in the text' % number


def data_go_with_the_report():
    listed = run('pdfdetach', '-list', report())
    assert 'charts-months.yaml' in listed and 'charts-areas.csv' in listed, listed
    assert 'byte for byte' in run(RECTO, 'verify', report())
    assert 'embedded' not in run('pdfdetach', '-list', report('--no-source')).replace('0 embedded', '')


def data_are_found_again_in_a_project():
    """Whether the report is a file of the project or comes in through standard input, in one of its folders."""
    folder = os.path.join(WORK.name, 'site')
    for name in ('posts', 'data'):
        os.makedirs(os.path.join(folder, name))
    text = '---\ntitle: T\ndate: 2025-01-15\n---\n\n```chart\ntype: bar\nfile: ../data/a.csv\n```\n\n```chart\ntype: column\nfile: /data/a.csv\n```\n'
    for name, content in (('recto.yaml', 'lang: en\n'), ('data/a.csv', 'a,1\nb,2\n'), ('posts/post.md', text)):
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
            file.write(content)
    path = os.path.join(WORK.name, 'site.pdf')
    for source, cwd in ((os.path.join(folder, 'posts', 'post.md'), WORK.name), ('-', os.path.join(folder, 'posts'))):
        result = subprocess.run([RECTO, source, '-o', path], input=text.encode(), cwd=cwd, capture_output=True, timeout=60)
        assert result.returncode == 0 and not result.stderr, result.stderr.decode()
        assert 'data/a.csv' in run('pdfdetach', '-list', path)
        assert 'byte for byte' in run(RECTO, 'verify', path), source


def files_outside_are_not_read():
    folder = os.path.join(WORK.name, 'project')
    os.makedirs(folder)
    with open(os.path.join(WORK.name, 'secret.csv'), 'w', encoding='utf-8') as file:
        file.write('a,42424\n')
    os.symlink('../secret.csv', os.path.join(folder, 'link.csv'))
    for name in ('../secret.csv', 'link.csv', '/../secret.csv', os.path.join(WORK.name, 'secret.csv'), '.'):
        source = os.path.join(folder, 'report.md')
        with open(source, 'w', encoding='utf-8') as file:
            file.write('---\ntitle: T\nlang: en\n---\n\n```chart\ntype: bar\nfile: "%s"\n```\n' % name)
        result = subprocess.run([RECTO, source, '-o', source + '.pdf'], capture_output=True, timeout=60)
        assert b'chart-file' in result.stderr, '%s\n%s' % (name, result.stderr.decode())
        assert '42424' not in run('pdftotext', source + '.pdf', '-')


tap.run([
    ('tables hold the data, for those who listen', tables_hold_the_data),
    ('figures have words made of their data', figures_have_words_of_their_data),
    ('all values can be copied', all_values_can_be_copied),
    ('data go with the report, and it can be verified', data_go_with_the_report),
    ('data are found again in a project', data_are_found_again_in_a_project),
    ('files outside the project are not read', files_outside_are_not_read),
])
