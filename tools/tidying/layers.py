# Who may include whom: every #include against layers.txt, cycles, orphan files.
# SPDX-License-Identifier: GPL-3.0-or-later
import fnmatch
import os
import re
from dataclasses import dataclass

from tidying.source import Finding

TABLE = "layers.txt"


@dataclass(frozen=True)
class Layer:
    folder: str
    height: int
    may_include: tuple
    line: int


def read_layers(tree):
    layers = {}
    for number, line in enumerate((tree.text(TABLE) or "").split("\n"), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        allowed = tuple(word for word in words[2:] if word != "-")
        layers[words[0]] = Layer(words[0], int(words[1]), allowed, number)
    return layers


def folder_of(name, layers):
    """The longest folder of the table that holds the file `name` (written from src/)."""
    parts = name.split("/")[:-1]
    while parts and "/".join(parts) not in layers:
        parts.pop()
    return "/".join(parts)


def resolve(tree, source, include):
    """The path of the file that a quoted include names, or None."""
    candidates = [f"src/{include.name}"]
    if not source.path.startswith("src/"):
        top = source.path.split("/")[0]
        candidates += [f"{base}/{include.name}" for base in (source.folder, top, "apps", ".")]
    for path in candidates:
        path = os.path.normpath(path)
        if path in tree.sources:
            return path
    return None


def check_table(tree):
    layers = read_layers(tree)
    for layer in layers.values():
        for word in layer.may_include:
            folder = folder_of(word, layers) if word.endswith(".hpp") else word
            if folder not in layers:
                yield Finding("layer-table", TABLE, layer.line, f"{word} is no folder of the table",
                              "name a folder that has a line of its own")
            elif layers[folder].height >= layer.height:
                yield Finding("layer-table", TABLE, layer.line,
                              f"{layer.folder} may include {word}, which is not below it",
                              "give it a lower layer, or turn the dependency round")


def check_includes(tree):
    layers = read_layers(tree)
    for source in tree.sources.values():
        in_src = source.path.startswith("src/")
        for include in source.includes:
            if not include.quoted:
                yield from _check_angled(tree, source, include)
                continue
            target = resolve(tree, source, include)
            if target is None:
                yield Finding("include-path", source.path, include.line,
                              f'no file "{include.name}" below src/',
                              'write our own headers from src/, as "base/time.hpp"')
            elif in_src:
                yield from _check_layer(source, include, layers)


def _check_angled(tree, source, include):
    if f"src/{include.name}" in tree.sources:
        yield Finding("include-path", source.path, include.line,
                      f"our own header <{include.name}> in angle brackets",
                      "write it in quotes; angle brackets are for the system's headers")


def _check_layer(source, include, layers):
    own = folder_of(source.path[len("src/"):], layers)
    other = folder_of(include.name, layers)
    if own not in layers or other not in layers:
        return  # the folder without a line is reported once, as an orphan
    if own != other:
        if "/detail/" in include.name:
            yield Finding("layer", source.path, include.line,
                          f"{include.name} is private to {other}",
                          f"use the headers of {other} that are not in detail/")
        elif other not in layers[own].may_include and include.name not in layers[own].may_include:
            allowed = " ".join(layers[own].may_include) or "nothing but itself"
            yield Finding("layer", source.path, include.line,
                          f"{own} may not include {include.name}",
                          f"use only {allowed} ({TABLE}), or move the code to a higher folder")


def check_cycles(tree):
    graph = {}
    for source in tree.sources.values():
        targets = [(resolve(tree, source, include), include.line)
                   for include in source.includes if include.quoted]
        graph[source.path] = [(path, line) for path, line in targets if path]
    finished, reported = set(), set()
    for path in graph:
        yield from _search(path, graph, finished, reported)


def _search(start, graph, finished, reported):
    """A depth-first search that reports each edge back into the current path."""
    stack, on_path = [(start, iter(graph.get(start, ())))], [start]
    while stack:
        path, edges = stack[-1]
        for target, line in edges:
            if target in on_path:
                ring = on_path[on_path.index(target):]
                if frozenset(ring) not in reported:
                    reported.add(frozenset(ring))
                    yield Finding("include-cycle", path, line,
                                  "headers include each other in a ring: "
                                  + " -> ".join(ring + [target]),
                                  "move what both need into a header of its own")
            elif target not in finished:
                stack.append((target, iter(graph.get(target, ()))))
                on_path.append(target)
                break
        else:
            finished.add(path)
            stack.pop()
            on_path.pop()


def check_orphans(tree):
    layers = read_layers(tree)
    included = {}
    for source in tree.sources.values():
        for include in source.includes:
            if include.quoted:
                included.setdefault(resolve(tree, source, include), set()).add(source.path)
    for source in tree.sources.values():
        if source.path.startswith("src/") and not folder_of(source.path[4:], layers):
            yield Finding("orphan-folder", source.path, 1,
                          f"{source.folder} has no line in {TABLE}",
                          f"add the folder to {TABLE}, or move the file into one that is there")
        elif source.is_header and not included.get(source.path, set()) - _companions(source):
            yield Finding("orphan-header", source.path, 1,
                          "no file but its own source and tests includes this header",
                          "use it or delete it")
        elif not source.is_header:
            yield from _check_orphan_source(tree, source)


def _companions(source):
    """The files that exist for the sake of a header."""
    return {os.path.splitext(source.path)[0] + ending
            for ending in (".cpp", "_test.cpp", "_fuzz.cpp", "_bench.cpp")}


def _check_orphan_source(tree, source):
    if not source.path.startswith("src/"):
        if not _is_built(tree, source.path):
            yield Finding("orphan-source", source.path, 1,
                          "no CMakeLists.txt builds this file",
                          "add it to the CMakeLists.txt of its folder, or delete it")
    elif not source.path.endswith(("_test.cpp", "_fuzz.cpp", "_bench.cpp")):
        if os.path.splitext(source.path)[0] + ".hpp" not in tree.sources:
            yield Finding("orphan-source", source.path, 1,
                          "no header tells what is in this file",
                          "name it after the header whose contents it defines, or delete it")


def check_test_partners(tree):
    for source in tree.sources.values():
        if not source.path.startswith("src/") or not source.path.endswith("_test.cpp"):
            continue
        tested = source.path[: -len("_test.cpp")]
        if tested + ".cpp" in tree.sources or tested + ".hpp" in tree.sources:
            continue
        if not any(os.path.dirname(f"src/{include.name}") == source.folder
                   for include in source.includes):
            yield Finding("test-without-source", source.path, 1,
                          f"there is no {os.path.basename(tested)}.hpp or .cpp beside this test, "
                          "and it includes no other header of its folder",
                          "name the test after what it tests, or delete it")


def _is_built(tree, path):
    for rules in tree.scripts.values():
        if not rules.path.endswith((".cmake", "CMakeLists.txt")):
            continue
        for word in re.findall(r'[^\s"();]+\.cpp', rules.text):
            word = re.sub(r"\$\{CMAKE_(?:CURRENT_)?SOURCE_DIR\}/", "", word)
            name = re.sub(r".*\}", "*", word) if "${" in word else word
            if any(fnmatch.fnmatchcase(path, os.path.normpath(pattern))
                   for pattern in (name, f"{rules.folder}/{name}")):
                return True
    return False
