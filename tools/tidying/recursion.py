# The firmware calls nothing that leads back to where it came from: recursion, direct or in a ring.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#   1. A function is known by its class, its name and how many parameters it takes.
#   2. A call without an object in front, or through `this`, is to a function of the same class, or
#      else to a free one.  Calls of other objects are not followed.
#   3. A function that can be reached from itself is found.
import re

from tidying.source import Finding
from tidying.structure import count_parameters, skip_brackets
from tidying.structure_rules import structure_of

_CALL = re.compile(r"(?<![\w.>:~])(\w+)\s*\(")


def check_recursion(tree):
    known = {}
    for source in tree.sources.values():
        if source.path.startswith("src/firmware/") and not source.is_test:
            for function in structure_of(source).functions:
                known.setdefault(_identity(function), []).append((source, function))
    calls = {identity: {called for _, function in places for called in _called(function, known)}
             for identity, places in known.items()}
    for identity, places in known.items():
        ring = _way_back(identity, calls)
        if ring:
            source, function = places[0]
            through = f" through {' and '.join(name for _, name, _ in ring)}" if ring[1:] else ""
            yield Finding("recursion", source.path, function.line,
                          f"{function.name} calls itself{through}",
                          "write a loop: a microcontroller's stack has no room for recursion")


def _identity(function):
    return function.scope, function.name, function.parameters


def _called(function, known):
    body = function.body.replace("this->", " " * len("this->"))
    for match in _CALL.finditer(body):
        inside = body[match.end() : skip_brackets(body, match.end() - 1) - 1]
        for scope in (function.scope, ""):
            called = scope, match.group(1), count_parameters(inside)
            if called in known:
                yield called
                break


def _way_back(start, calls):
    """The functions on a way from `start` back to itself; the last is `start`.  Else None."""
    ways, seen = [(called, [called]) for called in sorted(calls[start])], set()
    while ways:
        here, way = ways.pop()
        if here == start:
            return way
        if here not in seen:
            seen.add(here)
            ways += [(called, way + [called]) for called in sorted(calls[here])]
    return None
