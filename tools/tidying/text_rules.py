# Rules that a single line shows: first lines, width, blanks, words, macros, clocks.
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re

from tidying.source import Finding

WIDTH = 100
CLOCK_FILE = "src/runtime/system_clock.cpp"
LICENSE_LINE = "SPDX-License-Identifier: GPL-3.0-or-later"

# Written so that this file does not hold the words that it looks for.
_UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
_CLOCKS = re.compile(
    r"\b(?:system|steady|high_resolution|utc|file)_clock\b|\bclock_gettime\s*\(|\bgettimeofday\s*\("
    r"|\bstd::time\s*\(|(?<![\w.>:])time\s*\(\s*(?:nullptr|NULL|0|&)"
    r"|\bsleep_for\b|\bsleep_until\b|\bu?sleep\s*\(|\bnanosleep\s*\("
)
_DEAD_CODE = re.compile(r"^\s*// ?(?! )(?:[\w:<>*&.\->\[\]]+ )*[\w:.\->\[\]]+( = .+|\(.*\));$")


def check_first_lines(tree):
    for source in tree.sources.values():
        lines = source.lines + ["", ""]
        if not re.match(r"// \S.*[.?!]$", lines[0]):
            yield Finding("first-line", source.path, 1, "the first line is no sentence comment",
                          'begin the file with "// One sentence that says what it is."')
        if lines[1] != f"// {LICENSE_LINE}":
            yield Finding("license-line", source.path, 2, "the second line is not the SPDX line",
                          f'write "// {LICENSE_LINE}"')
    for script in tree.scripts.values():
        if script.path.endswith(".py") and (script.lines + ["", ""])[1] != f"# {LICENSE_LINE}":
            yield Finding("license-line", script.path, 2, "the second line is not the SPDX line",
                          f'write "# {LICENSE_LINE}"')


def check_lines(tree):
    for source in [*tree.sources.values(), *tree.scripts.values()]:
        for number, line in enumerate(source.lines, 1):
            yield from _check_line(source.path, number, line)
        if source.text and not source.text.endswith("\n"):
            yield Finding("blanks", source.path, len(source.lines), "no line end at end of file",
                          "end the last line with a newline")


def _check_line(path, number, line):
    if len(line) > WIDTH:
        yield Finding("width", path, number, f"{len(line)} columns", f"break it at {WIDTH}")
    if "\t" in line:
        yield Finding("blanks", path, number, "a tab", "indent with spaces")
    if line != line.rstrip():
        yield Finding("blanks", path, number, "blanks or a carriage return at the end of the line",
                      "delete them")
    yield from check_unfinished(path, number, line)


def check_unfinished(path, number, line):
    if match := _UNFINISHED.search(line):
        yield Finding("unfinished", path, number, f"a note that says {match.group(1)}",
                      "do it now, or write it into the issue tracker")


def check_code_lines(tree):
    for source in tree.sources.values():
        for number, line in enumerate(source.code_lines, 1):
            yield from _check_macro(source, number, line)
            yield from _check_clock(source, number, line)
            if source.is_header and re.search(r"\busing\s+namespace\b", line):
                yield Finding("using-namespace", source.path, number,
                              "using namespace in a header",
                              "spell the names out, or use single using-declarations")


def _check_macro(source, number, line):
    match = re.match(r"\s*#\s*define\s+(\w+)", line)
    if match and match.group(1) != "ASSERT":
        yield Finding("macro", source.path, number, f"macro {match.group(1)}",
                      "use a constexpr value, a function or a template; only ASSERT is a macro")


def _check_clock(source, number, line):
    match = _CLOCKS.search(line)
    if match and source.path != CLOCK_FILE:
        yield Finding("clock", source.path, number,
                      f"{match.group(0).strip(' (')} outside {CLOCK_FILE}",
                      "take the time as an argument or from an injected runtime::Clock")


def check_dead_code(tree):
    for source in tree.sources.values():
        for number, line in enumerate(source.lines, 1):
            if not source.code_lines[number - 1].strip() and _DEAD_CODE.match(line):
                yield Finding("dead-code", source.path, number, "a comment that looks like code",
                              "delete it; indent an example by two blanks more")


def check_headers(tree):
    for source in tree.sources.values():
        if not source.is_header:
            continue
        code = [line for line in source.code_lines if line.strip()]
        if not code or code[0].strip() != "#pragma once":
            yield Finding("pragma-once", source.path, 1, "#pragma once is not the first code",
                          "put it behind the first comment")


def check_own_header_first(tree):
    for source in tree.sources.values():
        if not source.path.startswith("src/") or source.is_header:
            continue
        own = re.sub(r"(_test)?\.cpp$", ".hpp", source.path)
        if own not in tree.sources or not source.includes:
            continue
        first = source.includes[0]
        if os.path.join("src", first.name) != own:
            yield Finding("own-header-first", source.path, first.line,
                          f"the first include is {first.name}",
                          f'include "{own[len("src/"):]}" first, which proves that it stands alone')
