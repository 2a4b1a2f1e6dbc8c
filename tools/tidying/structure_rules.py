# Rules about what a file declares: names, sizes, parameters, state, recursion.
# SPDX-License-Identifier: GPL-3.0-or-later
import re
from functools import lru_cache

from tidying.source import Finding
from tidying.structure import count_parameters, structure

FUNCTION_WALL = 70
FILE_WALL = 500
PARAMETER_WALL = 4

_SNAKE = re.compile(r"~?[a-z][a-z0-9_]*_?$")
_PASCAL = re.compile(r"[A-Z][A-Za-z0-9]*$")
# Types that the language or a library looks up by a name of its own.
_FOREIGN_TYPES = {"promise_type", "iterator", "const_iterator", "hash", "tuple_size",
                  "tuple_element", "formatter", "rep", "period", "duration"}
_FOREIGN_FUNCTIONS = {"LLVMFuzzerTestOneInput", "SetUp", "TearDown", "SetUpTestSuite",
                      "TearDownTestSuite", "PrintTo", "get_return_object"}
_CONSTANT = re.compile(r"\b(constexpr|consteval|const)\b")


@lru_cache(maxsize=None)
def structure_of(source):
    return structure(source)


def check_names(tree):
    for source in tree.sources.values():
        found = structure_of(source)
        for function in found.functions:
            yield from _check_function_name(source, function)
        for declaration in found.declarations:
            if declaration.kind == "function" and declaration.head.rstrip().endswith(")"):
                yield from _check_getter(source, declaration)
            elif declaration.kind == "type" and declaration.name not in _FOREIGN_TYPES:
                if declaration.name and not _PASCAL.match(declaration.name):
                    yield Finding("names", source.path, declaration.line,
                                  f"type {declaration.name} is not in PascalCase", "rename it")
            elif declaration.kind == "variable":
                yield from _check_member_name(source, declaration)


def _check_function_name(source, function):
    name = function.name
    if name.startswith(("TEST(", "operator")) or name in _FOREIGN_FUNCTIONS or name.isupper():
        return
    if name.lstrip("~") == function.scope or _SNAKE.match(name):
        yield from _check_getter(source, function)
    elif name.upper() != name:  # a line of capitals is a macro of a library, as BENCHMARK
        yield Finding("names", source.path, function.line,
                      f"function {name} is not in snake_case", "rename it")


def _check_getter(source, function):
    if function.name.startswith("get_") and function.name not in _FOREIGN_FUNCTIONS:
        yield Finding("getter", source.path, function.line, f"{function.name} begins with get_",
                      f"call it {function.name[4:]}")


def _check_member_name(source, declaration):
    if declaration.access == "private" and declaration.scope and declaration.name:
        if not _CONSTANT.search(declaration.head) and not declaration.name.endswith("_"):
            yield Finding("names", source.path, declaration.line,
                          f"private member {declaration.name} does not end in _",
                          f"call it {declaration.name}_")


def check_state(tree):
    for source in tree.sources.values():
        found = structure_of(source)
        for declaration in found.declarations:
            if declaration.kind != "variable" or _is_signal_flag(source, declaration):
                continue
            if _is_mutable_global(declaration):
                yield Finding("mutable-global", source.path, declaration.line,
                              f"{declaration.name} is a mutable global",
                              "make it constexpr, or a member of an object handed to its users")
        for function in found.functions:
            for match in re.finditer(r"\bstatic\b([^;={(]*)", function.body):
                if not _CONSTANT.search(match.group(1)):
                    line = function.line + function.body.count("\n", 0, match.start())
                    yield Finding("mutable-global", source.path, line,
                                  f"mutable static variable in {function.name}",
                                  "make it constexpr, or a member of an object")


def _is_signal_flag(source, declaration):
    """A signal handler reaches nothing but globals, so its file may have a flag."""
    return (any(include.name == "csignal" for include in source.includes)
            and re.search(r"\bstd::atomic<bool>|\bsig_atomic_t\b", declaration.head))


def _is_mutable_global(declaration):
    head = declaration.head
    if declaration.scope and not re.match(r"(inline\s+)?static\b", head):
        return False
    if re.search(r"\bconstexpr\b", head):
        return False
    before_name = re.split(r"[={]", head)[0]
    if "*" in before_name:
        return not re.search(r"\bconst\b", before_name[before_name.rindex("*"):])
    return not _CONSTANT.search(before_name)


def check_recursion(tree):
    for source in tree.sources.values():
        if not source.path.startswith("src/firmware/") or source.is_test:
            continue
        for function in structure_of(source).functions:
            if _calls_itself(function):
                yield Finding("recursion", source.path, function.line,
                              f"{function.name} calls itself",
                              "write a loop: a microcontroller's stack has no room for recursion")


def _calls_itself(function):
    if not re.match(r"\w+$", function.name) or function.name == "lambda":
        return False
    for match in re.finditer(rf"(?<![\w.>:~]){re.escape(function.name)}\s*\(", function.body):
        depth, index = 0, match.end() - 1
        for index in range(match.end() - 1, len(function.body)):
            depth += {"(": 1, ")": -1}.get(function.body[index], 0)
            if depth == 0:
                break
        if count_parameters(function.body[match.end():index]) == function.parameters:
            return True
    return False


def measure_sizes(tree):
    """Yields (rule, key, size, wall, Finding) of everything that is larger than its wall."""
    for source in tree.sources.values():
        if len(source.lines) > FILE_WALL:
            yield "file-length", source.path, len(source.lines), Finding(
                "file-length", source.path, 1,
                f"{len(source.lines)} lines, {FILE_WALL} is the wall",
                "split it by what its parts are about")
        for function in structure_of(source).functions:
            name = f"{function.scope}::{function.name}" if function.scope else function.name
            key = f"{source.path}:{name.replace(' ', '')}"
            if function.length > FUNCTION_WALL:
                yield "function-length", key, function.length, Finding(
                    "function-length", source.path, function.line,
                    f"{name} has {function.length} lines, {FUNCTION_WALL} is the wall",
                    "let it decide and move what is computed into helpers")
            if function.parameters > PARAMETER_WALL:
                yield "parameters", key, function.parameters, Finding(
                    "parameters", source.path, function.line,
                    f"{name} takes {function.parameters} parameters, {PARAMETER_WALL} at most",
                    "hand over a struct and name its members at the call")
        yield from _measure_untested(tree, source)


def _measure_untested(tree, source):
    path = source.path
    if not path.startswith("src/") or not path.endswith(".cpp"):
        return
    if path.endswith(("_test.cpp", "_fuzz.cpp", "_bench.cpp")):
        return
    if not _is_tested(tree, source):
        yield "untested", path, 1, Finding(
            "untested", path, 1, f"there is no {source.stem}_test.cpp beside it",
            "add one whose tests state what the file promises")


def _is_tested(tree, source):
    """By a test of its own, or by a neighbour that includes its header."""
    if source.path[: -len(".cpp")] + "_test.cpp" in tree.sources:
        return True
    header = source.path[len("src/") : -len(".cpp")] + ".hpp"
    return any(header in (include.name for include in other.includes)
               for other in tree.sources.values()
               if other.folder == source.folder and other.path.endswith("_test.cpp"))


def function_lengths(tree):
    return sorted(function.length for source in tree.sources.values()
                  for function in structure_of(source).functions)
