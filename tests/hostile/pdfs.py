"""recto extract and recto verify on PDFs that somebody prepared."""

import contextlib
import os
import signal
import subprocess
import tempfile
import time
import unicodedata
import zlib

import bounds
from handmade import Pdf, with_files

FIGURE = b'written'


@contextlib.contextmanager
def folder():
    with tempfile.TemporaryDirectory() as path:
        yield path


def extract(pdf, at, *options, exits=(0,), **limits):
    """Writes the PDF (or bytes) into the folder `at` and extracts it into at/out. Returns the Result."""
    with open(os.path.join(at, 'in.pdf'), 'wb') as file:
        file.write(pdf if isinstance(pdf, bytes) else pdf.bytes())
    result = bounds.recto('extract', 'in.pdf', '-d', 'out', *options, exits=exits, cwd=at, **{'cpu': 2, 'memory': 60, **limits})
    bad = [c for c in result.stdout.decode('utf-8') if c != '\n' and unicodedata.category(c) in ('Cc', 'Cf', 'Zl', 'Zp', 'Cn', 'Co') and c not in '\u200c\u200d']
    assert not bad, 'standard output has %r' % bad
    return result


def tree(path):
    """Path below `path` → content of every file; links are named, not followed."""
    found = {}
    for at, folders, files in os.walk(path):
        for name in files + [name for name in folders if os.path.islink(os.path.join(at, name))]:
            whole = os.path.join(at, name)
            if os.path.islink(whole):
                found[os.path.relpath(whole, path)] = 'link'
            else:
                with open(whole, 'rb') as file:
                    found[os.path.relpath(whole, path)] = file.read()
    return found


def written(at):
    return sorted(tree(os.path.join(at, 'out')))


# ---- the tree of names ----

def circle_of(n):
    """n nodes, each with one file, each the child of the one before, the first that of the last."""
    pdf = Pdf()
    nodes = [pdf.add(b'') for _ in range(n)]
    for i, node in enumerate(nodes):
        pdf.set(node, b'<< %s /Kids [%s %s] >>' % (pdf.names([pdf.file('file-%d.txt' % i, b'x' * 50000)]), nodes[(i + 1) % n], nodes[0]))
    pdf.catalog['Names'] = b'<< /EmbeddedFiles %s >>' % nodes[0]
    return pdf, n


def one_leaf_of_many():
    pdf = Pdf()
    leaf = pdf.add(b'<< %s >>' % pdf.names([pdf.file('leaf.txt', b'x' * 50000)]))
    limbs = [pdf.add(b'<< /Kids [%s] >>' % b' '.join([leaf] * 50)) for _ in range(50)]
    pdf.tree([], b'/Kids [%s]' % b' '.join(limbs * 4))
    return pdf, 1


def one_file_of_many_names():
    pdf = Pdf()
    pdf.tree([pdf.file('same.txt', b'x' * 50000)] * 9000)
    return pdf, 1


def each_node_is_visited_once():
    for pdf, n in (circle_of(1), circle_of(2), circle_of(40), one_leaf_of_many(), one_file_of_many_names()):
        with folder() as at:
            extract(pdf, at, cpu=1)
            assert len(written(at)) == n, written(at)


def too_many_nodes_are_reported():
    pdf = Pdf()
    file = pdf.file('first.txt', FIGURE)
    nodes = [pdf.add(b'<< /Names [(a) %s] >>' % file) for _ in range(10050)]
    pdf.tree([], b'/Kids [%s]' % b' '.join(nodes))
    with folder() as at:
        result = extract(pdf, at, exits=(1,))
        assert 'more than 10,000 nodes' in result.stderr, result


# ---- where the files go ----

def links_are_not_followed():
    for forced in ((), ('--force',)):
        with folder() as at:
            os.makedirs(os.path.join(at, 'out', 'deep'))
            os.makedirs(os.path.join(at, 'elsewhere'))
            mine = os.path.join(at, 'mine.txt')
            with open(mine, 'w') as file:
                file.write('mine')
            links = {'limb': '../elsewhere', 'deep/limb': os.path.join(at, 'elsewhere'), 'report.txt': '../mine.txt', 'absolute.txt': mine,
                     'dangling.txt': '../elsewhere/new.txt'}
            for name, target in links.items():
                os.symlink(target, os.path.join(at, 'out', name))
            names = ['limb/a.txt', 'deep/limb/b/c.txt', 'report.txt', 'absolute.txt', 'dangling.txt', 'good.txt']
            result = extract(with_files([(name, FIGURE) for name in names]), at, *forced, exits=(1,))
            with open(mine) as file:
                assert file.read() == 'mine'
            assert os.listdir(os.path.join(at, 'elsewhere')) == [], os.listdir(os.path.join(at, 'elsewhere'))
            found = tree(os.path.join(at, 'out'))
            assert found['good.txt'] == FIGURE and found['limb'] == 'link', found
            assert all(found[name] == (FIGURE if forced else 'link') for name in names[2:5]), found
            assert '“limb” is a symbolic link' in result.stderr, result


def existing_files_are_kept_unless_forced():
    pdf = with_files([('a.txt', b'new'), ('b.txt', b'new'), ('inner', b'new')])
    with folder() as at:
        os.makedirs(os.path.join(at, 'out', 'inner'))
        with open(os.path.join(at, 'out', 'a.txt'), 'w') as file:
            file.write('old')
        result = extract(pdf, at, exits=(1,))
        assert tree(os.path.join(at, 'out')) == {'a.txt': b'old', 'b.txt': b'new'}, result
        assert '“a.txt” exists; --force replaces it' in result.stderr and 'a directory of this name' in result.stderr, result
        assert result.stdout == b'b.txt\n', result.stdout
        extract(pdf, at, '--force', exits=(1,))
        assert tree(os.path.join(at, 'out')) == {'a.txt': b'new', 'b.txt': b'new'}


# Output name for each embedded name; None: unchanged.
NAMES = [
    ('report.md', None), ('posts/2024/report.md', None), ('Jahresbericht für alle.md', None), ('گزارش\u200cها.md', None), ('a:b?.md', None),
    ('/etc/shadow', 'etc/shadow'), ('../../up.txt', 'up.txt'), ('a/../../b.txt', 'a/b.txt'), ('./dot.txt', 'dot.txt'), ('//two//bars', 'two/bars'),
    ('..', 'unnamed'), ('', 'unnamed-2'), ('/', 'unnamed-3'), ('folder/', 'folder'),
    ('.bashrc', '_bashrc'), ('.ssh/keys', '_ssh/keys'), ('.GIT/config', '_GIT/config'), ('x/.git/hooks/post-merge', 'x/_git/hooks/post-merge'),
    ('...', '___'), ('git~1/config', '_git~1/config'),
    ('..\\..\\windows.txt', '_._.._windows.txt'), ('C:\\a.txt', 'C:_a.txt'),
    ('NUL', '_NUL'), ('com1.txt', '_com1.txt'), ('aux.tar.gz', '_aux.tar.gz'), ('LPT².md', '_LPT².md'), ('console.txt', None), ('com10.txt', None),
    ('tail.', 'tail_'), ('space ', 'space_'), ('folder./x ', 'folder_/x_'),
    ('bell\u0007.txt', 'bell_.txt'), ('line\nbreak', 'line_break'), ('esc\u001b[31m', 'esc_[31m'), ('c1\u009b2J', 'c1_2J'), ('del\u007f', 'del_'),
    ('txt\u202egpj.exe', 'txt_gpj.exe'), ('iso\u2066late\u2069', 'iso_late_'), ('zero\u200bwidth', 'zero_width'), ('mark\ufefffirst', 'mark_first'),
    ('soft\u00adhyphen', 'soft_hyphen'), ('none\uffff', 'none_'), ('tag\U000e0041s', 'tag_s'), ('line\u2028two', 'line_two'), ('nul\u0000l', 'nul_l'),
    ('n' * 300 + '.csv', 'n' * 196 + '.csv'), ('ä' * 150 + '.txt', 'ä' * 98 + '.txt'), ('long/' * 40 + 'end.txt', 'end.txt'),
    (('p' * 150 + '/') * 9 + 'last.txt', 'last.txt'), ('.' * 250, None),
]


def names_become_safe():
    with folder() as at:
        result = extract(with_files([(name, name.encode()) for name, _ in NAMES]), at, exits=(1,))
        paths = result.stdout.decode().split('\n')[:-1]
        assert len(paths) == len(NAMES), result
        changed = 0
        for (name, wanted), path in zip(NAMES, paths):
            if name == '.' * 250:
                assert set(path) == {'_'}, path
            else:
                assert path == (name if wanted is None else wanted) or unicodedata.category(name[-1]) == 'Cn', (name, path)
            changed += path != name
            assert '“%s” written' % path not in result.stderr or path != name, result
        assert result.stderr.count('” written as “') == changed, result
        found = tree(os.path.join(at, 'out'))
        assert sorted(found) == sorted(paths), (sorted(found), sorted(paths))
        for (name, _), path in zip(NAMES, paths):
            assert found[path] == name.encode(), (path, found[path])


def bytes_that_are_no_text_are_named_too():
    with folder() as at:
        result = extract(with_files([(b'\xff\xfe', FIGURE), (b'\xfe\xff\xd8', FIGURE), (b'\xfe\xff\xd8\x3d', FIGURE), (b'\xef\xbb\xbf\xff\xc0', FIGURE),
                                     (b'\xfe\xff', FIGURE), ('end.txt', FIGURE)]), at, exits=(1,))
        assert len(written(at)) == 6 and 'end.txt' in written(at), result


def of_two_files_of_one_name_both_are_kept():
    twins = [('data.csv', 'data.csv'), ('data.csv', 'data-2.csv'), ('data-2.csv', 'data-2-2.csv'), ('DATA.csv', 'DATA-3.csv'),
             ('caf\u00e9', 'caf\u00e9'), ('cafe\u0301', 'cafe\u0301-2'), ('stra\u00dfe', 'stra\u00dfe'), ('STRASSE', 'STRASSE-2'), ('\ufb01g', '\ufb01g'), ('fig', 'fig-2'),
             ('a', 'a'), ('a/b', 'a-2/b'), ('A/c', 'A-2/c'), ('d/e', 'd/e'), ('d', 'd-2'), ('D/f', 'd/f'), ('.x', '_x'), ('_x', '_x-2')]
    with folder() as at:
        result = extract(with_files([(name, b'%d' % i) for i, (name, _) in enumerate(twins)]), at, exits=(1,))
        paths = result.stdout.decode().split('\n')[:-1]
        found = tree(os.path.join(at, 'out'))
        assert len(found) == len(twins), (sorted(found), result)
        assert [found[path] for path in paths] == [b'%d' % i for i in range(len(twins))], paths
        folded = {unicodedata.normalize('NFKC', path).casefold() for path in paths}
        assert len(folded) == len(paths), paths
        wanted = [path for _, path in twins]
        differ = [pair for pair in zip(paths, wanted) if pair[0] != pair[1] and pair[1] != 'A-2/c']
        assert not differ, differ
        assert result.stderr.count('another file has this name') >= 8, result


def thousands_of_one_name_take_no_time():
    pdf = Pdf()
    stream = pdf.stream(FIGURE)
    pdf.tree([pdf.add(b'<< /UF (%s) /EF << /F %s >> >>' % (name, stream)) for name in (b'a.txt', b'A.txt', b'b/c') for _ in range(1500)])
    with folder() as at:
        extract(pdf, at, exits=(1,), cpu=4)
        assert len(written(at)) == 4500


# ---- bombs ----

def zeros(size, times=1):
    data = zlib.compress(bytes(size), 9)
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def files_beyond_the_limit_are_refused_and_the_rest_is_written():
    pdf = Pdf()
    once = pdf.file('once.bin', zeros(300 << 20), deflated=False, entries=b'/Filter /FlateDecode')
    twice = pdf.file('twice.bin', zeros(300 << 20, 2), deflated=False, entries=b'/Filter [/FlateDecode /FlateDecode]')
    pdf.tree([once, twice, pdf.file('small.txt', FIGURE)])
    with folder() as at:
        result = extract(pdf, at, exits=(1,), cpu=8)
        assert tree(os.path.join(at, 'out')) == {'small.txt': FIGURE}, result
        assert result.stderr.count('larger than 256 MiB') == 2, result


def filters_that_give_single_bytes_stay_within_bounds():
    size = 24 << 20
    ones, fives = b'\x81z' * (size // 128) + b'\x80', b'z' * (size // 4) + b'~>'
    for data, name, length in ((ones, b'/RunLengthDecode', size), (fives, b'/ASCII85Decode', size), (b'00' * size + b'>', b'/ASCIIHexDecode', size)):
        pdf = Pdf()
        pdf.tree([pdf.file('a.bin', data, deflated=False, entries=b'/Filter ' + name)])
        with folder() as at:
            extract(pdf, at, cpu=4, memory=200)
            assert os.path.getsize(os.path.join(at, 'out', 'a.bin')) == length


def streams_of_objects_that_are_bombs_end_the_reading():
    """libqpdf inflates these whole: the limits of the process hold."""
    packed = zeros(700 << 20, 2)
    table = Pdf().bytes().replace(b'xref\n', b'% \n')
    at = len(table)
    table += b'9 0 obj << /Type /XRef /Size 10 /W [1 2 1] /Root 1 0 R /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n' % len(packed)
    table += packed + b'\nendstream endobj\nstartxref\n%d\n%%%%EOF\n' % at
    objects = Pdf()
    held = objects.stream(packed, b'/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode]')
    objects.catalog['Names'] = b'<< /EmbeddedFiles 8 0 R >>'
    entries = b''.join(bytes([1]) + (0).to_bytes(3, 'big') + b'\0' for _ in range(8))
    whole = objects.bytes()
    offsets = [whole.find(b'\n%d 0 obj' % number) + 1 for number in range(1, 5)]
    entries = b'\0' * 5 + b''.join(b'\1' + offset.to_bytes(3, 'big') + b'\0' for offset in offsets) + b'\0' * 15 + b'\2' + int(held.split()[0]).to_bytes(3, 'big') + b'\0'
    whole = whole[:whole.rfind(b'xref\n0')]
    whole += b'9 0 obj << /Type /XRef /Size 9 /W [1 3 1] /Root 1 0 R /Length %d >>\nstream\n' % len(entries) + entries + b'\nendstream endobj\nstartxref\n%d\n%%%%EOF\n' % len(whole)
    for data in (table, whole):
        with folder() as place:
            if bounds.sanitized(bounds.RECTO):
                continue
            result = extract(data, place, exits=(0, 5), cpu=10, memory=400)
            assert written(place) == [], result


# ---- PDFs that no program writes ----

WRONG = [b'null', b'true', b'-1', b'99999999999999999999', b'(text)', b'/Name', b'[]', b'<< >>', b'99 0 R', b'1 0 R', b'4 0 R', b'[[[]]]', b'1.0e9', b'<</Kids[1 0 R]>>', b'']


def values_of_the_wrong_type_do_no_harm():
    keys = [b'/Root', b'/Size', b'/Pages', b'/Names <<', b'/EmbeddedFiles', b'/Names [', b'/Kids', b'/EF', b'/F', b'/UF', b'/Length', b'/Filter', b'/Type']
    whole = with_files([('a.txt', FIGURE), ('b.txt', FIGURE)]).bytes()
    for key in keys:
        at = whole.find(key)
        assert at >= 0, key
        start = at + len(key.split()[0])
        end = whole.find(b'>>' if key == b'/EF' else b']' if b'[' in key else b'\n', start)
        for value in WRONG:
            with folder() as place:
                extract(whole[:start] + b' ' + value + b' ' + whole[end:], place, exits=(0, 1, 5))


def half_files_do_no_harm():
    whole = with_files([('a.txt', FIGURE), ('b.txt', bytes(range(256)) * 20)]).bytes()
    for end in range(0, len(whole), 41):
        with folder() as at:
            extract(whole[:end], at, exits=(0, 1, 5))


def nesting_does_no_harm():
    deep = 100000
    for body in (b'[' * deep, b'<< /Kids [' * deep, b'<< /Names ' * deep, b'(' * deep, b'[' * deep + b']' * deep):
        pdf = Pdf()
        pdf.catalog['Names'] = b'<< /EmbeddedFiles %s >>' % pdf.add(body)
        with folder() as at:
            extract(pdf, at, exits=(0, 1, 5), memory=400)
    pdf = Pdf()
    nodes = [pdf.add(b'') for _ in range(20000)]
    for node, inner in zip(nodes, nodes[1:]):
        pdf.set(node, b'<< /Kids [%s] >>' % inner)
    pdf.set(nodes[-1], b'null')
    pdf.catalog['Names'] = b'<< /EmbeddedFiles %s >>' % nodes[0]
    with folder() as at:
        extract(pdf, at, exits=(0, 1), memory=120)
    pdf = Pdf()
    pdf.tree([pdf.file('a.txt', FIGURE, deflated=False, entries=b'/Filter [%s]' % (b'/FlateDecode ' * 5000)), pdf.file('b.txt', FIGURE)])
    with folder() as at:
        extract(pdf, at, exits=(0, 1, 5), memory=600)


def broken_tables_do_no_harm():
    whole = with_files([('a.txt', FIGURE)]).bytes()
    start = whole.rfind(b'startxref')
    for tail in (b'startxref\n0\n%%EOF\n', b'startxref\n99999999999\n%%EOF\n', b'startxref\n-5\n%%EOF\n', b'', b'startxref\n9\n%%EOF\n'):
        with folder() as at:
            extract(whole[:start] + tail, at, exits=(0, 1, 5))
    table = whole.rfind(b'xref\n0')
    table = whole.rfind(b'xref\n0', 0, start)
    for more in (b'/Prev %d' % table, b'/Prev 0', b'/XRefStm %d' % table, b'/Size 2147483647', b'/Encrypt << >>', b'/Encrypt 1 0 R'):
        with folder() as at:
            extract(whole.replace(b'/Root 1 0 R', b'/Root 1 0 R ' + more), at, exits=(0, 1, 5))
    with folder() as at:
        extract(whole.replace(b'xref\n0 ', b'xref\n0 99999999'), at, exits=(0, 1, 5))


def damaged_data_are_refused_and_the_rest_is_written():
    pdf = Pdf()
    pdf.tree([pdf.file('bad.txt', b'not deflated at all', deflated=False, entries=b'/Filter /FlateDecode'),
              pdf.file('strange.txt', FIGURE, deflated=False, entries=b'/Filter /NoSuchFilter'), pdf.file('good.txt', FIGURE)])
    with folder() as at:
        result = extract(pdf, at, exits=(1,))
        assert tree(os.path.join(at, 'out')) == {'good.txt': FIGURE}, result
        assert 'the filter of an embedded file is unknown' in result.stderr, result


def encrypted_files_are_read_or_named():
    with folder() as at:
        plain, locked = os.path.join(at, 'plain.pdf'), os.path.join(at, 'locked.pdf')
        with_files([('a.txt', FIGURE)]).write(plain)
        for user, exits in (('', (0,)), ('secret', (5,))):
            subprocess.run(['qpdf', '--encrypt', user, 'owner', '256', '--', plain, locked], check=True)
            with open(locked, 'rb') as file:
                result = extract(file.read(), at, '--force', exits=exits)
            assert exits == (0,) or 'needs a password' in result.stderr, result


# ---- interrupted ----

def interrupt(command, at, number, begun, **options):
    """Runs recto and sends a signal once `begun` returns true. Returns the exit code; recto may have ended earlier."""
    process = subprocess.Popen([bounds.RECTO, *command], cwd=at, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    while process.poll() is None and not begun():
        time.sleep(0.0005)
    if process.poll() is None:
        process.send_signal(number)
    return process.wait(timeout=bounds.HANG)


def a_signal_leaves_no_half_file():
    size = 200 << 20
    for options in ((), ('--force',)):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with folder() as at:
                pdf = Pdf()
                pdf.tree([pdf.file('large.bin', zeros(size), deflated=False, entries=b'/Filter /FlateDecode')])
                pdf.write(os.path.join(at, 'in.pdf'))
                out = os.path.join(at, 'out')
                os.mkdir(out)
                if options:
                    with open(os.path.join(out, 'large.bin'), 'w') as file:
                        file.write('old')
                code = interrupt(('extract', 'in.pdf', '-d', 'out', *options), at, number, lambda: len(os.listdir(out)) > len(options))
                whole = [name for name in os.listdir(out) if os.path.getsize(os.path.join(out, name)) == size]
                assert code in (0, 5), code
                assert os.listdir(out) == (whole if code == 0 else ['large.bin'] if options else []), (code, os.listdir(out))


def a_signal_leaves_no_working_directory():
    text = '---\ntitle: Year\nlang: en\n---\n\n' + 'The harbour was busy all year, and the ferries ran on time. ' * 3000
    manifest = b'recto: r\nlibraries: l\ntags: t\nsource: year.md\n'
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        with folder() as at:
            with_files([('recto-manifest.yaml', manifest), ('year.md', text.encode())]).write(os.path.join(at, 'in.pdf'))
            scratch = os.path.join(at, 'scratch')
            os.mkdir(scratch)
            code = interrupt(('verify', 'in.pdf'), at, number, lambda: os.listdir(scratch), env=dict(os.environ, TMPDIR=scratch))
            assert code in (1, 5), code
            assert os.listdir(scratch) == [], os.listdir(scratch)


# ---- verify ----

MANIFEST = 'recto: r\nlibraries: l\ntags: t\nsource: year.md\n'
SOURCE = '---\ntitle: Year\nlang: en\n---\n\nAll is well.\n'


def verify(files, at, exits, **options):
    """Verifies a PDF with these files inside in the folder `at`; nothing may stay in the folder for temporary files."""
    scratch = os.path.join(at, 'scratch')
    os.makedirs(scratch, exist_ok=True)
    with_files([(name, data if isinstance(data, bytes) else data.encode()) for name, data in files]).write(os.path.join(at, 'in.pdf'))
    result = bounds.recto('verify', 'in.pdf', exits=exits, cwd=at, env={'TMPDIR': scratch}, **{'cpu': 4, 'memory': 200, **options})
    assert os.listdir(scratch) == [], os.listdir(scratch)
    bad = [c for c in result.stdout.decode('utf-8') if c != '\n' and unicodedata.category(c) in ('Cc', 'Cf', 'Zl', 'Zp')]
    assert not bad, 'standard output has %r' % bad
    return result


def strange_names_inside_leave_nothing_behind():
    for names in (['.git'], ['.git/config'], ['a', 'a/b'], ['a/b', 'a'], ['/absolute'], ['../up'], ['n' * 300], ['d/' * 40 + 'x'], ['year.md'], ['.git/', '.'],
                  ['\u202e', '\u0007', '\u0000'], ['recto-manifest.yaml'], ['recto.yaml/x'], ['_brand.yml/x', 'static/x', 'public']):
        with folder() as at:
            verify([('recto-manifest.yaml', MANIFEST), ('year.md', SOURCE)] + [(name, 'x') for name in names], at, (1, 5, 6))


def only_regular_files_beside_are_opened():
    def pipe(path):
        os.mkfifo(path)

    def link_to_a_pipe(path):
        os.mkfifo(os.path.join(os.path.dirname(path), 'real'))
        os.symlink('real', path)

    def device(path):
        os.symlink('/dev/zero', path)

    def directory(path):
        os.mkdir(path)

    for name in ('pipe.png', 'img/pipe.png', '../pipe.png', '/pipe.png'):
        for make in (pipe, link_to_a_pipe, device, directory):
            with folder() as outer:
                at = os.path.join(outer, 'at')
                path = os.path.normpath(os.path.join(at, name.lstrip('/')))
                os.makedirs(os.path.dirname(path), exist_ok=True)
                os.makedirs(at, exist_ok=True)
                make(path)
                result = verify([('recto-manifest.yaml', MANIFEST + 'pictures:\n  - {name: "%s", sha256: "00"}\n' % name),
                                 ('year.md', SOURCE + '\n![A](%s)\n' % name)], at, (6,))
                assert b'pipe.png' in result.stdout, result.stdout


def gaps_are_reported_as_such():
    cases = [
        (MANIFEST.replace('year.md', 'gone.md'), 'gone.md'), (MANIFEST.replace('year.md', '/etc/passwd'), 'passwd'), (MANIFEST.replace('year.md', '../year.md'), 'year.md'),
        (MANIFEST + 'chapters: [gone.md]\n', 'gone.md'), (MANIFEST + 'chapters: [year.md, ../../up.md]\n', 'up.md'), (MANIFEST + 'standard: a-99\n', 'a-99'),
        ('recto: r\n', 'no manifest'), ('[[[[', 'no manifest'), ('', 'no manifest'), ('a: &a [x]\nb: [*a, *a]\n', 'no manifest'), ('\0' * 100, 'no manifest'),
        (MANIFEST.replace('year.md', '"\\e[31m\\u202e"'), '[31m\\u{202e}'),
    ]
    for manifest, words in cases:
        with folder() as at:
            result = verify([('recto-manifest.yaml', manifest), ('year.md', SOURCE)], at, (6,))
            assert words in result.stdout.decode(), (manifest, result.stdout)


def a_manifest_that_asks_for_more_gets_no_more():
    for more in ('style: /etc/passwd\n', 'style: ../up.yaml\n', 'style: a/b.yaml\n', 'style: "no/such"\n', 'site-root: /\n', 'site-root: ..\n', 'site-root: "."\n',
                 'source-date-epoch: "-99999999999999999999"\n', 'source-date-epoch: x\n', 'max-size: 18446744073709551615\nvariant: newsletter\n',
                 'max-size: 0\nvariant: newsletter\n', 'set: [a, "b=", "=c", "page.size=0x0", [x], {y: z}]\n', 'set: {a: b}\n', 'linearize: yes\nsystem-fonts: yes\nno-repair: yes\n',
                 'chapters: [[x], year.md]\n', 'pages: [x, [y]]\n', 'faces: [x, {file: y}, {sha256: z}]\n', 'pictures: [x]\n', 'pictures: [{name: ""}]\n'):
        with folder() as at:
            verify([('recto-manifest.yaml', MANIFEST + more), ('year.md', SOURCE)], at, (1, 5, 6), cpu=6)


def a_source_that_reads_other_files_gets_none():
    with folder() as outer:
        at = os.path.join(outer, 'at')
        os.mkdir(at)
        for name in ('secret.md', 'secret.csv', 'secret.yaml'):
            with open(os.path.join(outer, name), 'w') as file:
                file.write('title: TOPSECRET\n')
        source = SOURCE + '\n![A](../secret.csv)\n\n![B](/proc/self/environ)\n\n![C](%s/secret.csv)\n' % outer
        config = 'style: %s/secret.yaml\nfont_path: /\nsite_root: /\n' % outer
        verify([('recto-manifest.yaml', MANIFEST), ('year.md', source), ('recto.yaml', config)], at, (1, 5, 6), cpu=8)


# ---- archive --verify ----

def sums_that_somebody_prepared_do_no_harm():
    digest = '0' * 64
    with folder() as at:
        os.mkfifo(os.path.join(at, 'pipe.pdf'))
        os.symlink('/dev/zero', os.path.join(at, 'device.pdf'))
        lines = ['%s  %s' % (digest, name) for name in ('pipe.pdf', 'device.pdf', '../up.pdf', '/etc/passwd', '\x1b[31mred.pdf', '-o', '.', '..')] + ['', 'x', digest, '\xff' * 80]
        with open(os.path.join(at, 'SHA256SUMS'), 'w') as file:
            file.write('\n'.join(lines))
        result = bounds.recto('archive', '--verify', at, exits=(1,), cpu=2, memory=60)
        assert b'\x1b' not in result.stdout and b'pipe.pdf' in result.stdout + result.raw_stderr, result
        os.unlink(os.path.join(at, 'SHA256SUMS'))
        os.mkfifo(os.path.join(at, 'SHA256SUMS'))
        bounds.recto('archive', '--verify', at, exits=(5,), cpu=2, memory=60)


TESTS = [
    ('nodes-of-the-name-tree-are-visited-once', each_node_is_visited_once),
    ('too-many-nodes-are-reported', too_many_nodes_are_reported),
    ('links-below-the-directory-are-not-followed', links_are_not_followed),
    ('existing-files-are-kept-unless-forced', existing_files_are_kept_unless_forced),
    ('unsafe-names-become-safe-ones-and-are-reported', names_become_safe),
    ('names-that-are-not-text-become-text', bytes_that_are_no_text_are_named_too),
    ('files-of-one-name-are-all-kept', of_two_files_of_one_name_both_are_kept),
    ('thousands-of-files-of-one-name-stay-within-bounds', thousands_of_one_name_take_no_time),
    ('files-beyond-the-limit-are-refused-alone', files_beyond_the_limit_are_refused_and_the_rest_is_written),
    ('filters-of-single-bytes-stay-within-bounds', filters_that_give_single_bytes_stay_within_bounds),
    ('object-stream-bombs-stay-within-bounds', streams_of_objects_that_are_bombs_end_the_reading),
    ('values-of-the-wrong-type-do-no-harm', values_of_the_wrong_type_do_no_harm),
    ('truncated-pdfs-do-no-harm', half_files_do_no_harm),
    ('deep-nesting-does-no-harm', nesting_does_no_harm),
    ('broken-cross-reference-tables-do-no-harm', broken_tables_do_no_harm),
    ('damaged-data-are-refused-alone', damaged_data_are_refused_and_the_rest_is_written),
    ('encrypted-pdfs-are-read-or-named', encrypted_files_are_read_or_named),
    ('extract-interrupted-leaves-no-half-file', a_signal_leaves_no_half_file),
    ('verify-interrupted-leaves-no-directory', a_signal_leaves_no_working_directory),
    ('verify-of-strange-names-leaves-nothing', strange_names_inside_leave_nothing_behind),
    ('verify-opens-only-regular-files', only_regular_files_beside_are_opened),
    ('verify-reports-what-is-missing', gaps_are_reported_as_such),
    ('verify-of-a-strange-manifest-ends', a_manifest_that_asks_for_more_gets_no_more),
    ('verify-reads-nothing-outside', a_source_that_reads_other_files_gets_none),
    ('archive-verify-of-prepared-sums-ends', sums_that_somebody_prepared_do_no_harm),
]
