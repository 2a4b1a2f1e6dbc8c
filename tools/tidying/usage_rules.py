# Rules about what may be used where: exceptions, the heap, heavy headers, locks, shared ownership.
# SPDX-License-Identifier: GPL-3.0-or-later
import re

from tidying.layers import folder_of, read_layers
from tidying.source import Finding

_HEAVY = re.compile(r"(nlohmann/|CLI/|boost/(asio|beast)\b)")
_HEAP_HEADERS = {"vector", "map", "string", "functional"}
_HOSTED_PORT = re.compile("/port/(sim|linux)/")
_LOCKS = {"mutex", "shared_mutex", "condition_variable", "semaphore"}
# How many lines above a shared_ptr its reason may stand.
_REASON_WITHIN = 3


def _is_production(source):
    return (source.path.startswith("src/") and "/testing" not in source.path
            and not source.path.endswith(("_test.cpp", "_fuzz.cpp", "_bench.cpp")))


def check_throw(tree):
    layers = read_layers(tree)
    if "printer" not in layers:
        return
    for source in filter(_is_production, tree.sources.values()):
        layer = layers.get(folder_of(source.path[len("src/"):], layers))
        if not layer or layer.height >= layers["printer"].height:
            continue
        for number, line in enumerate(source.code_lines, 1):
            if re.search(r"\bthrow\b", line):
                yield Finding("throw", source.path, number, f"throw in {layer.folder}",
                              "return a base::Result; only printer and what is above it throws")


def check_firmware_heap(tree):
    """Boards that live on a computer may do as they like."""
    for source in filter(_is_production, tree.sources.values()):
        if not source.path.startswith("src/firmware/") or _HOSTED_PORT.search(source.path):
            continue
        for include in source.includes:
            if include.name in _HEAP_HEADERS or include.name.startswith("boost/"):
                yield Finding("firmware-heap", source.path, include.line,
                              f"<{include.name}> in the firmware",
                              "use base/fixed_vector.hpp, a span or the arena: boards have no heap")
        for number, line in enumerate(source.code_lines, 1):
            if re.search(r"\bnew\b(?!\s*[(>])", line) and not line.lstrip().startswith("#"):
                yield Finding("firmware-heap", source.path, number, "new in the firmware",
                              "let Arena::make build it: boards have no heap")


def check_heavy_headers(tree):
    for source in tree.sources.values():
        for include in source.includes:
            if source.is_header and _HEAVY.match(include.name):
                yield Finding("heavy-header", source.path, include.line,
                              f"<{include.name}> in a header",
                              "include it in the .cpp file and hide it behind a type of ours")


def check_locks(tree):
    for source in tree.sources.values():
        for include in source.includes:
            if source.path.startswith("src/modules/") and include.name in _LOCKS:
                yield Finding("module-lock", source.path, include.line,
                              f"<{include.name}> in a module",
                              "let the main thread own the state, or hand values over a channel")


def check_shared_ownership(tree):
    """shared_ptr<void> is how a type is erased that knows how to delete itself; a file with one
    may make what it points to."""
    for source in filter(_is_production, tree.sources.values()):
        for number, line in enumerate(source.code_lines, 1):
            makes = "make_shared" in line and "shared_ptr<void>" not in source.code
            if not makes and not re.search(r"\bshared_ptr\s*<(?!void>)", line):
                continue
            above = source.lines[max(0, number - 1 - _REASON_WITHIN) : number]
            if not any(re.search(r"//.*\bshare", text) for text in above):
                yield Finding("shared-ptr", source.path, number,
                              "shared_ptr without a written reason",
                              "use a value, a reference or unique_ptr; or say in a comment above "
                              "who shares it and why")


def check_old_templates(tree):
    for source in tree.sources.values():
        for number, line in enumerate(source.code_lines, 1):
            if re.search(r"\benable_if(_t)?\b", line):
                yield Finding("enable-if", source.path, number, "enable_if",
                              "name a concept, or write a requires clause")


def check_enums(tree):
    """Exit codes are numbers, so the program may have a plain enum for them."""
    for source in tree.sources.values():
        if source.path.startswith("apps/"):
            continue
        for number, line in enumerate(source.code_lines, 1):
            if re.search(r"\benum\s+(?!class\b|struct\b)(\w+\s*)?[:{]", line):
                yield Finding("plain-enum", source.path, number, "a plain enum",
                              "make it an enum class: its words stay apart, and it is no number")
