#!/usr/bin/env python3
"""hardening.py FLAGS FILE…: the program and its modules are built as hardened as the compiler can, as far as their ELF headers and symbols show it.
FLAGS are the compiler's flags for it that this build has."""

import os
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import tap

FLAGS, FILES = sys.argv[1].split(), sys.argv[2:]

PT_DYNAMIC, PT_GNU_STACK, PT_GNU_RELRO = 2, 0x6474e551, 0x6474e552
DT_NULL, DT_STRTAB, DT_STRSZ, DT_BIND_NOW, DT_TEXTREL, DT_FLAGS, DT_FLAGS_1 = 0, 5, 10, 24, 22, 30, 0x6ffffffb
DF_TEXTREL, DF_BIND_NOW, DF_1_NOW, DF_1_PIE = 4, 8, 1, 0x08000000
ET_DYN, EM_X86_64, EM_AARCH64 = 3, 62, 183
ENDBR64, PACIASP = b'\xf3\x0f\x1e\xfa', b'\x3f\x23\x03\xd5'


class Elf:
    """A 64-bit ELF file, as far as it is loaded."""

    def __init__(self, path):
        with open(path, 'rb') as file:
            self.data = file.read()
        assert self.data[:4] == b'\x7fELF', 'no ELF file'
        if self.data[4] != 2:
            raise tap.Skip('64-bit programs are looked at only')
        self.order = '<' if self.data[5] == 1 else '>'
        self.type, self.machine = self.unpack('HH', 16)
        offset, = self.unpack('Q', 32)
        size, count = self.unpack('HH', 54)
        self.segments = [self.unpack('IIQQQQQQ', offset + i * size) for i in range(count)]
        self.dynamic = {}
        for kind, _, offset, _, _, length, *_ in self.segments:
            if kind != PT_DYNAMIC:
                continue
            for at in range(offset, offset + length, 16):
                tag, value = self.unpack('QQ', at)
                if tag == DT_NULL:
                    break
                self.dynamic[tag] = value

    def unpack(self, form, offset):
        return struct.unpack_from(self.order + form, self.data, offset)

    def offset_of(self, address):
        for kind, _, offset, start, _, length, *_ in self.segments:
            if kind == 1 and start <= address < start + length:
                return address - start + offset
        raise AssertionError('address %#x is in no segment' % address)

    def strings(self):
        """The names of dynamic symbols and libraries."""
        start = self.offset_of(self.dynamic[DT_STRTAB])
        return set(self.data[start:start + self.dynamic[DT_STRSZ]].decode('utf-8', 'replace').split('\0'))

    def count(self, instruction):
        """Counts the occurrences of an instruction in executable segments."""
        return sum(self.data.count(instruction, offset, offset + length) for kind, rights, offset, _, _, length, *_ in self.segments
                   if kind == 1 and rights & 1)


def check_headers(elf, program):
    assert elf.type == ET_DYN, 'its addresses are fixed'
    flags, more = elf.dynamic.get(DT_FLAGS, 0), elf.dynamic.get(DT_FLAGS_1, 0)
    if program:
        assert more & DF_1_PIE, 'it is no position-independent executable'
    kinds = {segment[0] for segment in elf.segments}
    assert PT_GNU_RELRO in kinds, 'nothing is read-only after relocation'
    assert DT_BIND_NOW in elf.dynamic or flags & DF_BIND_NOW or more & DF_1_NOW, 'addresses of functions stay writable (no -z now)'
    assert DT_TEXTREL not in elf.dynamic and not flags & DF_TEXTREL, 'its code is written to when it is loaded'
    stack = [segment for segment in elf.segments if segment[0] == PT_GNU_STACK]
    assert stack and not stack[0][1] & 1, 'its stack can be executed'
    for kind, rights, *_ in elf.segments:
        assert kind != 1 or rights & 3 != 3, 'a segment can be written and executed'


def check_code(elf, program):
    names = elf.strings()
    if program and '-fstack-protector-strong' in FLAGS:
        assert '__stack_chk_fail' in names or '__stack_chk_guard' in names, 'stacks are not checked'
    if program and any(flag.startswith('-D_FORTIFY_SOURCE') for flag in FLAGS):
        assert any(name.endswith('_chk') and name != '__stack_chk_fail' for name in names), 'no function of the C library is a checking one'
    # The headers indicate this only if the start files of the C library are built with it, too.
    if '-fcf-protection=full' in FLAGS and elf.machine == EM_X86_64:
        assert elf.count(ENDBR64), 'targets of jumps are not marked'
    if '-mbranch-protection=standard' in FLAGS and elf.machine == EM_AARCH64:
        assert elf.count(PACIASP), 'addresses of return are not signed'


def check(path, program):
    elf = Elf(path)
    check_headers(elf, program)
    check_code(elf, program)


def the_flags_are_there():
    missing = [flag for flag in ('-fstack-protector-strong',) if flag not in FLAGS]
    assert not missing, missing


tap.run([("/hardening/flags-are-set", the_flags_are_there)] +
        [('/hardening/%s-is-hardened' % os.path.basename(path).removesuffix('.so'), lambda p=path, n=number: check(p, n == 0)) for number, path in enumerate(FILES)])
