# The same name in the unnamed namespaces of two sources of a folder.
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The sanitized builds join the sources of a library, where such names would clash; and two
# functions that share a name mostly share what they do.
import os
import re

from tidying.source import Finding
from tidying.structure_rules import structure_of


def check_twins(tree):
    seen = {}
    for source in sorted(tree.sources.values(), key=lambda source: source.path):
        if not source.path.endswith(".cpp") or source.is_test:
            continue
        for what, name, line in _hidden_names(source):
            first = seen.setdefault((os.path.dirname(source.path), what), source.path)
            if first != source.path:
                yield Finding("twins", source.path, line,
                              f"{name} is also in {first}",
                              "share it through a header of the folder, or name it otherwise")


def _hidden_names(source):
    """What stands in unnamed namespaces: something that is equal for names that clash."""
    hidden = _hidden_lines(source)
    found = structure_of(source)
    for function in found.functions:
        if function.line in hidden and not function.scope:
            yield (function.name, function.parameters), function.name, function.line
    for declaration in found.declarations:
        if declaration.line in hidden and not declaration.scope:
            if declaration.kind in ("type", "variable"):
                yield declaration.name, declaration.name, declaration.line
    for number, line in enumerate(source.text.splitlines(), 1):
        alias = re.match(r"using (\w+) =", line)
        if number in hidden and alias:
            yield alias[1], alias[1], number


def _hidden_lines(source):
    hidden, inside = set(), False
    for number, line in enumerate(source.text.splitlines(), 1):
        if line.startswith("namespace {"):
            inside = True
        elif line.startswith("}  // namespace"):
            inside = False
        elif inside:
            hidden.add(number)
    return hidden
