#!/usr/bin/env python3
"""recto_ctypes.py DOCUMENT OUTPUT.pdf: typesets Markdown with librecto, by way of ctypes.

As a module: Recto().compile(path, options) and Recto().compile_text(text, path, options) return a Result with status,
outputs, pages and diagnostics; every piece of it is Python's own, so that nothing has to be freed."""

import ctypes
import sys
from collections import namedtuple

Diagnostic = namedtuple('Diagnostic', 'file line column length severity code message help page')
Result = namedtuple('Result', 'status message outputs pages diagnostics inputs')

OK, DOCUMENT, DENIED, SYSTEM = 0, 1, 3, 5
SEVERITIES = ('note', 'warning', 'error')


class _Diagnostic(ctypes.Structure):
    """recto_diagnostic of recto.h."""
    _fields_ = [('file', ctypes.c_char_p), ('line', ctypes.c_uint), ('column', ctypes.c_uint),
                ('length', ctypes.c_uint), ('severity', ctypes.c_int), ('code', ctypes.c_char_p),
                ('message', ctypes.c_char_p), ('help', ctypes.c_char_p), ('page', ctypes.c_char_p)]


def _text(value):
    return value.decode('utf-8') if value is not None else None


class Recto:
    def __init__(self, library='librecto.so.0'):
        lib = ctypes.CDLL(library)
        pointer, text, size = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t
        for name, result, arguments in (
                ('version', text, []),
                ('options_new', pointer, []),
                ('options_free', None, [pointer]),
                ('options_set', ctypes.c_int, [pointer, text, text]),
                ('options_error', text, [pointer]),
                ('compile_file', pointer, [pointer, text]),
                ('compile_memory', pointer, [pointer, text, size, text]),
                ('result_free', None, [pointer]),
                ('result_status', ctypes.c_int, [pointer]),
                ('result_message', text, [pointer]),
                ('result_page_count', ctypes.c_uint, [pointer]),
                ('result_output_count', size, [pointer]),
                ('result_output', pointer, [pointer, size, ctypes.POINTER(size)]),
                ('result_input_count', size, [pointer]),
                ('result_input', text, [pointer, size]),
                ('result_diagnostic_count', size, [pointer]),
                ('result_diagnostic', ctypes.POINTER(_Diagnostic), [pointer, size])):
            function = getattr(lib, 'recto_' + name)
            function.restype, function.argtypes = result, arguments
            setattr(self, '_' + name, function)
        self.version = _text(self._version())

    def compile(self, path, options=()):
        """Typesets a file. `options`: (name, value) pairs, as recto_options_set() takes them."""
        return self._run(options, lambda made: self._compile_file(made, path.encode()))

    def compile_text(self, text, path, options=()):
        """Typesets a text as if it were the content of the file `path`, which need not exist."""
        content = text.encode('utf-8')
        return self._run(options, lambda made: self._compile_memory(made, content, len(content), path.encode()))

    def _run(self, options, compile_with):
        made = self._options_new()
        try:
            for name, value in options:
                if not self._options_set(made, name.encode(), value.encode() if value is not None else None):
                    raise ValueError(_text(self._options_error(made)))
            result = compile_with(made)
            try:
                return self._copy(result)
            finally:
                self._result_free(result)
        finally:
            self._options_free(made)

    def _copy(self, result):
        outputs = []
        for index in range(self._result_output_count(result)):
            size = ctypes.c_size_t()
            data = self._result_output(result, index, ctypes.byref(size))
            outputs.append(ctypes.string_at(data, size.value))
        diagnostics = []
        for index in range(self._result_diagnostic_count(result)):
            one = self._result_diagnostic(result, index).contents
            diagnostics.append(Diagnostic(_text(one.file), one.line, one.column, one.length, SEVERITIES[one.severity],
                                          _text(one.code), _text(one.message), _text(one.help), _text(one.page)))
        inputs = [_text(self._result_input(result, index)) for index in range(self._result_input_count(result))]
        return Result(self._result_status(result), _text(self._result_message(result)), outputs,
                      self._result_page_count(result), diagnostics, inputs)


def main():
    if len(sys.argv) != 3:
        sys.exit('usage: recto_ctypes.py DOCUMENT OUTPUT.pdf')
    result = Recto().compile(sys.argv[1])
    for one in result.diagnostics:
        print('%s:%d:%d: %s: %s [%s]' % (one.file, one.line, one.column, one.severity, one.message, one.code))
    if result.message:
        print(result.message, file=sys.stderr)
    if result.status == OK:
        with open(sys.argv[2], 'wb') as file:
            file.write(result.outputs[0])
        print('%s: %d pages' % (sys.argv[2], result.pages))
    return result.status


if __name__ == '__main__':
    sys.exit(main())
