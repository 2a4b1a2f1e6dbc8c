# Rules about documents: links lead somewhere, nothing is left open, packages have reasons.
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re

from tidying.source import Finding
from tidying.text_rules import check_unfinished

PACKAGES = "tools/packages.txt"
REASONS = "docs/dependencies.md"


def _documents(tree):
    yield from tree.root.glob("*.md")
    for folder in ("docs", "examples", "src"):
        yield from (tree.root / folder).rglob("*.md")


def check_links(tree):
    for file in sorted(_documents(tree)):
        path = file.relative_to(tree.root).as_posix()
        for number, line in enumerate(tree.text(path).split("\n"), 1):
            for target in re.findall(r"\]\(([^)\s#]+)[^)]*\)", line):
                if ":" in target or (file.parent / target).exists():
                    continue
                yield Finding("broken-link", path, number, f"there is no {target}",
                              f"write the path as seen from {os.path.dirname(path) or 'the root'}")


def check_notes(tree):
    for file in sorted(_documents(tree)):
        path = file.relative_to(tree.root).as_posix()
        for number, line in enumerate(tree.text(path).split("\n"), 1):
            yield from check_unfinished(path, number, line)


def check_packages(tree):
    reasons = tree.text(REASONS) or ""
    for number, line in enumerate((tree.text(PACKAGES) or "").split("\n"), 1):
        name = line.split("#")[0].split()[:1]
        if name and f"`{name[0]}`" not in reasons:
            yield Finding("package-reason", PACKAGES, number,
                          f"{REASONS} gives no reason for {name[0]}",
                          "say there what it does for us, or do without it")
