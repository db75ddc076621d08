#!/usr/bin/env python3
"""damaged_pdfs.py RECTO [NUMBER [SEED]]: damages PDFs object by object and runs recto extract and recto verify on them.

The PDFs are recto's own and one written by hand, taken apart by qpdf. A damage changes values, types, references, names of files, streams, the
files inside (the manifest and the source), the order of the objects or the table of their offsets. No run may end by a signal, also not a child
process of it; take long, take much memory, leave something in the directory for temporary files, write outside the directory that is
named, or wake a sanitizer. Each PDF that does is kept, and its damages are listed."""

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, '..'), os.path.join(HERE, '..', 'hostile')]
import bounds
import handmade

REPORT = """---
title: The year in the harbour
lang: en
---

The ferries ran on time.[^1] See [the map](https://example.org/map).

![A plan of the harbour](plan.svg)

| Pier | Ships |
|------|------:|
| A    |    12 |
| B    |     7 |

```chart
type: bars
title: Ships
data:
  - [A, 12]
  - [B, 7]
```

[^1]: But for one day.
"""
PLAN = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><rect width="60" height="20" fill="#468"/></svg>'
NAMES = ['a.txt', '../up.txt', '/etc/x', '.git/config', 'A.TXT', 'x/y/z', 'year.md', 'recto-manifest.yaml', '\x00', 'n' * 400, '\u202e', 'd/' * 60 + 'e', '']
VALUES = [b'null', b'true', b'0', b'-1', b'2147483648', b'99999999999999999999', b'0.5', b'(text)', b'<FEFF00>', b'/Name', b'[]', b'[null]', b'<< >>', b'99999 0 R', b'1 0 R',
          b'2 0 R', b'[' * 300 + b']' * 300, b'<</A ' * 600, b'', b'>>', b']', b'endobj', b'stream']


class Parts:
    """A PDF in pieces: number → body of each object, and the trailer's entries."""

    def __init__(self, text):
        self.objects = {int(m[1]): m[2] for m in re.finditer(rb'\n(\d+) 0 obj\n(.*?)\nendobj', text, re.S)}
        self.trailer = re.search(rb'trailer <<(.*?)>>\s*startxref', text, re.S)[1]
        self.shift, self.tail = 0, b'%%EOF\n'

    def bytes(self, order):
        out, offsets = bytearray(b'%PDF-1.7\n%\xff\xff\xff\xff\n'), {}
        for number in order:
            offsets[number] = len(out)
            out += b'%d 0 obj\n%s\nendobj\n' % (number, self.objects[number])
        start, size = len(out), max(self.objects, default=0) + 1
        out += b'xref\n0 %d\n0000000000 65535 f \n' % size
        for number in range(1, size):
            out += b'%010d 00000 n \n' % (offsets[number] + self.shift) if number in offsets else b'0000000000 00000 f \n'
        out += b'trailer <<%s>>\nstartxref\n%d\n' % (self.trailer, start + self.shift) + self.tail
        return bytes(out)


def values(body):
    """Where each value of a dictionary begins and ends: scalars and references only."""
    return [m.span(1) for m in re.finditer(rb'/[A-Za-z]+ (\d+ 0 R|/[\w.#-]+|-?[\d.]+|\([^()]*\)|<[0-9a-fA-F]*>|true|false|null)', body)]


def put(body, span, value):
    return body[:span[0]] + value + body[span[1]:]


def damage_value(rng, parts, number, body):
    spans = values(body)
    return put(body, rng.choice(spans), rng.choice(VALUES)) if spans else rng.choice(VALUES)


def damage_reference(rng, parts, number, body):
    spans = [m.span() for m in re.finditer(rb'\d+ 0 R', body)]
    target = rng.choice([number, rng.choice(list(parts.objects)), 1, 0, 10 ** 9])
    return put(body, rng.choice(spans), b'%d 0 R' % target) if spans else body


def damage_key(rng, parts, number, body):
    spans = [m.span() for m in re.finditer(rb'/[A-Za-z]+', body)]
    keys = [b'/Kids', b'/Names', b'/EF', b'/F', b'/UF', b'/Filter', b'/Length', b'/DecodeParms', b'/Type', b'/Parent', b'/Contents', b'/Root', b'/Encrypt']
    return put(body, rng.choice(spans), rng.choice(keys)) if spans else body


def damage_string(rng, parts, number, body):
    spans = [m.span() for m in re.finditer(rb'\([^()]*\)|<[0-9a-fA-F]{4,}>', body)]
    return put(body, rng.choice(spans), handmade.string(rng.choice(NAMES))) if spans else body


def damage_array(rng, parts, number, body):
    found = [m.span(1) for m in re.finditer(rb'\[([^\[\]]*)\]', body)]
    if not found:
        return body
    span = rng.choice(found)
    inner = body[span[0]:span[1]]
    return put(body, span, rng.choice([inner * rng.choice([2, 3, 500]), b'', inner[:len(inner) // 2], b'[' * 50 + inner + b']' * 50, inner[::-1]]))


def damage_stream(rng, parts, number, body):
    at = body.find(b'stream\n')
    if at < 0:
        return body
    data = body[at + 7:body.rfind(b'endstream')]
    filters = rng.choice([b'', b'/Filter /FlateDecode', b'/Filter [/FlateDecode /FlateDecode]', b'/Filter /LZWDecode', b'/Filter /ASCII85Decode', b'/Filter /RunLengthDecode',
                          b'/Filter /DCTDecode', b'/Filter /Crypt', b'/Filter [/ASCIIHexDecode /FlateDecode]', b'/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 99999999 >>',
                          b'/Filter /FlateDecode /DecodeParms << /Predictor 2 /Colors 1000000 /BitsPerComponent 16 /Columns 1000000 >>',
                          b'/Filter /LZWDecode /DecodeParms << /EarlyChange -1 >>', b'/Type /ObjStm /N 99999 /First 7', b'/Type /XRef /W [9 9 9] /Index [0 999999999]'])
    packed = rng.choice([data, zlib.compress(data), zlib.compress(data)[:-9], zlib.compress(zlib.compress(data)), b'~>', bytes(rng.randrange(256) for _ in range(200)),
                         zlib.compress(bytes(30 << 20), 9), b'\x80' * 5000])
    head = body[:at].rstrip()[:-2] if body[:at].rstrip().endswith(b'>>') else b'<< '
    return head + filters + b' /Length %d >>\nstream\n' % rng.choice([len(packed)] * 5 + [0, 10 ** 9, 3]) + packed + b'\nendstream'


def damage_text(rng, parts, number, body):
    """The files inside: lines and characters of the manifest and the source."""
    at = body.find(b'stream\n')
    if at < 0:
        return body
    lines = body[at + 7:body.rfind(b'endstream')].split(b'\n')
    for _ in range(rng.randrange(1, 4)):
        i = rng.randrange(len(lines))
        line = lines[i]
        colon = line.find(b': ') + 2
        odd = [b'"\\e[31m"', b'../../x', b'/etc/passwd', b'[[[', b'{', b'-1', b'99999999999999999999', b'&a [*a]', b'"' + b'a' * 3000 + b'"', b'\xff\xfe', b'yes', b'null', b'', b'| x']
        lines[i] = rng.choice([b'', line + line, line[:colon] + rng.choice(odd), line[:len(line) // 2], rng.choice(lines), b'pictures:\n  - {name: "p", sha256: "0"}',
                               b'chapters: [%s]' % rng.choice(odd), b'set: ["%s=%s"]' % (rng.choice([b'page.size', b'body.size', b'cover', b'logo']), rng.choice([b'0', b'1e9pt', b'../x'])),
                               b'![x](%s)' % rng.choice(odd), b'> ' * 200 + b'x', b'| a |\n|---|\n' + b'| b |\n' * 50])
    text = b'\n'.join(lines)
    head = re.sub(rb'/(Filter|DecodeParms|Length) [^/>]*(/[A-Za-z0-9]+ *)?', b'', body[:at]).rstrip()
    head = head[:-2] if head.endswith(b'>>') else b'<< '
    return head + b'/Length %d >>\nstream\n' % len(text) + text + b'\nendstream'


def damage_bytes(rng, parts, number, body):
    changed = bytearray(body)
    for _ in range(rng.randrange(1, 8)):
        if changed:
            changed[rng.randrange(len(changed))] = rng.choice([rng.randrange(256), 0, 10, 40, 41, 60, 62, 91, 93])
    return bytes(changed)


DAMAGES = [damage_value] * 4 + [damage_reference] * 4 + [damage_key] * 2 + [damage_string] * 4 + [damage_array] * 3 + [damage_stream] * 3 + [damage_text] * 6 + [damage_bytes] * 2


def is_of_interest(body):
    return any(word in body for word in (b'/EF', b'/EmbeddedFile', b'/Names', b'/Catalog', b'/Kids'))


def damage(rng, text):
    """Returns a damaged PDF and the names of its damages."""
    parts, done = Parts(text), []
    wanted = [number for number, body in parts.objects.items() if is_of_interest(body)]
    for _ in range(rng.choice([1, 1, 2, 3, 6])):
        kind = rng.choice(DAMAGES)
        for _ in range(20):  # until it finds something to change
            number = rng.choice(wanted if rng.random() < 0.8 else list(parts.objects))
            body = kind(rng, parts, number, parts.objects[number])
            if body != parts.objects[number]:
                break
        parts.objects[number] = body
        done.append('%s of %d' % (kind.__name__, number))
    if rng.random() < 0.1:
        one, other = rng.choice(wanted), rng.choice(list(parts.objects))
        parts.objects[one], parts.objects[other] = parts.objects[other], parts.objects[one]
        done.append('%d and %d exchanged' % (one, other))
    if rng.random() < 0.1:
        parts.shift = rng.choice([-7, 3, 10 ** 6])
    if rng.random() < 0.1:
        parts.trailer = damage_value(rng, parts, 0, parts.trailer)
    order = list(parts.objects)
    if rng.random() < 0.1:
        rng.shuffle(order)
    data = parts.bytes(order)
    return (data[:rng.randrange(len(data))] if rng.random() < 0.04 else data), done


def taken_apart(path):
    plain = path + '.qdf'
    subprocess.run(['qpdf', '--qdf', '--object-streams=disable', '--no-original-object-ids', path, plain], check=True)
    with open(plain, 'rb') as file:
        return re.sub(rb'\n%%[^\n]*', b'', file.read())


def seeds(recto, folder):
    """PDFs to damage: a report, for the web, for a newsletter, and one by hand."""
    for name, text in (('year.md', REPORT), ('plan.svg', PLAN)):
        with open(os.path.join(folder, name), 'w') as file:
            file.write(text)
    for name, options in (('plain.pdf', []), ('web.pdf', ['--linearize']), ('news.pdf', ['--variant', 'newsletter'])):
        subprocess.run([recto, 'year.md', '-o', name, *options], cwd=folder, check=True, stderr=subprocess.DEVNULL)
        yield taken_apart(os.path.join(folder, name))
    pdf = handmade.with_files([('a.txt', b'a' * 300), ('b/c.md', b'---\ntitle: X\n---\n\nX.\n')])
    leaf = pdf.add(b'<< %s >>' % pdf.names([pdf.file('leaf.txt', b'leaf')]))
    pdf.tree([], b'/Kids [%s %s]' % (leaf, pdf.add(b'<< /Kids [%s] >>' % leaf)))
    pdf.write(os.path.join(folder, 'hand.pdf'))
    yield taken_apart(os.path.join(folder, 'hand.pdf'))


def run_one(command, folder):
    """Raises AssertionError when a run is not as it must be. Returns the Result."""
    scratch = os.path.join(folder, 'scratch')
    os.makedirs(scratch, exist_ok=True)
    result = bounds.recto(*command, exits=(0, 1, 5, 6), cwd=folder, cpu=6, memory=500, env={'TMPDIR': scratch})
    said = result.stdout.decode('utf-8') + result.stderr
    assert 'ended by signal' not in said and 'more than 60 s' not in said and 'more than 600 s' not in said, said
    assert os.listdir(scratch) == [], os.listdir(scratch)
    return result


def run(recto, number, seed, keep=None):
    """Runs `number` damaged PDFs through extract and verify. Returns the number of runs per exit code, and a list of
    failures."""
    rng, codes, wrong = random.Random(seed), {}, []
    bounds.RECTO = recto
    with tempfile.TemporaryDirectory() as folder:
        whole = list(seeds(recto, folder))
        for i in range(number):
            data, done = damage(rng, whole[i % len(whole)])
            place = os.path.join(folder, 'run')
            os.makedirs(place)
            with open(os.path.join(place, 'in.pdf'), 'wb') as file:
                file.write(data)
            for command in (('extract', 'in.pdf', '-d', 'out'), ('verify', 'in.pdf')):
                try:
                    code = run_one(command, place).code
                    codes[command[0], code] = codes.get((command[0], code), 0) + 1
                    assert set(os.listdir(place)) <= {'in.pdf', 'out', 'scratch'}, os.listdir(place)
                except AssertionError as error:
                    wrong.append('seed %s, number %d, %s, %s: %s' % (seed, i, command[0], ', '.join(done), error))
                    if keep:
                        with open(os.path.join(keep, 'damaged-%s-%d.pdf' % (seed, i)), 'wb') as file:
                            file.write(data)
            shutil.rmtree(place)
    return codes, wrong


def main():
    recto, number = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100
    codes, wrong = run(recto, number, sys.argv[3] if len(sys.argv) > 3 else '1', keep=os.getcwd())
    for (command, code), times in sorted(codes.items()):
        print('%s: exit %d %d times' % (command, code, times))
    print('\n'.join(wrong))
    print('%d runs, %d of them wrong' % (sum(codes.values()) + len(wrong), len(wrong)))
    sys.exit(1 if wrong else 0)


if __name__ == '__main__':
    main()
