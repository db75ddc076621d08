#!/usr/bin/env python3
"""Turns a TeX pattern file (\\patterns{…} \\hyphenation{…}, UTF-8) into one that libhyphen reads.

    tools/hyphen_patterns.py hyph-da.tex > data/hyphen/hyph_da.dic

libhyphen goes through a word with an automaton whose states are the beginnings of patterns, and applies at each
character only the values of the state that it is in. So every such beginning must carry the values of all patterns
that it ends with. The comment at the head of the file, which holds its licence, is kept.
"""
import re
import sys

NEVER, ALWAYS = 8, 9  # stronger than any value that patgen gives


def read_group(text, name):
    match = re.search(r"\\" + name + r"\s*\{([^}]*)\}", text)
    return match.group(1).split() if match else []


def split_pattern(pattern):
    """'a1b2' → ('ab', [0, 1, 2])."""
    letters, values = "", [0]
    for char in pattern:
        if char.isdigit():
            values[-1] = int(char)
        else:
            letters += char
            values.append(0)
    return letters, values


def exception(word):
    """'ta-ble' → the pattern that allows a break there and nowhere else."""
    parts = word.split("-")
    return "." + str(ALWAYS).join(str(NEVER).join(part) for part in parts) + "."


def merge(patterns):
    """Every beginning of a pattern, with the greatest value at each place of all patterns that it ends with."""
    beginnings = {letters[:i] for letters in patterns for i in range(1, len(letters) + 1)}
    for beginning in sorted(beginnings):
        values = [0] * (len(beginning) + 1)
        for start in range(len(beginning)):
            other = patterns.get(beginning[start:])
            if other:
                values[start:] = [max(a, b) for a, b in zip(values[start:], other)]
        if any(values):
            yield beginning, values


def write_pattern(letters, values):
    out = str(values[0] or "")
    for char, value in zip(letters, values[1:]):
        out += char + str(value or "")
    return out


def main():
    source = open(sys.argv[1], encoding="utf-8").read()
    header = re.match(r"(?:%.*\n)*", source).group(0)
    text = re.sub(r"%.*", "", source)
    patterns = {}
    for pattern in read_group(text, "patterns") + [exception(word) for word in read_group(text, "hyphenation")]:
        letters, values = split_pattern(pattern)
        old = patterns.get(letters, [0] * len(values))
        patterns[letters] = [max(a, b) for a, b in zip(old, values)]
    out = ["UTF-8"]
    for key, side in ("LEFTHYPHENMIN", "left"), ("RIGHTHYPHENMIN", "right"):
        minimum = re.search(r"^%\s+" + side + r":\s*(\d+)", header, re.M)
        out.append(f"{key} {minimum.group(1) if minimum else 2}")
    name = sys.argv[1].rsplit("/", 1)[-1]
    out.append(f"% Changed: converted from {name} to the form that libhyphen reads; {name} begins with these lines.")
    out += header.rstrip("\n").split("\n")
    out += [write_pattern(letters, values) for letters, values in merge(patterns)]
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    print("\n".join(out))


if __name__ == "__main__":
    main()
