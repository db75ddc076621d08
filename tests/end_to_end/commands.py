#!/usr/bin/env python3
"""commands.py RECTO ROOT: tests the command line for new users: messages for wrong arguments, and the commands that
help to begin."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import tap

RECTO, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
WORK = tempfile.TemporaryDirectory()
COMMANDS = [re.match(r'COMMAND\(\w+, "([a-z]+)"', line).group(1)
            for line in open(os.path.join(ROOT, 'src/cli/commands.def'), encoding='utf-8') if line.startswith('COMMAND(')]
OPTIONS = [re.match(r'OPTION\(\w+, \w+, "([a-z-]+)"', line).group(1)
           for line in open(os.path.join(ROOT, 'src/cli/options.def'), encoding='utf-8') if line.startswith('OPTION(')]


def folder(name):
    path = os.path.join(WORK.name, name)
    os.makedirs(path, exist_ok=True)
    with open(os.path.join(path, 'report.md'), 'w', encoding='utf-8') as file:
        file.write('---\ntitle: Report\ndate: 2024-01-01\n---\n\nWords of a report.\n')
    return path


def run(*words, cwd):
    return subprocess.run([RECTO, *words], capture_output=True, text=True, cwd=cwd)


# The arguments, the exit status, and the required parts of the message: the error, and the action to take.
WRONG = [
    ('--stlye kata report.md', 2, '--stlye; did you mean --style?'),
    ('--colour report.md', 2, 'unknown option --colour'),
    ('-x report.md', 2, '-x'),
    ('--output', 2, 'Missing argument'),
    ('-o report.pdf --output other.pdf report.md', 2, 'given twice'),
    ('--output= report.md', 2, '--output has an empty value'),
    ('', 2, 'usage: recto build FILE'),
    ('check', 2, 'usage: recto check FILE'),
    ('chekc report.md', 2, 'did you mean recto check?'),
    ('absent.md', 5, 'absent.md: can\'t be read'),
    ('.', 2, 'is a directory; name a file in it, or run recto archive'),
    ('report.md -o .', 2, 'name a file in it, for example ./report.pdf'),
    ('report.md -o no/report.pdf', 5, 'directory “'),
    ('report.md -o report.md', 2, 'report.md is an input file'),
    ('report.md -o report.docx', 2, '.docx'),
    ('report.md --cover report.md', 2, 'is an input file'),
    ('report.md -f docx', 2, '(expected: pdf, png'),
    ('report.md --style kta', 1, 'style “kta” not found; did you mean “kata”?'),
    ('report.md --style ./none.yaml', 1, 'style “./none.yaml” not found'),
    ('report.md --set page.size=a5', 1, '--set:1:11: error: invalid value “a5” for page.size (expected: a4|letter)'),
    ('report.md --set page.size', 1, 'does not have the form KEY=VALUE'),
    ('report.md --set page.sze=a4', 1, 'did you mean “page.size”?'),
    ('report.md --set body.size=big', 1, 'a length such as 10.5pt'),
    ('report.md --set colour.accent=orange', 1, '--set:1:15: error: invalid value “orange” for colour.accent'),
    ('report.md --set chapter.numbered=maybe', 1, 'expected: yes or no'),
    ('report.md --dpi 300', 2, '--dpi is valid only with -f png'),
    ('report.md -f png --dpi lots', 2, '“lots” for --dpi (expected: a whole number from'),
    ('report.md -f png --dpi -5', 2, '“-5” for --dpi (expected: a whole number from'),
    ('report.md -f png --pages 9-1', 2, 'invalid value “9-1” for --pages'),
    ('report.md -f png --pages 70', 2, 'has only'),
    ('report.md --pages 1', 2, '-f png or -f svg'),
    ('report.md --cover c.png --cover-width wide', 2, 'invalid value “wide” for --cover-width'),
    ('report.md --cover-width 600', 2, 'valid only with --cover FILE'),
    ('report.md --pdf-standard a-9', 2, '(expected: ua-1'),
    ('report.md --variant web', 2, 'expected: screen, print or newsletter'),
    ('report.md --impose a', 2, 'expected: booklet'),
    ('report.md --max-size 2M', 2, '--max-size is valid only with --variant newsletter'),
    ('report.md --variant newsletter --max-size big', 2, 'invalid value “big” for --max-size'),
    ('report.md --output-intent x.icc', 2, '--output-intent is valid only with --variant print'),
    ('report.md --site-root none', 2, '“none” for --site-root'),
    ('report.md --debug all', 2, 'expected: grid, boxes or spaces'),
    ('report.md --deny nope', 2, 'invalid value “nope” for --deny'),
    ('report.md --allow dead-link', 2, 'invalid value “dead-link” for --allow'),
    ('report.md --category x', 2, '--category is valid only with recto archive'),
    ('check report.md -o x.pdf', 2, '--output is valid only with recto build'),
    ('report.md other.md --cover c.png', 2, 'needs one document'),
    ('extract', 2, 'usage: recto extract REPORT.pdf'),
    ('extract report.md', 5, 'the PDF can\'t be read'),
    ('verify absent.pdf', 5, 'can\'t be read'),
    ('archive .', 2, 'recto archive . -o SITE'),
    ('archive none -o site', 5, 'directory “none” does not exist'),
    ('archive . -o site --jobs many', 2, 'invalid value “many” for --jobs'),
    ('styles kta', 1, 'did you mean “kata”?'),
    ('explain cover.title.sze', 2, 'did you mean “cover.title.size”'),
    ('fonts all', 2, 'unexpected argument “all”'),
    ('completions tcsh', 2, 'expected: bash, zsh or fish'),
    ('init --style kta new', 2, 'run recto styles'),
    ('watch -', 2, 'standard input can\'t be watched'),
]


def wrong_words_are_explained():
    where = folder('wrong')
    before = sorted(os.listdir(where))
    for words, status, told in WRONG:
        result = run(*words.split(), cwd=where)
        assert result.returncode == status and told in result.stderr, (words, status, told, result)
        assert result.stdout == '', (words, result.stdout)
    assert sorted(os.listdir(where)) == before, os.listdir(where)


def a_file_is_never_written_over_what_it_is_made_from():
    where = folder('over')
    source = open(os.path.join(where, 'report.md'), 'rb').read()
    os.link(os.path.join(where, 'report.md'), os.path.join(where, 'same.pdf'))
    os.symlink('report.md', os.path.join(where, 'also.pdf'))
    for words in ('report.md -o report.md -f pages', 'report.md -o same.pdf', 'report.md -o also.pdf', 'same.pdf', 'report.md --deps report.md'):
        result = run(*words.split(), cwd=where)
        assert result.returncode == 2 and 'is an input file' in result.stderr, (words, result)
    assert open(os.path.join(where, 'report.md'), 'rb').read() == source


def an_empty_file_is_told():
    where = folder('empty')
    open(os.path.join(where, 'empty.md'), 'w').close()
    result = run('empty.md', cwd=where)
    assert 'empty-document' in result.stderr, result


def the_name_of_an_output_tells_its_form():
    where = folder('form')
    assert run('report.md', '-o', 'page.png', cwd=where).returncode == 0
    with open(os.path.join(where, 'page-1.png'), 'rb') as file:
        assert file.read(4) == b'\x89PNG'


def every_command_helps():
    all_of_it = run('--help', cwd=ROOT).stdout
    for command in COMMANDS:
        assert '\n  ' + command in all_of_it, command
        text = run(command, '--help', cwd=ROOT)
        assert text.returncode == 0 and text.stdout.startswith('usage: recto %s ' % command), text
        assert '--help' in text.stdout and 'Exit status' in text.stdout
    assert max(len(line) for line in all_of_it.splitlines()) <= 100
    assert '--category' not in all_of_it and '--category' in run('archive', '--help', cwd=ROOT).stdout


def completions_and_manual_know_every_word():
    for shell in ('bash', 'zsh', 'fish'):
        text = run('completions', shell, cwd=ROOT).stdout
        for word in COMMANDS + OPTIONS:
            assert word in text, (shell, word)
        if shutil.which(shell):
            path = os.path.join(WORK.name, 'completion')
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)
            assert subprocess.run([shell, '-n', path]).returncode == 0, shell
    page = run('manual', cwd=ROOT).stdout
    for word in COMMANDS + OPTIONS:
        assert word.replace('-', '\\-') in page, word
    judge = ['mandoc', '-T', 'lint', '-W', 'warning'] if shutil.which('mandoc') else ['man', '--warnings', '-E', 'UTF-8', '-l'] \
        if shutil.which('man') and shutil.which('groff') else None
    if judge:
        path = os.path.join(WORK.name, 'recto.1')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(page)
        result = subprocess.run([*judge, path], capture_output=True, text=True, env=dict(os.environ, LC_ALL='C.UTF-8', MANWIDTH='80'))
        assert result.returncode == 0 and result.stderr == '', result.stderr


def complete(words):
    """Returns the completions of bash for the last argument."""
    script = '''PATH=%s:$PATH; . <(recto completions bash); compopt() { :; }; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_recto; printf '%%s\\n' "${COMPREPLY[@]}"''' % (os.path.dirname(RECTO), ' '.join("'%s'" % word for word in words))
    return subprocess.run(['bash', '-c', script], capture_output=True, text=True, cwd=folder('complete')).stdout.split('\n')[:-1]


def bash_completes():
    assert complete(['recto', 'wat']) == ['watch']
    assert complete(['recto', 'report.md', '--sty']) == ['--style']
    assert complete(['recto', 'archive', '--cat']) == ['--category']
    assert complete(['recto', 'check', '--out']) == ['--output-intent']
    assert 'kata' in complete(['recto', '--style', 'k'])
    assert 'page.size=' in complete(['recto', '--set', 'page.s'])
    assert complete(['recto', '-f', 'sv']) == ['svg']
    assert complete(['recto', 'rep']) == ['report.md']
    assert complete(['recto', 'explain', 'cover.title.si']) == ['cover.title.size']


def a_folder_is_begun_and_nothing_replaced():
    where = folder('begun')
    first = run('init', '--brand', 'site', cwd=where)
    assert first.returncode == 0 and 'Next:' in first.stdout and 'site/recto.yaml written' in first.stdout, first
    shutil.copy(os.path.join(where, 'report.md'), os.path.join(where, 'site'))
    result = run('site/report.md', '-v', cwd=where)
    # The created files are valid without any correction.
    assert result.returncode == 0 and 'warning' not in result.stderr and 'error' not in result.stderr, result.stderr
    assert '#c8452a' in run('site/report.md', '-f', 'pages', cwd=where).stdout
    brand = os.path.join(where, 'site', '_brand.yml')
    with open(brand, 'a', encoding='utf-8') as file:
        file.write('# mine\n')
    again = run('init', '--brand', 'site', cwd=where)
    assert again.returncode == 0 and 'is unchanged' in again.stdout
    assert open(brand, encoding='utf-8').read().endswith('# mine\n')


def every_line_that_is_offered_can_be_taken():
    """The commented-out lines of the templates are valid without the #."""
    where = folder('offered')
    assert run('init', '--style', 'quiet', '.', cwd=where).returncode == 0
    with open(os.path.join(where, 'recto.yaml'), encoding='utf-8') as file:
        text = file.read()
    assert '\nstyle: quiet' in text
    for name in ('static', 'fonts'):
        os.makedirs(os.path.join(where, name))
    with open(os.path.join(where, 'recto.yaml'), 'w', encoding='utf-8') as file:
        file.write(re.sub(r'^# (?=[a-z_.]+: )', '', text, flags=re.M))
    result = run('report.md', cwd=where)
    assert result.returncode == 0 and '[unknown-key]' not in result.stderr and '[bad-value]' not in result.stderr, result.stderr


def wait_for(condition, seconds=30):
    for _ in range(seconds * 20):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError('waited in vain for ' + condition.__name__)


def a_change_is_built_again():
    where = folder('watched')
    document, pdf = os.path.join(where, 'report.md'), os.path.join(where, 'report.pdf')
    with open(document, 'a', encoding='utf-8') as file:
        file.write('\n```chart\ntype: bar\nfile: data.csv\n```\n')
    data = os.path.join(where, 'data.csv')
    with open(data, 'w', encoding='utf-8') as file:
        file.write('year,releases\n2023,4\n2024,9\n')
    process = subprocess.Popen([RECTO, 'watch', 'report.md'], cwd=where, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def words():
        return subprocess.run(['pdftotext', pdf, '-'], capture_output=True, text=True).stdout if os.path.exists(pdf) else ''

    def first_is_there():
        return 'Words of a report' in words()

    def text_is_new():
        return 'Other words' in words()

    def data_are_new():
        return '17' in words()

    def brand_is_there():
        return 'Harbour' in words()

    try:
        wait_for(first_is_there)
        # Editors save in this way: a new file replaces the old one.
        with open(document, encoding='utf-8') as file:
            text = file.read()
        with open(document + '~', 'w', encoding='utf-8') as file:
            file.write(text.replace('Words of', 'Other words of'))
        os.rename(document + '~', document)
        wait_for(text_is_new)
        with open(data, 'w', encoding='utf-8') as file:
            file.write('year,releases\n2023,4\n2024,17\n')
        wait_for(data_are_new)
        # One that was not there when it began.
        with open(os.path.join(where, '_brand.yml'), 'w', encoding='utf-8') as file:
            file.write('meta: {name: Harbour}\ndefaults: {recto: {composition: leaflet, cover.mark.colour: ink}}\n')
        wait_for(brand_is_there)
    finally:
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=30)
    assert process.returncode == 0 and error == '', (process.returncode, out, error)
    assert 'data.csv has changed' in out and 'watching' in out, out


tap.run([
    ('wrong words are explained', wrong_words_are_explained),
    ('a file is never written over what it is made from', a_file_is_never_written_over_what_it_is_made_from),
    ('an empty file is told', an_empty_file_is_told),
    ('the name of an output tells its form', the_name_of_an_output_tells_its_form),
    ('every command helps', every_command_helps),
    ('completions and manual know every word', completions_and_manual_know_every_word),
    ('bash completes', bash_completes),
    ('a folder is begun, and nothing replaced', a_folder_is_begun_and_nothing_replaced),
    ('every line that is offered can be taken', every_line_that_is_offered_can_be_taken),
    ('a change is built again', a_change_is_built_again),
])
