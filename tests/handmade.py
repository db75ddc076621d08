"""Writes PDFs by hand, object by object, so that tests can create PDFs that no program writes: embedded files under any
name, cycles in trees, values of the wrong type, and broken tables."""

import zlib


def string(text):
    """A PDF string: bytes as they are, text as UTF-16 with its mark where it is not printable ASCII."""
    data = text if isinstance(text, bytes) else text.encode() if text.isascii() and text.isprintable() else b'\xfe\xff' + text.encode('utf-16-be', 'surrogatepass')
    return b'<' + data.hex().encode() + b'>'


class Pdf:
    """Objects from 1 on; 1 is the catalog, 2 the page tree, 3 the only page. Change `objects` before write()."""

    def __init__(self):
        self.objects = {1: b'', 2: b'<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
                        3: b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Resources << >> >>'}
        self.catalog = {'Type': b'/Catalog', 'Pages': b'2 0 R'}

    def add(self, body):
        """Adds an object; returns a reference to it (b'7 0 R')."""
        number = len(self.objects) + 1
        self.objects[number] = body
        return b'%d 0 R' % number

    def set(self, reference, body):
        self.objects[int(reference.split()[0])] = body

    def stream(self, data, entries=b''):
        return self.add(b'<< /Length %d %s >>\nstream\n' % (len(data), entries) + data + b'\nendstream')

    def file(self, name, data, deflated=True, entries=b''):
        """Adds a file specification with its embedded file; returns a reference to it. `data` is deflated unless it already is as it should be."""
        packed = zlib.compress(data, 9) if deflated else data
        stream = self.stream(packed, (b'/Filter /FlateDecode ' if deflated else b'') + entries)
        return self.add(b'<< /Type /Filespec /F %s /UF %s /EF << /F %s >> >>' % (string(name), string(name), stream))

    @staticmethod
    def names(files):
        return b'/Names [%s]' % b' '.join(b'(%06d) %s' % (i, file) for i, file in enumerate(files))

    def tree(self, files, more=b''):
        """Makes a name tree of one node of the files; returns a reference to it."""
        node = self.add(b'<< %s %s >>' % (self.names(files), more))
        self.catalog['Names'] = b'<< /EmbeddedFiles %s >>' % node
        return node

    def bytes(self):
        self.objects[1] = b'<< %s >>' % b' '.join(b'/%s %s' % (key.encode(), value) for key, value in self.catalog.items())
        out, offsets = [b'%PDF-1.7\n'], []
        position = len(out[0])
        for number, body in self.objects.items():
            offsets.append(position)
            out.append(b'%d 0 obj\n%s\nendobj\n' % (number, body))
            position += len(out[-1])
        out.append(b'xref\n0 %d\n0000000000 65535 f \n' % (len(offsets) + 1))
        out.extend(b'%010d 00000 n \n' % offset for offset in offsets)
        out.append(b'trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n' % (len(offsets) + 1, position))
        return b''.join(out)

    def write(self, path):
        with open(path, 'wb') as file:
            file.write(self.bytes())


def with_files(files):
    """A PDF with files inside: pairs of a name and bytes."""
    pdf = Pdf()
    pdf.tree([pdf.file(name, data) for name, data in files])
    return pdf
