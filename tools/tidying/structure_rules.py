# Rules about what a file declares: names, sizes, parameters, state.
# SPDX-License-Identifier: GPL-3.0-or-later
import re
from functools import lru_cache

from tidying.script_rules import measure_scripts
from tidying.size_findings import measured_file, measured_function
from tidying.source import Finding
from tidying.structure import structure

PARAMETER_WALL = 4

_SNAKE = re.compile(r"~?[a-z][a-z0-9_]*_?$")
_PASCAL = re.compile(r"[A-Z][A-Za-z0-9]*$")
# Types that the language or a library looks up by a name of its own.
_FOREIGN_TYPES = {"promise_type", "iterator", "const_iterator", "hash", "tuple_size",
                  "tuple_element", "formatter", "rep", "period", "duration"}
_FOREIGN_FUNCTIONS = {"LLVMFuzzerTestOneInput", "SetUp", "TearDown", "SetUpTestSuite",
                      "TearDownTestSuite", "PrintTo", "get_return_object"}
# A word in camelCase behind a type.
_CAMEL_VARIABLE = re.compile(
    r"(?<=[\w>&*] )[&*]*\b([a-z][a-z0-9]*(?:_[a-z0-9]+)*[A-Z]\w*)\s*(?=[=;{,)\[:])")
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
            if declaration.kind == "function":
                yield from _check_declared_function(source, declaration)
            elif declaration.kind == "type" and declaration.name not in _FOREIGN_TYPES:
                if declaration.name and not _PASCAL.match(declaration.name):
                    yield Finding("names", source.path, declaration.line,
                                  f"type {declaration.name} is not in PascalCase", "rename it")
            elif declaration.kind == "variable":
                yield from _check_member_name(source, declaration)
        yield from _check_variable_names(source)


def _check_declared_function(source, declaration):
    """A head such as `Next (*event)(int)` is a pointer, `Box(T) -> Box<T>` deduces."""
    is_pointer = re.search(rf"\b{re.escape(declaration.name)}\s*\(\s*[*&]", declaration.head)
    is_own = re.search(rf"(^|\b{re.escape(declaration.name)}\s*::\s*)"
                       rf"{re.escape(declaration.name)}\s*\(", declaration.head)
    if not (is_pointer or is_own or declaration.name.startswith("~")):
        yield from _check_function_name(source, declaration)


def _check_variable_names(source):
    for number, line in enumerate(source.code_lines, 1):
        for match in _CAMEL_VARIABLE.finditer("" if line.lstrip().startswith("#") else line):
            yield Finding("names", source.path, number,
                          f"variable {match.group(1)} is not in snake_case", "rename it")


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
            if declaration.kind != "variable" or _is_out_of_reach(source, declaration):
                continue
            if _is_mutable_global(declaration):
                yield Finding("mutable-global", source.path, declaration.line,
                              f"{declaration.name} is a mutable global",
                              "make it constexpr, or a member of an object handed to its users")
        for function in found.functions:
            for match in re.finditer(r"\bstatic\b([^;={(]*)", function.body):
                if not _is_constant(match.group(1)):
                    line = function.line + function.body.count("\n", 0, match.start())
                    yield Finding("mutable-global", source.path, line,
                                  f"mutable static variable in {function.name}",
                                  "make it constexpr, or a member of an object")


def _is_out_of_reach(source, declaration):
    """Signal handlers and allocation functions reach nothing but globals: a flag, a count."""
    if re.search(r"\bstd::atomic<bool>|\bsig_atomic_t\b", declaration.head):
        return any(include.name == "csignal" for include in source.includes)
    return (re.search(r"\bstd::atomic<long>", declaration.head)
            and re.search(r"\boperator new\(", source.code))


def _is_mutable_global(declaration):
    head = declaration.head
    if declaration.scope and not re.match(r"(inline\s+)?static\b", head):
        return False
    return not _is_constant(head)


def _is_constant(head):
    """Whether what is declared cannot change, whatever it points to or contains."""
    if re.search(r"\bconstexpr\b", head):
        return True
    before_name = _without_arguments(re.split(r"[={]", head)[0])
    if "*" in before_name:
        return bool(re.search(r"\bconst\b", before_name[before_name.rindex("*"):]))
    return bool(_CONSTANT.search(before_name))


def _without_arguments(head):
    """The head without what stands between < and >."""
    while (shorter := re.sub(r"<[^<>]*>", "", head)) != head:
        head = shorter
    return head


def measure_sizes(tree):
    """Yields (rule, key, size, Finding) of everything that is larger than its wall."""
    for source in tree.sources.values():
        yield from measured_file(source.path, len(source.lines))
        for function in structure_of(source).functions:
            name = f"{function.scope}::{function.name}" if function.scope else function.name
            key = f"{source.path}:{name.replace(' ', '')}"
            yield from measured_function(source.path, name, function.line, function.length)
            if function.parameters > PARAMETER_WALL:
                yield "parameters", key, function.parameters, Finding(
                    "parameters", source.path, function.line,
                    f"{name} takes {function.parameters} parameters, {PARAMETER_WALL} at most",
                    "hand over a struct and name its members at the call")
        yield from _measure_declarations(source)
        yield from _measure_untested(tree, source)
    yield from measure_scripts(tree)


def _measure_declarations(source):
    for declared in structure_of(source).declarations:
        if declared.parameters > PARAMETER_WALL and declared.name.upper() != declared.name:
            name = f"{declared.scope}::{declared.name}" if declared.scope else declared.name
            yield "parameters", f"{source.path}:{name}", declared.parameters, Finding(
                "parameters", source.path, declared.line,
                f"{name} takes {declared.parameters} parameters, {PARAMETER_WALL} at most",
                "hand over a struct and name its members at the call")


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
