# Source files as tidy sees them: text, lines, code without comments and literals, includes.
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOTS = ("src", "apps", "tests", "bench", "fuzz", "tools")
CPP_ENDINGS = (".cpp", ".hpp")

# Order matters: a number may hold ' as digit separator, a raw string may hold anything.
_LEXEME = re.compile(
    r"""(?P<number>(?<!\w)\d(?:'?[\w.])*)
      | (?P<raw>\bR"(?P<delimiter>[^()\s\\]*)\(.*?\)(?P=delimiter)")
      | (?P<text>"(?:[^"\\\n]|\\.)*")
      | (?P<letter>'(?:[^'\\\n]|\\.)+')
      | (?P<line>//[^\n]*)
      | (?P<block>/\*.*?\*/)""",
    re.VERBOSE | re.DOTALL,
)
_DIRECTIVE = re.compile(r"^[ ]*\#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)
_INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


@dataclass(frozen=True)
class Finding:
    rule: str
    path: str
    line: int
    what: str
    remedy: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.what}; remedy: {self.remedy} [{self.rule}]"


@dataclass(frozen=True)
class Include:
    line: int
    name: str
    quoted: bool


def _spaces(text):
    return re.sub(r"[^\n]", " ", text)


def _blank_lexeme(match):
    text = match.group(0)
    if match.lastgroup == "number":
        return text.replace("'", "0")
    if match.lastgroup in ("line", "block"):
        return _spaces(text)
    quote = text[-1]
    return quote + _spaces(text[1:-1]) + quote


class Source:
    """One C++ file; `path` is relative to the root of the tree and written with slashes."""

    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.lines = text.split("\n")
        if self.lines and self.lines[-1] == "":
            self.lines.pop()

    @property
    def is_header(self):
        return self.path.endswith(".hpp")

    @property
    def is_test(self):
        return self.path.endswith("_test.cpp") or self.path.startswith("tests/")

    @property
    def folder(self):
        return os.path.dirname(self.path)

    @property
    def stem(self):
        return os.path.splitext(os.path.basename(self.path))[0]

    @cached_property
    def code(self):
        """The text with comments and the insides of literals replaced by blanks."""
        return _LEXEME.sub(_blank_lexeme, self.text)

    @cached_property
    def structure_text(self):
        """The code without preprocessor lines."""
        return _DIRECTIVE.sub(lambda match: _spaces(match.group(0)), self.code)

    @cached_property
    def code_lines(self):
        return self.code.split("\n")

    @cached_property
    def includes(self):
        found = []
        for number, line in enumerate(self.lines, 1):
            match = _INCLUDE.match(line)
            if match and self.code_lines[number - 1].lstrip().startswith("#"):
                found.append(Include(number, match.group(2), match.group(1) == '"'))
        return found

    def line_at(self, offset):
        return self.text.count("\n", 0, offset) + 1


class Tree:
    """All files that tidy looks at, below one folder."""

    def __init__(self, root):
        self.root = Path(root)
        self.sources = {}
        self.scripts = {}  # CMake, Python and shell: only their text is checked
        for top in ROOTS:
            self._read_below(top)
        for name in ("CMakeLists.txt", "run", "test", ".ci/run"):
            self._read_script(name)
        for path in sorted(self.root.glob("cmake/*.cmake")):
            self._read_script(f"cmake/{path.name}")

    def text(self, path):
        """The text of any file of the tree, or None when there is no such file."""
        file = self.root / path
        return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else None

    def _read_below(self, top):
        for folder, folders, files in os.walk(self.root / top):
            folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
            relative = Path(folder).relative_to(self.root).as_posix()
            for name in sorted(files):
                path = f"{relative}/{name}"
                if name.endswith(CPP_ENDINGS):
                    self.sources[path] = Source(path, self.text(path))
                else:
                    self._read_script(path)

    def _read_script(self, path):
        if not path.endswith((".py", ".cmake", "CMakeLists.txt")) and not self._has_shebang(path):
            return
        text = self.text(path)
        if text is not None:
            self.scripts[path] = Source(path, text)

    def _has_shebang(self, path):
        file = self.root / path
        if not file.is_file():
            return False
        with file.open("rb") as stream:
            return stream.read(2) == b"#!"
