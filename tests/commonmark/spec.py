"""The examples of the CommonMark specification: not part of recto (CC-BY-SA), fetched by npm once into the user's cache."""

import hashlib
import os
import re
import shutil
import subprocess
import tarfile
import tempfile

PACKAGE = 'commonmark-spec'
VERSION = '0.31.2'
SHA256 = '257c41ad946f7a1414a499aca402a1aa8fdac3678532266611348c1cf54f4b80'  # checksum of spec.txt
FENCE = '`' * 32


def is_whole(path):
    with open(path, 'rb') as file:
        return hashlib.sha256(file.read()).hexdigest() == SHA256


def fetch(path):
    with tempfile.TemporaryDirectory() as folder:
        command = ['npm', 'pack', '--silent', '--pack-destination', folder, '%s@%s' % (PACKAGE, VERSION)]
        subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120, check=False)
        archive = os.path.join(folder, '%s-%s.tgz' % (PACKAGE, VERSION))
        if not os.path.exists(archive):
            return
        with tarfile.open(archive) as tar, tar.extractfile('package/spec.txt') as source:
            text = source.read()
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=os.path.dirname(path), delete=False) as file:
            file.write(text)
        os.replace(file.name, path)


def find():
    """Path of spec.txt, or None with the reason."""
    cache = os.environ.get('XDG_CACHE_HOME') or os.path.expanduser('~/.cache')
    path = os.path.join(cache, 'recto', '%s-%s' % (PACKAGE, VERSION), 'spec.txt')
    if not os.path.exists(path):
        if not shutil.which('npm'):
            return None, 'no npm here'
        fetch(path)
    if not os.path.exists(path):
        return None, '%s could not be had from npm' % PACKAGE
    return (path, '') if is_whole(path) else (None, '%s is not the specification that was expected' % path)


def examples(path):
    """Section → list of (number, Markdown), in order."""
    sections, section, number = {}, '', 0
    with open(path, encoding='utf-8') as file:
        lines = file.read().split('\n')
    at = 0
    while at < len(lines):
        line = lines[at]
        heading = re.match(r'#+ (.*)', line)
        if heading:
            section = heading.group(1)
        if line.startswith(FENCE + ' example'):
            end = lines.index('.', at)
            number += 1
            markdown = '\n'.join(lines[at + 1:end]) + '\n'
            sections.setdefault(section, []).append((number, markdown.replace('→', '\t')))
            at = lines.index(FENCE, end)
        at += 1
    return sections
