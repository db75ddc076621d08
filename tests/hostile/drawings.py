"""SVG files that reach for other files, never end, or are large in memory. Each run ends with a PDF, and with a finding at the picture's line
where the drawing is not what its file says."""

import base64
import os
import re
import struct
import subprocess
import tempfile
import zlib

import bounds

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SECRET = 'QQSECRETQQ'
PLAIN = '<rect width="40" height="40" fill="#183"/>'


def svg(body, head='', size='width="200" height="120"'):
    return '%s<svg %s %s>%s</svg>' % (head, NS, size, body)


def png(width, height):
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    packer = zlib.compressobj(9)
    rows = b''.join(packer.compress(bytes(1 + (width + 7) // 8)) for _ in range(height)) + packer.flush()
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 1, 0, 0, 0, 0)) + chunk(b'IDAT', rows)
            + chunk(b'IEND', b''))


def data(content, kind):
    return 'data:%s;base64,%s' % (kind, base64.b64encode(content if isinstance(content, bytes) else content.encode()).decode())


def report(*names):
    return '---\ntitle: The hedge\nlang: en\n---\n\nBefore.\n\n' + ''.join('![A hedge](%s)\n\n' % name for name in names) + 'After.\n'


def findings(drawing, *codes, cpu=6, memory=250, **files):
    """Builds a report with one drawing and asserts the findings at its line, all of them."""
    text = {name.replace('__', '.'): content for name, content in files.items()}
    result = bounds.build({'report.md': report('d.svg'), 'd.svg': drawing, **text}, cpu=cpu, memory=memory, exits=(0,))
    assert result.codes() == set(codes), '%s instead of %s\n%s' % (result.codes(), codes, result)
    lines = re.findall(r'^(\S+?):(\d+):', result.stderr, re.M)
    assert set(lines) <= {('report.md', '8')}, str(result)
    return result


# ---- nothing outside the file ----

def assert_nothing_leaks(drawing, name='secret.txt', content=SECRET):
    """`drawing` names FOLDER/secret.txt in some way. A black square is drawn for each of its letters that gets through."""
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, 'project'))
        with open(os.path.join(folder, name), 'w') as file:
            file.write(content)
        inside = os.path.join(folder, 'project')
        for path, text in (('recto.yaml', 'lang: en\n'), ('report.md', report('d.svg', data(drawing.replace('FOLDER', folder), 'image/svg+xml'))),
                           ('d.svg', drawing.replace('FOLDER', folder))):
            with open(os.path.join(inside, path), 'w') as file:
                file.write(text)
        result = bounds.recto('report.md', '-o', 'out.pdf', cwd=inside, cpu=4, exits=(0,))
        bounds.recto('report.md', '-f', 'png', '-o', 'out.png', cwd=inside, cpu=6, exits=(0,))
        bounds.check_pdf(os.path.join(inside, 'out.pdf'))
        # The same drawing without what it reaches for is the same to the pixel.
        with open(os.path.join(folder, name), 'w') as file:
            file.write('')
        bounds.recto('report.md', '-f', 'png', '-o', 'empty.png', cwd=inside, cpu=6, exits=(0,))
        for page in (n for n in os.listdir(inside) if re.match(r'out-\d+\.png$', n)):
            pair = [open(os.path.join(inside, n), 'rb').read() for n in (page, page.replace('out', 'empty'))]
            assert pair[0] == pair[1], 'the secret is on page %s\n%s' % (page, result)
        plain = subprocess.run(['qpdf', '--qdf', '--object-streams=disable', 'out.pdf', '-'], cwd=inside, capture_output=True).stdout
        assert SECRET.encode() not in plain, 'the secret is in the PDF'
        return result


def text(content, attributes=' font-size="20"'):
    return '<text y="40"%s>%s</text>' % (attributes, content)


def entities():
    for head in ('<!DOCTYPE svg [<!ENTITY x SYSTEM "../secret.txt">]>', '<!DOCTYPE svg [<!ENTITY x SYSTEM "file://FOLDER/secret.txt">]>',
                 '<!DOCTYPE svg [<!ENTITY x SYSTEM "FOLDER/secret.txt">]>', '<!DOCTYPE svg [<!ENTITY x PUBLIC "-//X//Y" "../secret.txt">]>',
                 '<?xml version="1.0" standalone="no"?><!DOCTYPE svg [<!ENTITY y SYSTEM "../secret.txt"><!ENTITY x "&y;">]>'):
        result = assert_nothing_leaks(svg(text('(&x;)'), head))
        assert result.codes() == {'svg-outside'}, str(result)


def parameter_entities():
    for head, name, content in (
            ('<!DOCTYPE svg [<!ENTITY % p SYSTEM "../secret.txt"> %p;]>', 'secret.txt', '<!ENTITY x "%s">' % SECRET),
            ('<!DOCTYPE svg SYSTEM "../secret.txt">', 'secret.txt', '<!ENTITY x "%s">' % SECRET),
            ('<!DOCTYPE svg SYSTEM "../secret.txt" [<!ENTITY % p SYSTEM "file://FOLDER/secret.txt"> %p;]>', 'secret.txt',
             '<!ENTITY x "%s">' % SECRET)):
        assert_nothing_leaks(svg(PLAIN + text('(&x;)'), head), name, content)


def other_ways_out():
    rule = 'text{font-size:90px}rect{fill:#f00}'
    for drawing in (svg(PLAIN, '<?xml-stylesheet href="../secret.txt" type="text/css"?>'),
                    svg('<style>@import "../secret.txt";</style>' + PLAIN), svg('<style>@\\69mport url(../secret.txt);</style>' + PLAIN),
                    svg(text('(<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="../secret.txt" parse="text"/>)')),
                    svg('<use href="../secret.txt#a"/>' + PLAIN), svg('<image width="9" height="9" href="../secret.txt"/>' + PLAIN),
                    svg('<image width="9" height="9" xlink:href="file://FOLDER/secret.txt"/>' + PLAIN),
                    svg('<filter id="f"><feImage href="../secret.txt"/></filter><rect width="9" height="9" filter="url(#f)"/>'),
                    svg('<rect width="90" height="90" fill="url(../secret.txt#g) #0f0"/>'),
                    svg('<rect width="90" height="90" style="mask:url(\'../secret.txt#g\')"/>')):
        assert_nothing_leaks(drawing, content=rule)


def pipe():
    with tempfile.TemporaryDirectory() as folder:
        os.mkfifo(os.path.join(folder, 'pipe'))
        os.mkdir(os.path.join(folder, 'project'))
        inside = os.path.join(folder, 'project')
        names = []
        for i, head in enumerate(('<!DOCTYPE svg [<!ENTITY x SYSTEM "../pipe">]>', '<!DOCTYPE svg [<!ENTITY % p SYSTEM "../pipe"> %p;]>',
                                  '<!DOCTYPE svg SYSTEM "../pipe">')):
            names.append('%d.svg' % i)
            with open(os.path.join(inside, names[-1]), 'w') as file:
                file.write(svg(PLAIN + (text('&x;') if i == 0 else ''), head))
        os.mkfifo(os.path.join(inside, 'pipe.svg'))
        with open(os.path.join(inside, 'report.md'), 'w') as file:
            file.write(report(*names, 'pipe.svg'))
        bounds.recto('report.md', '-o', 'out.pdf', cwd=inside, cpu=4, exits=(0,))


def inner_entities_are_put_in():
    findings(svg('<g fill="&colour;">' + PLAIN + '</g>', '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
                 '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [<!ENTITY colour "#246">]>'))


def growing_entities():
    head = '<!DOCTYPE svg [<!ENTITY a0 "hedge">' + ''.join('<!ENTITY a%d "%s">' % (i, ('&a%d;' % (i - 1)) * 10) for i in range(1, 10)) + ']>'
    findings(svg(text('&a9;'), head), 'picture-broken')
    head = '<!DOCTYPE svg [<!ENTITY a "%s">]>' % ('hedge' * 4000)
    findings(svg(text('&a;' * 4000), head), 'picture-broken')


# ---- too much to draw ----

def refused(drawing, code, **options):
    findings(drawing, code, cpu=10, memory=options.pop('memory', 700), **options)


def convolution():
    for order, target in ((60, ''), (200, ' targetX="3"'), (41, ' edgeMode="wrap"')):
        kernel = ' '.join(['1'] * (order * order))
        body = ('<filter id="f"><feConvolveMatrix order="%d" kernelMatrix="%s"%s/></filter><rect width="400" height="400" filter="url(#f)"/>'
                % (order, kernel, target))
        result = bounds.build({'report.md': report('d.svg'), 'd.svg': svg(body, size='width="400" height="400"')}, cpu=10, memory=700, exits=(0,))
        assert result.codes() <= {'picture-broken', 'picture-too-large'}, str(result)


def turbulence():
    for body in ('<feTurbulence baseFrequency="0.8" numOctaves="900000"/>', '<feTurbulence type="fractalNoise" numOctaves="4e9"/>',
                 '<feTurbulence baseFrequency="0.8" numOctaves="2147483647"/>' * 20):
        drawing = svg('<filter id="f">%s</filter><rect width="90" height="90" filter="url(#f)"/>' % body)
        result = bounds.build({'report.md': report('d.svg'), 'd.svg': drawing}, cpu=10, memory=700, exits=(0,))
        assert result.codes() <= {'picture-too-large'}, str(result)


def endless_filter():
    light = '<feDiffuseLighting surfaceScale="9"><fePointLight x="1" y="2" z="3"/></feDiffuseLighting>' * 3000
    refused(svg('<filter id="f">%s</filter>' % light + '<rect width="900" height="900" filter="url(#f)"/>', size='width="900" height="900"'),
            'picture-too-large')


def nested(element, attribute, levels=7, times=9):
    inner = '<rect width="99" height="99" fill="#fff"%s/>'
    parts = '<%s id="n0">%s</%s>' % (element, inner % '', element)
    for i in range(1, levels):
        parts += '<%s id="n%d">%s</%s>' % (element, i, inner % (' %s="url(#n%d)"' % (attribute, i - 1)) * times, element)
    return svg('<defs>%s</defs>' % parts + inner % (' %s="url(#n%d)"' % (attribute, levels - 1)))


def copies():
    size = ' width="9" height="9" patternUnits="userSpaceOnUse"'
    refused(nested('mask', 'mask'), 'picture-too-large')
    refused(nested('clipPath', 'clip-path'), 'picture-too-large')
    refused(nested('pattern', 'fill').replace('<pattern ', '<pattern%s ' % size).replace(' fill="#fff"', ''), 'picture-too-large')
    refused(nested('marker', 'marker-start').replace('rect width="99" height="99"', 'path d="M0 0L9 9"'), 'picture-too-large')
    uses = '<g id="n0"><rect width="9" height="9"/></g>' + ''.join('<g id="n%d">%s</g>' % (i, '<use xlink:href="#n%d"/>' % (i - 1) * 9)
                                                                   for i in range(1, 9))
    refused(svg('<defs>%s</defs><use href="#n8"/>' % uses), 'picture-too-large')


def copies_by_style_sheet():
    """Names that appear only in a style sheet are not counted: the time limit ends such drawings."""
    parts, rules = '<mask id="n0"><rect width="99" height="99"/></mask>', ''
    for i in range(1, 8):
        parts += '<mask id="n%d">%s</mask>' % (i, '<rect width="99" height="99" class="c%d"/>' % i * 9)
        rules += '.c%d{mask:url(#n%d)}' % (i, i - 1)
    refused(svg('<style>%s</style><defs>%s</defs><rect width="99" height="99" style="mask:url(#n7)"/>' % (rules, parts)), 'picture-too-large')


def dashes():
    body = '<path d="M0 0H1e6" stroke="#000" stroke-dasharray="0.00001"/>'
    result = bounds.build({'report.md': report('d.svg'), 'd.svg': svg(body * 3)}, cpu=10, memory=700, exits=(0,))
    assert result.codes() <= {'picture-too-large', 'picture-broken'}, str(result)


def large_view():
    blur = '<filter id="f"><feGaussianBlur stdDeviation="%s"/></filter><rect width="100%%" height="100%%" filter="url(#f)"/>'
    for size in ('width="1000000000" height="1000000000"', 'width="900000" height="1100000"', 'viewBox="0 0 2e8 2e8"',
                 'width="40in" height="90in"'):
        findings(svg(blur % 90000, size=size), cpu=2, memory=200)
    mask = '<mask id="m"><rect width="100%" height="100%" fill="#fff"/></mask><rect width="100%" height="100%" mask="url(#m)"/>'
    findings(svg(mask, size='width="30000" height="30000"'), cpu=2, memory=200)


def pictures_inside():
    large = '<image width="90" height="90" href="%s"/>' % data(png(26000, 26000), 'image/png')
    refused(svg(large), 'picture-too-large', memory=100)
    within = svg('<image width="9" height="9" xlink:href="%s"/>' % data(svg(large), 'image/svg+xml'))
    refused(within, 'picture-too-large', memory=100)
    several = ''.join('<image width="9" height="9" href="%s"/>' % data(png(6000 + i, 5000), 'image/png') for i in range(3))
    refused(svg(several), 'picture-too-large', memory=150)
    refused(svg('<filter id="f"><feImage href="%s"/></filter><rect width="9" height="9" filter="url(#f)"/>' % data(png(9000, 9000), 'image/png')),
            'picture-too-large', memory=100)


def drawings_in_drawings():
    inner = svg(PLAIN)
    for _ in range(6):
        inner = svg('<image width="90" height="90" href="%s"/>' % data(inner, 'image/svg+xml'))
    refused(inner, 'picture-too-large', memory=150)


def many_bombs():
    """The drawings of a report have a sum of time, too."""
    light = '<feDiffuseLighting surfaceScale="9"><fePointLight x="1" y="2" z="%d"/></feDiffuseLighting>'
    files = {'%d.svg' % n: svg('<filter id="f">%s</filter><rect width="900" height="900" filter="url(#f)"/>' % (light % n * 3000),
                               size='width="900" height="900"') for n in range(7)}
    result = bounds.build({'report.md': report(*files), **files}, cpu=30, memory=700, exits=(0,))
    assert result.codes() == {'picture-too-large'} and result.stderr.count('[picture-too-large]') == 7, str(result)


def bombs_among_others():
    """One process draws many files; a file that ends it spoils neither those before nor those after."""
    crash = svg('<filter id="f"><feConvolveMatrix order="200" kernelMatrix="%s"/></filter><rect width="400" height="400" filter="url(#f)"/>'
                % ' '.join(['1'] * 40000), size='width="400" height="400"')
    endless = nested('marker', 'marker-start').replace('rect width="99" height="99"', 'path d="M0 0L9 9"')
    files = {'%d.svg' % i: svg(PLAIN + text('Hedge %d' % i)) for i in range(0, 9)}
    files.update({'2.svg': crash, '4.svg': svg(PLAIN)[:60], '5.svg': endless, '7.svg': crash.replace('200', '201')})
    result = bounds.build({'report.md': report(*files), **files}, cpu=12, memory=700, exits=(0,))
    lines = [int(line) for line in re.findall(r'^report\.md:(\d+):', result.stderr, re.M)]
    # A crash of the library depends on its version.
    assert set(lines) >= {16, 18} and set(lines) <= {12, 16, 18, 22}, str(result)


def chart(i, line='', points=3000):
    return svg(''.join('<path d="M0 %d H200" stroke="#999" stroke-dasharray="3 2"%s/>' % (y * 10, line) for y in range(12))
               + '<polyline fill="none" stroke="#183" points="%s"/>' % ' '.join('%.3f,%.3f' % (k / 15, (k * k * (i + 7)) % 97) for k in range(points)))


def plain_drawings_are_drawn_into_one_pdf_only():
    """Shapes and words are not written into a trial PDF, which costs more than the rest."""
    def cost(line):
        files = {'%d.svg' % i: chart(i, line) for i in range(16)}
        return min(bounds.build({'report.md': report(*files), **files}, cpu=20, exits=(0,)).cpu for _ in range(2))
    assert cost('') < 0.85 * cost(' marker-end="none"')


def small_drawings():
    """Cairo ends the program when a recording is drawn at 1/512 of its size or less."""
    for side in (1, 9, 30, 200, 5000, 900000):
        for width in ('0.1pt', '2pt', '9pt', '30pt', '100%'):
            square = svg('<rect width="%d" height="%d"/>' % (side, side), size='width="%d" height="%d"' % (side, side))
            text = report('d.svg').replace('(d.svg)', '(d.svg){width=%s}' % width)
            result = bounds.build({'report.md': text, 'd.svg': square}, exits=(0, 1))
            assert result.code == 0 or result.codes(), str(result)
    both = report('d.svg').replace('(d.svg)', '(d.svg){width=3pt}') + '\n![Again](d.svg)\n'
    bounds.build({'report.md': both, 'd.svg': svg(PLAIN)}, exits=(0,))


def drawings_that_look_plain():
    """Few bytes of shapes, and much to draw."""
    long = 'M0 0' + 'l.01 .01' * 60000
    groups = PLAIN
    for i in range(150):
        groups = '<g opacity="0.9">%s%s</g>' % (PLAIN if i % 40 == 0 else '', groups)
    repeat = '<linearGradient id="g" x1="0" x2="%s" spreadMethod="%s"><stop stop-color="#fff"/><stop offset="1"/></linearGradient>'
    for drawing in (svg('<defs><path id="p" d="%s"/></defs>' % long + '<use href="#p"/>' * 900),
                    svg(groups),
                    svg('<style>.g{opacity:.9}</style>' + groups.replace('opacity="0.9"', 'class="g"')),
                    svg('<defs>%s</defs><rect width="200" height="100" fill="url(#g)"/>' % repeat % ('0.0000001', 'repeat')),
                    svg('<defs>%s</defs><rect width="200" height="100" fill="url(#g)"/>' % repeat % ('1e-12', 'reflect')),
                    svg('<path d="M0 0H1e300V1e-300" stroke="#000" stroke-width="1e38" stroke-dasharray="%s"/>' % ' '.join(['1e-9'] * 9000)),
                    svg(''.join('<text x="%d" font-size="1e%d">Hedge</text>' % (i, i % 40) for i in range(3000))),
                    svg('<clipPath id="c"><text font-size="90">%s</text></clipPath><rect width="9" height="9" clip-path="url(#c)"/>' % ('Hedge ' * 20000))):
        result = bounds.build({'report.md': report('d.svg'), 'd.svg': drawing}, cpu=12, memory=750, exits=(0,))
        assert result.codes() <= {'picture-too-large', 'picture-broken'}, str(result)


# ---- what the drawing says, and what recto can draw ----

def html_is_reported():
    words = '<foreignObject width="90" height="90"><p xmlns="http://www.w3.org/1999/xhtml">Cut in June</p></foreignObject>'
    result = findings(svg('<switch>%s</switch>' % words + PLAIN), 'svg-html')
    assert 'Cut in June' in result.stderr, str(result)
    findings(svg('<g>%s</g>' % words), 'svg-html')
    # The same as SVG text.
    findings(svg('<switch>%s%s</switch>' % (words, text('Cut in June'))))
    # Nothing to lose.
    findings(svg('<foreignObject width="9" height="9"> <i xmlns="http://www.w3.org/1999/xhtml"/> </foreignObject>' + PLAIN))


def what_is_missing_is_reported():
    result = findings(svg('<image href="leaf.png" width="9" height="9"/>' + text('\u6a39 \u2708')), 'svg-outside', 'missing-glyph')
    assert 'leaf.png' in result.stderr and '\u6a39' in result.stderr, str(result)
    findings(svg('<image href="https://example.org/leaf.png" width="9" height="9"/>'), 'svg-outside')
    findings(svg('<image href="%s" width="9" height="9"/>' % data(b'GIF89a' + bytes(40), 'image/gif')), 'svg-picture')
    # Links go without a word: paper has none.
    findings(svg('<a href="https://example.org/">%s</a>' % PLAIN))


def pixels(drawing, **files):
    """Colours of the drawing on paper: the set of those that cover some of it."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (('report.md', report('d.svg')), ('d.svg', drawing)):
            with open(os.path.join(folder, name), 'w') as file:
                file.write(content)
        bounds.recto('report.md', '-o', 'out.pdf', cwd=folder, cpu=6, exits=(0,))
        subprocess.run(['pdftoppm', '-r', '40', '-png', '-f', '1', '-l', '1', 'out.pdf', 'page'], cwd=folder, check=True)
        page = next(n for n in os.listdir(folder) if n.startswith('page'))
        counted = subprocess.run(['pdftoppm', '-r', '40', '-f', '1', '-l', '1', 'out.pdf'], cwd=folder, capture_output=True, check=True).stdout
        assert page
        head = counted.split(b'\n', 3)
        body = head[3]
        counts = {}
        for i in range(0, len(body) - 2, 3):
            colour = body[i:i + 3]
            counts[colour] = counts.get(colour, 0) + 1
        return {tuple(colour) for colour, n in counts.items() if n > 50}


def messages_of_libraries_become_findings():
    """Font sizes beyond FreeType's limits: GLib would print what Pango says of them."""
    huge = ['<text y="40" font-size="%s">Hedge</text>' % size for size in ('1000000', '99999999', '1e9', '3e4em')]
    tiny = [svg('<text y="1" font-size="%d">Hedge</text>' % size, size='viewBox="0 0 1 1"') for size in (3000, 40000)]
    for drawing in [svg(PLAIN + words) for words in huge] + tiny + [svg('<style>text{font-size:1e7px}</style>' + text('Hedge', ''))]:
        for options in ((), ('-v',)):
            result = bounds.build({'report.md': report('d.svg'), 'd.svg': drawing}, *options, cpu=6, exits=(0,))
            assert result.codes() <= {'svg-library', 'picture-broken', 'picture-too-large'}, str(result)
            assert not re.search(r'\*\*|G[Ll]ib|-(WARNING|CRITICAL)', result.stderr), str(result)
    findings(svg(PLAIN + huge[0]), 'svg-library')
    result = bounds.build({'report.md': report('d.svg'), 'd.svg': svg(PLAIN + huge[0])}, '-v', cpu=6, exits=(0,))
    assert result.stderr.count('[svg-library]') == 1, str(result)


def variables_have_their_values():
    square = '<rect width="180" height="100" %s/>'
    for drawing in (svg('<style>:root{--leaf: #0a7d22}</style>' + square % 'fill="var(--leaf)"'),
                    svg(square % 'style="fill:var(--nothing, #0a7d22)"'),
                    svg('<style>svg{--a:var(--b);--b:#0a7d22}.x{fill:var(--a,#f00)}</style>' + square % 'class="x"'),
                    svg(square % 'style="fill:light-dark(#0a7d22, #fff)"'),
                    svg('<g style="--leaf:#0a7d22">' + square % 'fill="var( --leaf , red )"' + '</g>')):
        assert any(abs(r - 10) < 3 and abs(g - 0x7d) < 3 and abs(b - 0x22) < 3 for r, g, b in pixels(drawing)), drawing
    findings(svg(square % 'fill="var(--nothing)"'), 'svg-variable')


def faces_are_found_by_name():
    findings(svg(''.join('<text y="20" font-family="%s">Hedge</text>' % f for f in ('Roboto', "'Source Serif 4'", 'Jura', 'Nobody, serif', 'monospace'))))
    result = findings(svg('<text y="20" font-family="Hedgehog Grotesk">Hedge</text>'), 'svg-face')
    assert 'Hedgehog Grotesk' in result.stderr, str(result)
    findings(svg('<style>text{font-family:"Hedgehog Grotesk"}</style>' + text('Hedge')), 'svg-face')


TESTS = [
    ('external-entities-read-nothing', entities),
    ('parameter-entities-and-dtds-read-nothing', parameter_entities),
    ('references-out-of-a-drawing-read-nothing', other_ways_out),
    ('pipes-named-by-a-drawing-are-not-opened', pipe),
    ('internal-entities-are-replaced-without-a-finding', inner_entities_are_put_in),
    ('growing-entities-are-refused', growing_entities),
    ('convolutions-that-crash-are-refused', convolution),
    ('turbulence-ends', turbulence),
    ('filters-without-end-are-refused', endless_filter),
    ('copies-of-copies-are-refused', copies),
    ('copies-by-style-sheet-are-refused', copies_by_style_sheet),
    ('dashes-without-end-are-refused', dashes),
    ('large-viewports-cost-little', large_view),
    ('pictures-inside-obey-the-pixel-limit', pictures_inside),
    ('drawings-in-drawings-are-limited', drawings_in_drawings),
    ('drawings-share-a-limit-of-time', many_bombs),
    ('bombs-spoil-no-other-drawing', bombs_among_others),
    ('plain-drawings-are-drawn-into-one-pdf-only', plain_drawings_are_drawn_into_one_pdf_only),
    ('small-drawings-are-drawn', small_drawings),
    ('drawings-that-look-plain-end', drawings_that_look_plain),
    ('html-in-a-drawing-is-reported', html_is_reported),
    ('missing-parts-of-a-drawing-are-reported', what_is_missing_is_reported),
    ('messages-of-libraries-become-findings', messages_of_libraries_become_findings),
    ('variables-of-css-have-their-values', variables_have_their_values),
    ('bundled-faces-are-found-by-name', faces_are_found_by_name),
]
