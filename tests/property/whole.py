#!/usr/bin/env python3
"""whole.py RECTO [FIRST LAST] [VARIANT]: whatever the document and the style, the pages have the same words in the same order, none of them over others
or off the paper.

Documents are made up from seeds: every kind of block in every kind of container, in every composition, style, paper and arrangement of notes and columns.
recto's own proof of the pages judges them (src/proof/proof.h; tests/unit/test_proof.c shows that it misses nothing). One process typesets a batch of
documents, each with the style in its front matter. A document that fails is made smaller, as long as it fails, and printed. With FIRST and LAST, only
these seeds are taken: 1 100000 takes about an hour on two processors."""

import concurrent.futures
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import tap

RECTO = os.path.abspath(sys.argv[1])
PICTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'golden', 'pictures')
ENVIRONMENT = dict(os.environ, NO_COLOR='1', LC_ALL='C.UTF-8')
BATCH = 250
RANGES = ((1, 1000, 'screen'), (1251, 2400, 'screen'), (1001, 1250, 'print'), (301, 600, 'print'), (601, 900, 'newsletter'))
VARIANTS = ('screen', 'print', 'newsletter')

WORDS = ('lamp keeper lantern harbour a of observation wick lighthouse oil north storm uninterrupted is the and to in at on by with for light tower coast '
         'year night ship bell fog stair glass brass log watch tide rock island boat supply letter office repair paint winter').split()
STRANGE = ('Leuchtturmwärterinnenverein', 'маяк', 'φάρος', '灯台守の記録', 'מגדלור', 'منارة', 'naïve—yes', '№ 5', '½', '🔦', 'C++', "it's", '"quoted words"',
           "'single'", '10 km', '3 -- 4', 'wait...', 'x--y', 'a---b', '&copy; 2024', 'co&shy;op', 'https://example.org/' + 'long/' * 14, 'n' * 90,
           'org.example.lighthouse.keeper.' * 5, '12,345.67', '100 %', 'e.g. this', 'M. Dupont', '« mot »', 'e\u0301', '\\*kept\\*', '$5', '#5')
CHARTS = {
    'bar': 'data:\n  North shore: 12\n  South: 30\n  Islands: 7', 'column': 'data: {2021: 4, 2022: 9, 2023: 7}',
    'donut': 'data:\n  Oil: 60\n  Wick: 30\n  Other: 10', 'line': 'data:\n  - [month, north, south]\n  - [May, 4, 7]\n  - [June, 9, 3]\n  - [July, 6, 8]',
    'grouped': 'data:\n  - [month, north, south]\n  - [May, 4, 7]\n  - [June, 9, 3]', 'stacked': 'data:\n  - [month, north, south]\n  - [May, 4, 7]\n  - [June, 9, 3]',
    'area': 'data:\n  - [month, north, south]\n  - [May, 4, 7]\n  - [June, 9, 3]\n  - [July, 6, 8]',
    'multiples': 'data:\n  - [month, north, south]\n  - [May, 4, 7]\n  - [June, 9, 3]\n  - [July, 6, 8]',
    'timeline': 'data:\n  2021-03: First light\n  2022: Second tower\n  2024-07-01: Third',
}
STYLES = ('base', 'kata', 'openinfra', 'bold', 'quiet')
KEYS = {
    'composition': ('sheet', 'leaflet', 'paper', 'report', None, None),
    'page.size': ('letter', None),
    'notes': ('margin', 'end', None, None),
    'page.columns': ('2', None, None),
    'page.facing': ('yes', None, None),
    'link.pages': ('yes', None, None),
    'page.text-bottom': ('420pt', '560pt', None, None, None, None),
    'body.hyphenate': ('no', None, None, None),
    'body.size': ('12pt', '9pt', None, None, None, None),
    'part.opens': ('yes', None, None),
    'composition.report-chapters': ('1', None, None),
    'contents': ('none', 'page', None, None),
    'lead.from': ('none', 'description', None, None),
    'cover': ('field', 'rule', 'plain', 'type', 'none', None, None, None),
    'back': ('no', None, None, None),
    'link.addresses': ('end', 'none', None, None, None),
    'body.align': ('ragged', None, None),
    'chapter.opens': ('yes', None, None, None),
    'contents.listed.min': ('1', None, None, None),
    'columns.heading-spans': ('0', '2', None, None, None),
}
LABELS = ('North shore', 'South', 'Islands', 'Oil and wick of the lamp', 'Leuchtturmwärterinnenverein', 'маяк', 'naïve—yes', 'n' * 70, 'a "quoted" label', '2021')


def words(rng, least, most):
    return ' '.join(rng.choice(WORDS) for _ in range(rng.randint(least, most)))


def behind(first, rest, text):
    return first + text.replace('\n', '\n' + rest)


class Maker:
    """A document: a list of blocks, and what they need at its end."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.seed = seed
        self.notes = []
        self.ids = []
        self.front = self.make_front()
        self.blocks = [self.block(0) for _ in range(self.rng.choice((1, 2, 4, 8, 8, 16, 30)))]

    def make_front(self):
        rng = self.rng
        style = rng.choice(STYLES)
        keys = ['%s: %s' % (key, value) for key, values in KEYS.items() for value in [rng.choice(values)] if value]
        front = ['title: ' + words(rng, 1, rng.choice((2, 5, 14, 30))).capitalize(), 'lang: ' + rng.choice(('en', 'en', 'en', 'de', 'fr', 'cs', 'ru'))]
        front += ['subtitle: ' + words(rng, 2, 14)] if rng.random() < 0.3 else []
        front += ['author: [%s]' % ', '.join(words(rng, 2, 3).title() for _ in range(rng.randint(1, 5)))] if rng.random() < 0.4 else []
        front += ['date: 2024-03-0%d' % rng.randint(1, 9)] if rng.random() < 0.6 else []
        front += ['description: ' + words(rng, 8, 40).capitalize() + '.'] if rng.random() < 0.3 else []
        front += ['style: ' + style] if style != 'base' else []
        front += ['recto:'] + ['  ' + key for key in keys] if keys else []
        return '---\n' + '\n'.join(front) + '\n---\n\n'

    # ---- inline ----

    def inline(self, deep=False):
        rng = self.rng
        kind = rng.random()
        if kind < 0.55 or deep:
            return words(rng, 1, 9)
        if kind < 0.63:
            return rng.choice(STRANGE)
        makers = (
            lambda: '**%s**' % self.inline(True), lambda: '*%s*' % self.inline(True), lambda: '`%s`' % words(rng, 1, 3), lambda: '~~%s~~' % words(rng, 1, 2),
            lambda: '`%s`' % ('std::lamp_' * rng.randint(1, 14)), lambda: '<kbd>Ctrl</kbd>+<kbd>%s</kbd>' % rng.choice('ABC'),
            lambda: 'H<sub>2</sub>O', lambda: 'x<sup>2</sup>', lambda: '<u>%s</u>' % words(rng, 1, 2), lambda: '<small>%s</small>' % words(rng, 1, 3),
            lambda: '[%s](https://example.org/%d)' % (self.inline(True), rng.randint(1, 9)), lambda: '<https://example.org/%s>' % '/'.join(words(rng, 1, 4).split()),
            lambda: '[%s](#%s)' % (words(rng, 1, 3), rng.choice(self.ids or ['nowhere'])), self.mark, self.mark,
            lambda: '![%s](pictures/%s)' % (words(rng, 0, 4), rng.choice(('hills.png', 'palette-clear.png', 'missing.png'))),
            lambda: '<span lang="de">%s</span>' % rng.choice(('Leuchtturm', 'der Wärter')), lambda: '`spark: %s`' % ' '.join(str(rng.randint(0, 9)) for _ in range(6)),
            lambda: '<br>' + words(rng, 1, 3), lambda: '  \n' + words(rng, 1, 4), lambda: '\n' + words(rng, 1, 4), lambda: '[](https://example.org/empty)',
            lambda: '<abbr title="%s">LH</abbr>' % words(rng, 2, 3), lambda: '<q>%s</q>' % words(rng, 1, 3), lambda: '***%s***' % words(rng, 1, 2))
        return rng.choice(makers)()

    def mark(self):
        if len(self.notes) > 12:
            return words(self.rng, 1, 2)
        number = len(self.notes)
        self.notes.append(None)
        paragraphs = [self.line(self.rng.choice((2, 3, 8)))]
        if self.rng.random() < 0.2:
            paragraphs.append(self.rng.choice(('- one\n- two', '> quoted words', '```\ncode in a note\n```', words(self.rng, 3, 20), self.table(), self.picture(), self.chart(),
                                               self.figures(), self.code(), self.html(), self.callout(), self.definition())))
        self.notes[number] = '\n\n'.join(paragraphs)
        return '[^n%d]' % number

    def line(self, most):
        text = ' '.join(self.inline() for _ in range(self.rng.randint(1, most)))
        return re.sub(r'\s*\n\s*', ' ', text)

    def paragraph(self):
        text = ' '.join(self.inline() for _ in range(self.rng.choice((1, 3, 6, 12, 25))))
        return re.sub(r'\n[ ]*(?=[-+*#>=0-9])', ' ', text.strip()) or 'words'

    # ---- blocks ----

    def block(self, depth):
        rng = self.rng
        if depth < 3 and rng.random() < (0.25 if depth == 0 else 0.35):
            return self.container(depth)
        makers = (self.paragraph, self.paragraph, self.paragraph, self.heading, self.heading, self.list, self.table, self.table, self.code, self.picture, self.chart,
                  self.figures, self.rule, self.html, self.pull, self.pictures, self.definition, self.side, self.callout)
        return rng.choice(makers)()

    def container(self, depth):
        rng = self.rng
        text = '\n\n'.join(self.block(depth + 1) for _ in range(rng.randint(1, 3)))
        kind = rng.randrange(13)
        if kind == 0:
            return behind('> ', '> ', text)
        if kind == 1:
            return '- ' + words(rng, 1, 5) + '\n\n' + behind('  ', '  ', text) + '\n\n- ' + words(rng, 1, 9)
        if kind == 2:
            return behind('1. ', '   ', text)
        if kind == 3:
            return '> [!%s]\n' % rng.choice(('NOTE', 'TIP', 'IMPORTANT', 'WARNING', 'CAUTION')) + behind('> ', '> ', text)
        if kind == 4:
            return '<div class="%s">\n\n%s\n\n</div>' % (rng.choice(('box', 'columns', 'columns', 'side', 'wide', 'landscape', 'pull')), text)
        if kind == 5:
            return '- ' + words(rng, 1, 3) + '\n\n  - ' + words(rng, 1, 3) + '\n\n' + behind('    ', '    ', text)
        if kind == 6:
            return '<details>\n<summary>%s</summary>\n\n%s\n\n</details>' % (words(rng, 1, 4), text)
        if kind == 7:
            return 'Term\n\n: ' + text.replace('\n', '\n  ')
        if kind == 8:
            return '<table>\n<tr><td>\n\n%s\n\n</td><td>%s</td></tr>\n</table>' % (text, words(rng, 1, 5))
        if kind == 9:
            return '<ul>\n<li>\n\n%s\n\n</li>\n<li>%s</li>\n</ul>' % (text, words(rng, 1, 5))
        if kind == 10:
            return '- [%s] ' % rng.choice(' x') + words(rng, 1, 5) + '\n\n' + behind('  ', '  ', text)
        if kind == 11 and len(self.notes) < 12:
            self.notes.append(words(rng, 1, 4) + '\n\n' + text)
            return words(rng, 1, 4) + '[^n%d]' % (len(self.notes) - 1)
        return '<blockquote>\n\n%s\n\n</blockquote>' % text

    def heading(self):
        rng = self.rng
        level = rng.choice((1, 1, 2, 2, 2, 3, 3, 4, 5, 6))
        text = rng.choice((words(rng, 1, 4), words(rng, 1, 4), words(rng, 8, 30), self.line(3))).strip()
        name = 'place-%d' % len(self.ids)
        self.ids.append(name)
        return '#' * level + ' ' + (text or 'Lamp') + rng.choice((' {#%s}' % name, ' {#%s .unnumbered}' % name, ' {#%s}' % name, ' {#%s .part}' % name, ' {#%s .columns}' % name)) + '\n\n' + self.paragraph()

    def list(self):
        rng = self.rng
        mark = rng.choice(('- ', '* ', '1. ', '7. ', '- [ ] ', '- [x] '))
        indent = ' ' * (3 if mark[0].isdigit() else 2)
        items = [mark + self.paragraph().replace('\n', '\n' + indent) for _ in range(rng.randint(1, 5))]
        if rng.random() < 0.3:
            items.append(mark + words(rng, 1, 3) + '\n' + indent + '- ' + words(rng, 1, 9))
        return rng.choice(('\n', '\n\n')).join(items)

    def table(self):
        rng = self.rng
        columns, most = rng.choice((1, 2, 3, 3, 4, 6, 9)), rng.choice((1, 2, 4, 8))
        rows = [[self.cell(most) for _ in range(columns + (rng.random() < 0.05))] for _ in range(rng.choice((1, 2, 4, 12)))]
        head = [rng.choice((words(rng, 1, 2), words(rng, 1, 2), '')) for _ in range(columns)]
        lines = ['| ' + ' | '.join(row) + ' |' for row in [head] + rows]
        lines.insert(1, '|' + '|'.join(rng.choice(('---', ':--', ':-:', '--:')) for _ in range(columns)) + '|')
        caption = rng.choice(('', '', '', 'Table: ' + words(rng, 2, 12) + '\n\n'))
        return caption + '\n'.join(lines) + rng.choice(('', '', '', '', '\n{.wide}', '\n{.landscape}'))

    def cell(self, most):
        rng = self.rng
        kind = rng.random()
        if kind < 0.3:
            return rng.choice(('', '12', '1,234.5', '-7', '99 %', '$3.50', 'n/a', '2024'))
        return re.sub(r'\s+', ' ', self.line(most)).replace('|', '/')

    def code(self):
        rng = self.rng
        lines = [rng.choice(('', 'ls', '    if lamp:', 'recto build --set page.columns=2 ' + words(rng, 1, 30), '# ' + words(rng, 1, 9), 'x' * rng.choice((10, 120, 400)),
                             'echo "%s" \\' % words(rng, 1, 4), '\tindented', 'שלום # ' + words(rng, 1, 2), 'naïve = "✓"')) for _ in range(rng.choice((1, 3, 8, 40)))]
        return '```%s\n%s\n```' % (rng.choice(('', 'sh', 'python', 'c', 'console', 'nothing')), '\n'.join(lines))

    def picture(self):
        rng = self.rng
        name = rng.choice(('hills.png', 'hills.png', 'hills-tall.png', 'landscape.png', 'turned-6.jpg', 'palette.png', 'missing.png', 'drawing.svg'))
        title = rng.choice(('', '', ' "%s"' % words(rng, 2, 14)))
        attributes = rng.choice(('', '', '', '{width=90}', '{width=50%}', '{.decorative}', '{.wide}', '{.landscape}', '{.side}'))
        text = '![%s](pictures/%s%s)%s' % (words(rng, 0, 5), name, title, attributes)
        return rng.choice((text, text, '[%s](https://example.org/p)' % text, words(rng, 1, 9) + ' ' + text + ' ' + words(rng, 1, 9), text + '\n' + words(rng, 1, 9),
                           text + '\n\n' + self.caption(), text + '\\\n' + self.caption(), self.caption() + '\n\n' + text,
                           self.paragraph() + '\n' + text + '\n' + self.paragraph()))

    def caption(self):
        line = self.line(3)
        return self.rng.choice(('*%s*', '**%s**', '*Image: %s*', 'Figure 1.3 %s', 'Photo: %s', '[%s](https://example.org/photo)', '*[Source](https://example.org/source): %s*')) % line

    def pictures(self):
        return ' '.join('![%s](pictures/%s)' % (words(self.rng, 1, 3), self.rng.choice(('hills.png', 'hills-tall.png', 'palette.png', 'drawing.svg'))) for _ in range(self.rng.randint(2, 5)))

    def chart(self):
        kind = self.rng.choice(sorted(CHARTS))
        rng = self.rng
        head = ''.join('%s: %s\n' % (key, words(rng, 1, most)) for key, most in (('title', 8), ('title', 30), ('unit', 2), ('source', 6)) if rng.random() < 0.4 and (key, most) != ('title', 30) or
                       (key, most) == ('source', 6) and rng.random() < 0.1)
        return '```chart\ntype: %s\n%s%s\n```' % (kind, head + rng.choice(('', '', 'unit: "%"\n', 'unit: "€"\n') if 'unit:' not in head else ('',)), self.data(kind))

    def data(self, kind):
        """The one small set of data of the kind, or larger ones with labels of every length."""
        rng = self.rng
        if rng.random() < 0.4:
            return CHARTS[kind]
        if kind == 'timeline':
            return 'data:\n' + '\n'.join('  %d-%02d: %s' % (2001 + i, rng.randint(1, 12), words(rng, 1, 9)) for i in range(rng.choice((1, 2, 5, 12))))
        series = 1 if kind in ('bar', 'column', 'donut') else rng.choice((1, 2, 3, 5))
        size = rng.choice((0, 1, 1, 1000, 1e7))
        rows = [[label, *(round(rng.random() * 90 * size) + rng.choice((0, 1, 0.5)) for _ in range(series))]
                for label in rng.sample(LABELS, rng.choice((1, 2, 5, 9)))]
        return 'data:\n' + '\n'.join('  - ' + json.dumps(row, ensure_ascii=False) for row in [['label', *rng.sample(LABELS, series)], *rows])

    def figures(self):
        return '```figures\n%s\n```' % '\n'.join('- {value: "%s", label: %s}' % (self.rng.choice(('11', '1,683', '$4.7M', '99.5 %')), words(self.rng, 1, 6))
                                               for _ in range(self.rng.choice((1, 2, 3, 4, 6, 9))))

    def rule(self):
        return self.rng.choice(('***', '<!-- pagebreak -->', '---\n\n' + words(self.rng, 1, 5)))

    def html(self):
        rng = self.rng
        return rng.choice((
            '<p align="center">%s</p>' % words(rng, 1, 9), '<table><tr><th>%s</th><th>%s</th></tr><tr><td rowspan="2">%s</td><td>%s</td></tr><tr><td>%s</td></tr></table>' %
            tuple(words(rng, 1, 4) for _ in range(5)), '<figure><img src="pictures/hills.png" alt="%s"><figcaption>%s</figcaption></figure>' % (words(rng, 1, 3), words(rng, 1, 9)),
            '<ul><li>%s</li><li>%s</li></ul>' % (words(rng, 1, 4), words(rng, 1, 9)), '<div><p>%s</p><p>%s</p></div>' % (words(rng, 1, 4), words(rng, 1, 9)),
            '<dl><dt>%s</dt><dd>%s</dd></dl>' % (words(rng, 1, 2), words(rng, 1, 9)), '<pre>%s\n%s</pre>' % (words(rng, 1, 4), words(rng, 1, 4)), '<!-- %s -->' % words(rng, 1, 4),
            '<table>%s</table>' % ''.join('<tr>%s</tr>' % ''.join('<td>%s</td>' % self.line(2) for _ in range(3)) for _ in range(rng.choice((1, 3, 30)))),
            '<table><tr><td><b>%s</b></td><td><b>%s</b></td></tr><tr><td>%s %s</td><td>%s</td></tr></table>' % (*(words(rng, 1, 2) for _ in range(4)), self.mark()),
            '<p>%s %s</p>' % (words(rng, 1, 4), self.mark()), '<div style="page-break-%s: always"></div>' % rng.choice(('before', 'after')),
            '<p style="break-before: page">%s</p>' % words(rng, 1, 6), '<h2>%s</h2>\n\n%s' % (words(rng, 1, 4), words(rng, 1, 9)),
            '<video src="https://example.org/film.mp4"></video>', '<center><img src="pictures/drawing.svg" alt="%s" width="80"><br><em>%s</em></center>' % (words(rng, 1, 3), words(rng, 1, 6)),
            '**%s**\n\n%s' % (words(rng, 1, 5), self.paragraph()), '## About %s\n\n%s' % (words(rng, 1, 3), self.paragraph())))

    def pull(self):
        return '> %s\n{.pull%s}' % (words(self.rng, 3, 14), self.rng.choice(('', ' .side')))

    def side(self):
        return words(self.rng, 3, self.rng.choice((9, 40))) + '\n{.side}'

    def callout(self):
        return '> [!%s]\n> %s' % (self.rng.choice(('NOTE', 'TIP', 'WARNING')), self.line(5))

    def definition(self):
        return '%s\n: %s' % (words(self.rng, 1, 2), words(self.rng, 1, 12))

    def text(self, blocks=None):
        notes = ''.join('[^n%d]: %s\n\n' % (i, note.replace('\n', '\n    ')) for i, note in enumerate(self.notes) if note)
        return self.front + '\n\n'.join(self.blocks if blocks is None else blocks) + '\n\n' + notes


# ---- judging ----

FAULT = re.compile(r'^(?:.*/)?w(\d+)\.md(?::\d+)*: error: (.*)$|^recto: error: (.*)$', re.M)


def run(folder, names, variant):
    return subprocess.run([RECTO, 'check', '--variant', variant, *names], cwd=folder, env=ENVIRONMENT, capture_output=True, timeout=3000)


def judge_one(folder, text, variant):
    """Returns the faults of one document, as a list of messages."""
    with open(os.path.join(folder, 'w0.md'), 'w', encoding='utf-8') as file:
        file.write(text)
    result = run(folder, ['w0.md'], variant)
    if result.returncode == 0:
        return []
    return [line for line in result.stderr.decode('utf-8', 'replace').splitlines() if ' error: ' in line] or ['exit %d' % result.returncode]


def shrink(folder, maker, variant):
    """The fewest blocks that are still wrong."""
    blocks, tries = list(maker.blocks), 0
    i = 0
    while i < len(blocks) and tries < 60:
        fewer = blocks[:i] + blocks[i + 1:]
        tries += 1
        if judge_one(folder, maker.text(fewer), variant):
            blocks = fewer
        else:
            i += 1
    return maker.text(blocks)


def check_batch(first, last, variant):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(PICTURES, os.path.join(folder, 'pictures'))
        names = []
        for seed in range(first, last + 1):
            names.append('w%d.md' % seed)
            with open(os.path.join(folder, names[-1]), 'w', encoding='utf-8') as file:
                file.write(Maker(seed).text())
        result = run(folder, names, variant)
        if result.returncode == 0:
            return []
        reports = []
        for seed in range(first, last + 1):
            maker = Maker(seed)
            wrong = judge_one(folder, maker.text(), variant)
            if wrong:
                small = shrink(folder, maker, variant)
                reports.append('seed %d, --variant %s:\n%s\n----\n%s' % (seed, variant, '\n'.join(judge_one(folder, small, variant)[:4]), small))
            if len(reports) >= 3:
                break
        return reports or ['seeds %d to %d, --variant %s: exit %d, but no document alone fails' % (first, last, variant, result.returncode)]


def check_many(batches):
    reports = [report for first, last, variant in batches for report in check_batch(first, last, variant)]
    assert not reports, '\n\n'.join(reports)


def main():
    if len(sys.argv) > 3:
        first, last = int(sys.argv[2]), int(sys.argv[3])
        variants = sys.argv[4:] or VARIANTS
        batches = [(at, min(at + BATCH - 1, last), variants[at // BATCH % len(variants)]) for at in range(first, last + 1, BATCH)]
        wrong = 0
        with concurrent.futures.ThreadPoolExecutor(int(os.environ.get('JOBS', '1'))) as pool:
            for reports in pool.map(lambda batch: check_batch(*batch), batches):
                for report in reports:
                    wrong += 1
                    print(report, flush=True)
        print('%d documents, %d wrong' % (last - first + 1, wrong))
        sys.exit(wrong > 0)
    tests = []
    for first, last, variant in RANGES:
        for at in range(first, last + 1, BATCH):
            batch = (at, min(at + BATCH - 1, last), variant)
            tests.append(('documents made up from seeds %d to %d are whole on their pages, for %s' % batch, lambda b=batch: check_many([b])))
    tap.run(tests)


main()
