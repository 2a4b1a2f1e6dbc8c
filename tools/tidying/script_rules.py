# How long the functions of scripts are, in Python and shell.
# SPDX-License-Identifier: GPL-3.0-or-later
import ast
import re

from tidying.size_findings import measured_file, measured_function

_SHELL_FUNCTION = re.compile(r"(\w+)\s*\(\)\s*\{")


def measure_scripts(tree):
    """Yields (rule, key, size, Finding) of everything that is larger than its wall."""
    for script in tree.scripts.values():
        yield from measured_file(script.path, len(script.lines))
        for name, line, length in _functions(script):
            yield from measured_function(script.path, name, line, length)


def _functions(script):
    """Name, first line and length of each function."""
    if script.path.endswith(".py") or "python" in script.lines[0]:
        return _python_functions(script)
    return _shell_functions(script)


def _python_functions(script):
    try:
        nodes = list(ast.walk(ast.parse(script.text)))
    except SyntaxError:
        return []  # whoever runs it is told
    return [(node.name, node.lineno, node.end_lineno - node.lineno + 1) for node in nodes
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def _shell_functions(script):
    found = []
    for number, line in enumerate(script.lines, 1):
        match = _SHELL_FUNCTION.match(line)
        if match:
            rest = script.lines[number - 1 :]
            length = next((at for at, text in enumerate(rest, 1) if text.rstrip().endswith("}")
                           and not text.startswith(" ")), len(rest))
            found.append((match.group(1), number, length))
    return found
