#!/usr/bin/env python3
"""evenness.py [--recto PROGRAM] [--typst PROGRAM] [--measure PT] [--size PT] [--leading PT] [--keep DIR] [--only NAMES] FILE.md…

How evenly recto, LuaLaTeX with microtype, Typst and WeasyPrint set the same paragraphs in the same face at the same measure, as a Markdown table.
Of each file the running paragraphs are taken, bare of markup, and every program that is found gets just these words, Source Serif 4, justified and
hyphenated by the file's language (lang: in its front matter, else English), every paragraph but the first indented. What a line came out as is read
from the word boxes of the PDF (poppler's pdftotext -bbox-layout), the same way for all.

  lines       lines of text
  justified   share of the lines that are no paragraph's last which reach the right edge; below 95 % the other figures say little
  spaces      standard deviation of the word spaces over their mean
  loose       share of justified lines whose spaces are wider than 0.4 em on average
  hyphens     share of lines, no paragraph's last, that end in a hyphen
  ladder      most such lines in a row"""

import argparse
import html
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

FACE = 'Source Serif 4'
FONTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'fonts')
BABEL = {'en': 'english', 'de': 'ngerman', 'fr': 'french', 'es': 'spanish', 'pl': 'polish', 'cs': 'czech', 'it': 'italian', 'pt': 'portuguese'}


# ---- words of a file

def bare(text):
    text = html.unescape(text)
    text = re.sub(r'<[^<>]*>|\{[^{}]*\}', '', text)
    text = re.sub(r'!\[[^\]]*\]\([^)]*\)', '', text)
    text = re.sub(r'\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])', r'\1', text)
    text = re.sub(r'\\([^\w\s])', r'\1', text)
    text = re.sub(r'[*_`#~^\\$|@<>{}&%]', '', text)
    text = text.replace(' "', ' “').replace('("', '(“').replace('"', '”').replace("'", '’').replace('--', '–')
    text = re.sub(r'^”', '“', text.strip())
    return re.sub(r'[ \t\n]+', ' ', text)


def paragraphs(markdown):
    """Paragraphs of at least a dozen words that are no heading, list, table, quote, code or HTML."""
    markdown = re.sub(r'\A---\n.*?\n---\n', '', markdown, flags=re.S)
    markdown = re.sub(r'^(```|~~~).*?^\1.*?$', '', markdown, flags=re.S | re.M)
    markdown = re.sub(r'^<(aside|table|figure|div)\b.*?^</\1>', '', markdown, flags=re.S | re.M)
    found = []
    for block in re.split(r'\n\s*\n', markdown):
        if re.match(r'\s*([#>|<+!]|[-*]\s|\d+[.)]\s|    |\[[^\]]+\]:)', block) or re.search(r'^\s*[|]|^[-=]{3,}\s*$', block, re.M):
            continue
        text = bare(block)
        if len(text.split()) >= 12:
            found.append(text)
    return found


def language(markdown):
    found = re.search(r'\A---\n(?:.*\n)*?lang:\s*["\']?([a-z]{2})', markdown)
    return found.group(1) if found else 'en'


# ---- the programs: each writes OUT.pdf of the paragraphs

class Setting:
    def __init__(self, arguments, lang):
        self.measure, self.size, self.leading, self.lang = arguments.measure, arguments.size, arguments.leading, lang
        self.recto, self.typst = arguments.recto, arguments.typst


def run(command, **more):
    done = subprocess.run(command, capture_output=True, text=True, **more)
    if done.returncode:
        raise RuntimeError('%s: %s' % (command[0], (done.stderr or done.stdout)[-400:]))
    return done.stdout


def with_recto(texts, setting, stem):
    right = 546.0
    with open(stem + '.md', 'w', encoding='utf-8') as out:
        out.write('---\nlang: %s\ntitle: Evenness\n---\n\n' % setting.lang)
        out.write('\n\n'.join(re.sub(r'([*_`\[\]<>#~\\])', r'\\\1', text) for text in texts) + '\n')
    run([setting.recto, stem + '.md', '-o', stem + '.pdf', '--style', 'base', '--pdf-standard', 'none', '--set', 'composition=paper', '--set', 'lead.max-words=0',
         '--set', 'body.size=%gpt' % setting.size, '--set', 'body.leading=%gpt' % setting.leading, '--set', 'page.unit=%gpt' % setting.leading,
         '--set', 'page.column=%gpt' % (right - setting.measure)])


def with_lualatex(texts, setting, stem):
    clean = [re.sub(r'([#$%&_{}])', r'\\\1', text.replace('\\', ' ').replace('~', ' ').replace('^', ' ')) for text in texts]
    with open(stem + '.tex', 'w', encoding='utf-8') as out:
        out.write(r'\documentclass{article}\usepackage[paperwidth=595bp,paperheight=842bp,textwidth=%gbp,textheight=672bp]{geometry}' % setting.measure)
        out.write(r'\usepackage[%s]{babel}\usepackage{fontspec}' % BABEL.get(setting.lang, 'english'))
        out.write(r'\setmainfont[Path=%s/,Ligatures=TeX]{SourceSerif4-400.ttf}\usepackage{microtype}\pagestyle{empty}' % os.path.realpath(FONTS))
        out.write(r'\parindent14bp\parskip0pt\begin{document}\fontsize{%gbp}{%gbp}\selectfont' % (setting.size, setting.leading) + '\n\\noindent ')
        out.write('\n\n'.join(clean) + '\n\\end{document}\n')
    run(['lualatex', '-interaction=batchmode', '-halt-on-error', os.path.basename(stem) + '.tex'], cwd=os.path.dirname(stem))


def with_typst(texts, setting, stem):
    with open(stem + '.typ', 'w', encoding='utf-8') as out:
        out.write('#set page(width: 595pt, height: 842pt, margin: (left: 56pt, right: %gpt, y: 84pt))\n' % (595 - 56 - setting.measure))
        out.write('#set text(font: "%s", size: %gpt, lang: "%s", hyphenate: true)\n' % (FACE, setting.size, setting.lang))
        out.write('#set par(justify: true, leading: %gpt, spacing: %gpt, first-line-indent: 14pt)\n\n' % (setting.leading * 0.5, setting.leading * 0.5))
        out.write('\n\n'.join(re.sub(r'([\\#$*_`<>@~\[\]/+=-])', r'\\\1', text) for text in texts) + '\n')
    run([setting.typst, 'compile', '--ignore-system-fonts', '--font-path', FONTS, stem + '.typ', stem + '.pdf'])


def with_weasyprint(texts, setting, stem):
    with open(stem + '.html', 'w', encoding='utf-8') as out:
        out.write('<!DOCTYPE html><html lang="%s"><meta charset="utf-8"><style>' % setting.lang)
        out.write('@font-face{font-family:S;src:url("file://%s/SourceSerif4-400.ttf")}' % os.path.realpath(FONTS))
        out.write('@page{size:595pt 842pt;margin:84pt %gpt 84pt 56pt}p{margin:0;text-indent:14pt}p:first-child{text-indent:0}' % (595 - 56 - setting.measure))
        out.write('body{margin:0;font:%gpt/%gpt S;text-align:justify;hyphens:auto}</style>' % (setting.size, setting.leading))
        out.write(''.join('<p>%s</p>' % html.escape(text) for text in texts))
    run(['weasyprint', '-q', stem + '.html', stem + '.pdf'])


def version(command, pattern=r'\d+(?:\.\d+)+'):
    found = re.search(pattern, run(command))
    return found.group(0) if found else '?'


def programs(arguments):
    """(name, version, what sets) of each program that is there."""
    luatex = 'lualatex' if shutil.which('lualatex') else None
    weasyprint = 'weasyprint' if shutil.which('weasyprint') else None
    typst = shutil.which(arguments.typst)
    every = [('recto', shutil.which(arguments.recto) and version([arguments.recto, '--version']), with_recto),
             ('LuaLaTeX + microtype', luatex and version(['lualatex', '--version'], r'\d+\.\d+\.\d+'), with_lualatex),
             ('Typst', typst and version([arguments.typst, '--version']), with_typst),
             ('WeasyPrint', weasyprint and version(['weasyprint', '--version'], r'\d+(?:\.\d+)*'), with_weasyprint)]
    wanted = arguments.only.lower().split(',') if arguments.only else None
    return [one for one in every if one[1] and (not wanted or any(one[0].lower().startswith(name) for name in wanted))]


# ---- what a PDF's lines came out as

def words_of(pdf):
    page, words = 0, []
    for mark, attributes, text in re.findall(r'<(page|word)\b([^>]*)>([^<]*)', run(['pdftotext', '-bbox-layout', pdf, '-'])):
        if mark == 'page':
            page += 1
            continue
        left, top, right, bottom = (float(value) for value in re.findall(r'"([-\d.]+)"', attributes)[:4])
        words.append((page, left, top, right, bottom, html.unescape(text)))
    return words


def lines_of(pdf, size):
    """Lines of the text's size: the words of each, from left to right. Cover, margin and foot line are smaller or larger."""
    heights = [round(word[4] - word[2], 1) for word in words_of(pdf)]
    usual = statistics.mode(heights)
    rows = {}
    for word in words_of(pdf):
        if abs(word[4] - word[2] - usual) < 0.3:
            rows.setdefault((word[0], round(word[4] * 2) / 2), []).append(word)
    lines = []
    for key in sorted(rows):
        if lines and lines[-1][0][0] == key[0] and abs(lines[-1][0][4] - rows[key][0][4]) < size / 4:
            lines[-1] += rows[key]
        else:
            lines.append(rows[key])
    return [sorted(line, key=lambda word: word[1]) for line in lines]


def figures(pdf, measure, size):
    lines = lines_of(pdf, size)
    left = statistics.mode(round(line[0][1]) for line in lines)
    right = left + measure
    spaces, loose, justified, hyphens, run_of, ladder = [], 0, 0, 0, 0, 0
    inner = 0
    for line, after in zip(lines, lines[1:]):
        if after[0][1] > left + 7:  # the next line begins a paragraph
            run_of = 0
            continue
        inner += 1
        hyphen = line[-1][5].endswith(('-', '\u2010', '\u00ad'))
        run_of = run_of + 1 if hyphen else 0
        ladder, hyphens = max(ladder, run_of), hyphens + hyphen
        gaps = [b[1] - a[3] for a, b in zip(line, line[1:]) if b[1] > a[3]]
        if abs(line[-1][3] - right) > 4 or len(gaps) < 2:
            continue
        justified += 1
        spaces += gaps
        loose += statistics.mean(gaps) > 0.4 * size
    return {'lines': len(lines), 'justified': justified / max(1, inner), 'spaces': statistics.pstdev(spaces) / statistics.mean(spaces),
            'loose': loose / max(1, justified), 'hyphens': hyphens / max(1, inner), 'ladder': ladder}


def row_of(name, program, every):
    mean = {key: statistics.mean(one[key] for one in every) for key in ('justified', 'spaces', 'loose', 'hyphens')}
    return '| %s | %s | %d | %.0f %% | %.3f | %.1f %% | %.1f %% | %d |' % (
        name, program, sum(one['lines'] for one in every), 100 * mean['justified'], mean['spaces'], 100 * mean['loose'], 100 * mean['hyphens'],
        max(one['ladder'] for one in every))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--recto', default=os.path.join(os.path.dirname(__file__), '..', 'build', 'recto'))
    parser.add_argument('--typst', default='typst')
    parser.add_argument('--measure', type=float, default=322)
    parser.add_argument('--size', type=float, default=10.5)
    parser.add_argument('--leading', type=float, default=14)
    parser.add_argument('--keep', help='folder that keeps what was made')
    parser.add_argument('--only', help='of the programs, these (recto,lualatex,typst,weasyprint)')
    parser.add_argument('--brief', action='store_true', help='only the rows of all files of a language together')
    parser.add_argument('files', nargs='+')
    arguments = parser.parse_args()
    folder = os.path.abspath(arguments.keep or tempfile.mkdtemp())
    os.makedirs(folder, exist_ok=True)
    together = {}
    found = programs(arguments)
    print('%s; %g/%g pt on %g pt\n' % (', '.join('%s %s' % one[:2] for one in found), arguments.size, arguments.leading, arguments.measure))
    print('| text | program | lines | justified | spaces | loose | hyphens | ladder |\n|---|---|---|---|---|---|---|---|')
    for path in arguments.files:
        with open(path, encoding='utf-8', errors='replace') as file:
            markdown = file.read()
        texts, setting = paragraphs(markdown), Setting(arguments, language(markdown))
        name = os.path.splitext(os.path.basename(path))[0]
        for program, _, work in found:
            stem = os.path.join(folder, '%s.%s' % (name, program.split()[0].lower()))
            try:
                work(texts, setting, stem)
                one = figures(stem + '.pdf', arguments.measure, arguments.size)
            except (RuntimeError, statistics.StatisticsError) as error:
                print('%s: %s: %s' % (path, program, error), file=sys.stderr)
                continue
            for group in (setting.lang, 'all'):
                together.setdefault(group, {}).setdefault(program, []).append(one)
            if not arguments.brief:
                print(row_of('%s, %d words' % (name[:40], sum(len(text.split()) for text in texts)), program, [one]), flush=True)
    for group in sorted(together, key=lambda group: (group == 'all', group)):
        for program, every in together[group].items():
            print(row_of('**%s, %d texts**' % (group, len(every)), program, every))
    if not arguments.keep:
        shutil.rmtree(folder)


if __name__ == '__main__':
    main()
