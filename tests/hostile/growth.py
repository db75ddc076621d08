"""Time and memory grow with the input, not with its square: a generated document of n and one of 4 n parts of each kind."""

import bounds

HEAD = '---\ntitle: T\nlang: en\n---\n\n'


def numbered(form):
    return lambda n: ''.join(form.replace('%', str(i)) for i in range(n))


def repeated(form):
    return lambda n: form * n


# Parts that grow: name, number of parts in the smaller document, generator.
KINDS = [
    ('quotes', 2000, repeated('> words\n\nx\n\n')),
    ('list-items', 2500, repeated('- word\n')),
    ('links', 1000, numbered('[word](https://example.org/%) ')),
    ('link-brackets', 8000, repeated('[')),
    ('undefined-notes', 1000, numbered('word[^%] ')),
    ('undefined-notes-of-one-name', 10000, repeated('[^x] ')),
    ('cdata', 5000, repeated('<![CDATA[ ')),
    ('code-marks', 10000, repeated('`a ')),
    ('hangul-letters', 12000, repeated('\u1100\u1161\u11a8')),
    ('notes', 600, lambda n: numbered('word[^%] ')(n) + '\n\n' + numbered('[^%]: text\n\n')(n)),
    ('notes-that-cite', 600, lambda n: 'word[^0]\n\n' + ''.join('[^%d]: text[^%d]\n\n' % (i, (i + 1) % n) for i in range(n))),
    ('headings-of-one-name', 400, lambda n: '# Year\n\n' + '## Same\n\nx\n\n' * n),
    ('emphasis', 3000, repeated('*a **a ')),
    ('shortcodes', 2000, numbered('{{< a% >}} {% b% %} ')),
    ('paired-shortcodes', 800, lambda n: '{{< note >}}\n' * n + 'x\n' + '{{< /note >}}\n' * n),
    ('open-braces', 8000, repeated('{{')),
    ('containers', 1500, repeated(':::note\n')),
    ('closed-containers', 1000, lambda n: ':::note\n' * n + 'x\n' + ':::\n' * n),
    ('inline-notes', 3000, repeated('^[')),
    ('formula-marks', 3000, repeated('$a $$ ')),
    ('open-tables', 1000, repeated('<table>\n\n')),
    ('tags', 1500, repeated('<span>x<b>')),
    ('html-blocks', 1500, repeated('<div>\n<p>word</p>\n</div>\n\n')),
    ('comments', 2000, repeated('x <!-- ')),
    ('table-rows', 1000, lambda n: '|a|b|\n|-|-|\n' + '|a|b|\n' * n),
    ('tables', 250, repeated('|a|b|\n|-|-|\n|a|b|\n\nx\n\n')),
    ('points', 1000, lambda n: '```chart\ntype: line\ndata:\n' + numbered('  - [%, %]\n')(n) + '```\n'),
    ('code-lines', 1500, lambda n: '```c\n' + 'int a; /* b */\n' * n + '```\n'),
    ('words', 8000, repeated('seven ')),
    ('letters', 8000, repeated('x')),
    ('address', 3000, lambda n: 'https://example.org/?' + 'a=b&' * n),
    ('soft-hyphens', 5000, repeated('a\u00ad')),
    ('directions', 1000, repeated('abc \u05d0\u05d1\u05d2 ')),
    ('scripts', 600, repeated('a\u03b1\u0431\u05d0\u0645\u0939\u4e2d ')),
    ('marked-letters', 2000, repeated('a\u0301\u0323 ')),
    ('missing-pictures', 400, numbered('![a](x%.png)\n\n')),
    ('bad-links', 800, numbered('[a](javascript:%) ')),
    ('page-breaks', 300, repeated('x\n\n<!-- pagebreak -->\n\n')),
]


def grows(n, make):
    def usage(count):
        return bounds.build({'report.md': HEAD + make(count) + '\n'}, exits=(0, 1), cpu=12, memory=400)
    small, large = usage(n), usage(4 * n)
    # Four times and a little, since starting costs the same; 16 times would be quadratic.
    assert large.cpu <= 7 * small.cpu + 0.25, '%.2f s and %.2f s for four times as much' % (small.cpu, large.cpu)
    assert large.memory <= 5 * small.memory, '%.0f MB and %.0f MB for four times as much' % (small.memory, large.memory)


TESTS = [('%s-cost-in-proportion' % name, lambda n=n, make=make: grows(n, make)) for name, n, make in KINDS]
