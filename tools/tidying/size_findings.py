# What to say of files and functions that are too long, whatever language they are in.
# SPDX-License-Identifier: GPL-3.0-or-later
from tidying.source import Finding

FUNCTION_WALL = 70
FILE_WALL = 500


def measured_file(path, lines):
    """What the ratchet takes, (rule, key, size, Finding), if the file is too long."""
    if lines > FILE_WALL:
        yield "file-length", path, lines, Finding(
            "file-length", path, 1, f"{lines} lines, {FILE_WALL} is the wall",
            "split it by what its parts are about")


def measured_function(path, name, line, length):
    """The same for a function."""
    if length > FUNCTION_WALL:
        yield "function-length", f"{path}:{name.replace(' ', '')}", length, Finding(
            "function-length", path, line,
            f"{name} has {length} lines, {FUNCTION_WALL} is the wall",
            "let it decide and move what is computed into helpers")
