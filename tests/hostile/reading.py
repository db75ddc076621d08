"""Tests of projects that refer to files outside themselves in any way: links, `..`, absolute names, pipes and devices.
Each run must end by itself. No byte of an outside file may appear on a page, inside the PDF or in a message, and no
partial output may remain."""

import os
import subprocess
import tempfile

import bounds

SECRET = 'QQSECRETQQ'
REPORT = '---\ntitle: The hedge\nlang: en\n%s---\n\nBefore.\n\n%s\n\nAfter.\n'
PNG = bytes.fromhex('89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001'
                    '48afa4710000000049454e44ae426082')


class Project:
    """A folder with a project in it and things outside that belong to nobody's report."""

    def __enter__(self):
        self.top = tempfile.TemporaryDirectory()
        self.outside = os.path.join(self.top.name, 'outside')
        self.inside = os.path.join(self.top.name, 'project')
        for folder in (self.outside, self.inside):
            os.mkdir(folder)
        self.write('recto.yaml', 'lang: en\n')
        for name, content in (('note.md', '# %s\n\n%s\n' % (SECRET, SECRET)), ('style.yaml', 'colour.accent: "#123456" # %s\n' % SECRET),
                              ('data.csv', 'name,%s\nBeans,1\n' % SECRET), ('words.txt', SECRET)):
            with open(os.path.join(self.outside, name), 'w') as file:
                file.write(content)
        with open(os.path.join(self.outside, 'secret.png'), 'wb') as file:
            file.write(PNG + SECRET.encode())
        return self

    def __exit__(self, *ignored):
        self.top.cleanup()

    def write(self, name, content):
        path = os.path.join(self.inside, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w') as file:
            file.write(content)

    def link(self, name, target):
        os.symlink(os.path.join(self.outside, target), os.path.join(self.inside, name))

    def pipe(self, name):
        os.mkfifo(os.path.join(self.inside, name))

    def build(self, *arguments, source='report.md', exits=(0, 1)):
        """Builds and asserts that nothing leaks. Returns the Result."""
        result = bounds.recto(source, '-o', 'out.pdf', *arguments, cwd=self.inside, exits=exits)
        assert SECRET not in result.stderr, 'in a message: %s' % result
        out = os.path.join(self.inside, 'out.pdf')
        assert os.path.exists(out) == (result.code == 0), str(result)
        if result.code == 0:
            with tempfile.TemporaryDirectory() as folder:
                bounds.recto('extract', out, '-d', folder, cwd=self.inside, exits=(0, 1))
                found = subprocess.run(['grep', '-rla', SECRET, folder], capture_output=True, text=True).stdout
                assert not found, 'attached: %s' % found
            words = subprocess.run(['pdftotext', out, '-'], capture_output=True, text=True).stdout
            assert SECRET not in words, 'on a page'
        return result


def ways_out(name):
    """Names that lead to outside/NAME: through a link, by dots, by an absolute path, through a folder that is a link."""
    return (('a link', lambda p: p.link('there', name) or 'there'), ('dots', lambda p: '../outside/' + name),
            ('a folder', lambda p: p.link('folder', '') or 'folder/' + name), ('an absolute path', lambda p: os.path.join(p.outside, name)))


def each_way(name, make):
    """Calls make(project, path) for each way to outside/NAME."""
    for way, path in ways_out(name):
        with Project() as project:
            make(project, path(project))


def pictures():
    def make(project, path):
        project.write('report.md', REPORT % ('', '![A hedge](%s)' % path))
        assert project.build(exits=(0,)).codes() & {'picture-forbidden', 'picture-missing'}
    each_way('secret.png', make)


def site_roots():
    for way in ('../outside', 'folder', '{outside}'):
        with Project() as project:
            project.link('folder', '')
            project.write('recto.yaml', 'lang: en\nsite_root: %s\n' % way.format(outside=project.outside))
            project.write('report.md', REPORT % ('', '![A hedge](/secret.png)'))
            project.build()


def styles():
    def in_front_matter(project, path):
        project.write('report.md', REPORT % ('style: %s\n' % path, ''))
        assert project.build(exits=(1,)).codes(), path

    def in_settings(project, path):
        project.write('recto.yaml', 'style: %s\n' % path)
        project.write('report.md', REPORT % ('', ''))
        project.build(exits=(1,))

    def by_extends(project, path):
        project.write('own.yaml', 'extends: %s\n' % path)
        project.write('report.md', REPORT % ('style: own.yaml\n', ''))
        project.build(exits=(1,))
    for make in (in_front_matter, in_settings, by_extends):
        each_way('style.yaml', make)


def styles_that_are_no_map():
    for content in (SECRET, '- %s\n' % SECRET, '"%s"\n' % SECRET, '3\n'):
        with Project() as project:
            project.write('own.yaml', content)
            project.write('report.md', REPORT % ('style: own.yaml\n', ''))
            result = bounds.recto('report.md', '-o', 'out.pdf', cwd=project.inside, exits=(1,))
            assert not os.path.exists(os.path.join(project.inside, 'out.pdf')), str(result)


def linked_settings():
    for name in ('recto.yaml', '_brand.yml'):
        with Project() as project:
            if name == 'recto.yaml':
                os.remove(os.path.join(project.inside, name))
            project.link(name, 'words.txt')
            project.write('report.md', REPORT % ('', ''))
            project.build()


def chapters():
    def make(project, path):
        project.write('report.yaml', 'title: Year\nchapters: [a.md, %s]\n' % path)
        project.write('a.md', '# A\n\nWords.\n')
        assert 'bad-chapter' in project.build(source='report.yaml').codes(), path
    each_way('note.md', make)


def data_files():
    def make(project, path):
        project.write('report.md', REPORT % ('', '```chart\ntype: bar\nfile: %s\n```' % path))
        assert project.build().codes(), path
    each_way('data.csv', make)


def pipes():
    cases = (('a.png', '', '![A](a.png)'), ('own.yaml', 'style: own.yaml\n', ''), ('a.csv', '', '```chart\ntype: bar\nfile: a.csv\n```'),
             ('_brand.yml', '', ''))
    for name, meta, body in cases:
        with Project() as project:
            project.pipe(name)
            project.write('report.md', REPORT % (meta, body))
            project.build()
    with Project() as project:
        project.pipe('b.md')
        project.write('report.yaml', 'title: Year\nchapters: [a.md, b.md]\n')
        project.write('a.md', '# A\n\nWords.\n')
        assert 'bad-chapter' in project.build(source='report.yaml').codes()
    with Project() as project:
        project.pipe('report.md')
        bounds.recto('report.md', '-o', 'out.pdf', cwd=project.inside, exits=(1, 5))


def archives():
    with Project() as project:
        project.write('site/a.md', REPORT % ('date: 2024-01-02\n', ''))
        os.symlink(os.path.join(project.outside, 'note.md'), os.path.join(project.inside, 'site', 'b.md'))
        os.mkfifo(os.path.join(project.inside, 'site', 'c.md'))
        os.symlink(project.outside, os.path.join(project.inside, 'site', 'd'))
        project.write('site/.hidden/e.md', REPORT % ('', ''))
        result = bounds.recto('archive', 'site', '-o', 'public', '--all', cwd=project.inside, exits=(0,), cpu=10)
        assert result.stderr.count(' skipped') == 1 and ': 3 entries skipped, first “d”; ' in result.stderr, str(result)
        assert '1 report: 1 built' in result.stdout.decode(), result.stdout
        found = subprocess.run(['grep', '-rla', SECRET, os.path.join(project.inside, 'public')], capture_output=True, text=True).stdout
        assert not found, 'published: %s' % found
        for name in os.listdir(os.path.join(project.inside, 'public')):
            if name.endswith('.pdf'):
                words = subprocess.run(['pdftotext', os.path.join(project.inside, 'public', name), '-'], capture_output=True, text=True).stdout
                assert SECRET not in words, name


def links_within_the_project_count():
    with Project() as project:
        project.write('drafts/a.md', REPORT % ('', ''))
        project.write('site/keep.txt', '')
        os.symlink('../drafts/a.md', os.path.join(project.inside, 'site', 'a.md'))
        result = bounds.recto('archive', 'site', '-o', 'public', '--all', cwd=project.inside, exits=(0,), cpu=10)
        assert 'skipped' not in result.stderr and '1 report: 1 built' in result.stdout.decode(), str(result)


def broken_input_leaves_no_directory():
    with Project() as project:
        def is_gone(name, *command, kept=()):
            bounds.recto(*command, cwd=project.inside, exits=(1, 5))
            assert not os.path.exists(os.path.join(project.inside, name)), command
            assert all(os.path.isdir(os.path.join(project.inside, path)) for path in kept), command
        project.write('broken.pdf', 'no PDF')
        project.write('a\nb/a.md', REPORT % ('', ''))
        os.mkdir(os.path.join(project.inside, 'mine'))
        is_gone('out', 'extract', 'broken.pdf', '-d', 'out')
        is_gone('deep', 'extract', 'broken.pdf', '-d', 'deep/er/out')
        is_gone('deep', 'extract', 'gone.pdf', '-d', 'deep/')
        is_gone('mine/deep', 'extract', 'broken.pdf', '-d', 'mine/deep/out', kept=('mine',))
        is_gone('none', 'extract', 'broken.pdf', '-d', 'mine', kept=('mine',))
        is_gone('site', 'archive', 'a\nb', '--ninja', 'x.ninja', '-o', 'site', kept=('mine',))
        is_gone('site', 'archive', 'gone', '-o', 'site')


def inside():
    """The same names, inside the project: they are read, and what the other tests look for is found."""
    with Project() as project:
        project.write('data.csv', 'name,%s\nBeans,1\nPeas,2\n' % SECRET)
        project.write('own.yaml', 'colour.accent: "#123456" # %s\n' % SECRET)
        with open(os.path.join(project.inside, 'secret.png'), 'wb') as file:
            file.write(PNG + SECRET.encode())
        project.write('report.md', REPORT % ('style: own.yaml\n', '![A hedge](secret.png)\n\n```chart\ntype: bar\nfile: data.csv\n```'))
        bounds.recto('report.md', '-o', 'out.pdf', cwd=project.inside, exits=(0,))
        bounds.recto('extract', 'out.pdf', '-d', 'files', cwd=project.inside, exits=(0,))
        found = subprocess.run(['grep', '-rla', SECRET, 'files'], cwd=project.inside, capture_output=True, text=True).stdout.split()
        assert {os.path.basename(name) for name in found} == {'data.csv', 'own.yaml', 'secret.png'}, found


TESTS = [
    ('the-same-names-inside-the-project-are-read', inside),
    ('pictures-outside-the-project-are-not-read', pictures),
    ('site-roots-outside-the-project-do-not-count', site_roots),
    ('styles-outside-the-project-are-errors', styles),
    ('styles-that-are-no-map-are-errors', styles_that_are_no_map),
    ('settings-linked-from-outside-give-nothing-away', linked_settings),
    ('chapters-outside-the-project-are-refused', chapters),
    ('data-outside-the-project-are-not-read', data_files),
    ('pipes-are-never-waited-for', pipes),
    ('archives-publish-nothing-from-outside', archives),
    ('archives-follow-links-within-the-project', links_within_the_project_count),
    ('broken-input-leaves-no-directory', broken_input_leaves_no_directory),
]
