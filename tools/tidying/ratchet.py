# The ratchet: known exceptions with their size, which may shrink but never grow.
# SPDX-License-Identifier: GPL-3.0-or-later
import subprocess

from tidying.source import Finding

RATCHET = "tools/tidy.ratchet"
RATCHETED = ("file-length", "function-length", "parameters", "untested")
_HEADER = (
    "# Exceptions to the walls of tools/tidy: rule, where, size.  Lines may only go or shrink:\n"
    "# `tools/tidy --update-ratchet` does that; nothing adds a line.\n"
)


def read_ratchet(tree):
    """The recorded size of each (rule, key)."""
    return _parse(tree.text(RATCHET) or "")


def _parse(text):
    recorded = {}
    for line in text.split("\n"):
        words = line.split()
        if len(words) == 3 and not line.startswith("#"):
            recorded[words[0], words[1]] = int(words[2])
    return recorded


def largest(measured):
    """Overloads share a key: the largest counts."""
    present = {}
    for rule, key, size, finding in measured:
        if size > present.get((rule, key), (0, None))[0]:
            present[rule, key] = size, finding
    return present


def check_ratchet(tree, measured):
    recorded, present = read_ratchet(tree), largest(measured)
    yield from _check_additions(tree, recorded)
    for entry, (size, finding) in present.items():
        if size > recorded.get(entry, 0):
            yield finding
    for entry, size in recorded.items():
        now = present.get(entry, (0, None))[0]
        if now < size:
            yield Finding("ratchet", RATCHET, _line_of(tree, entry),
                          f"{' '.join(entry)} is recorded with {size} but has {now or 'gone'}",
                          "run tools/tidy --update-ratchet and commit the result")


def _check_additions(tree, recorded):
    """Against the last two commits, as a line that was added may be committed already."""
    commits = [_committed(tree, revision) for revision in ("HEAD", "HEAD~1") if recorded]
    for entry, size in recorded.items():
        if any(size > before.get(entry, 0) for before in commits if before is not None):
            yield Finding("ratchet", RATCHET, _line_of(tree, entry),
                          f"{' '.join(entry)} was added or raised by hand",
                          "delete the line and mend what it excuses")


def _committed(tree, revision):
    """What a commit records; None where there is no git, or no such commit of this tree."""
    if not (tree.root / ".git").exists():
        return None
    try:
        run = [subprocess.run(["git", "-C", tree.root, *words], capture_output=True, text=True)
               for words in (("rev-parse", "--verify", "-q", revision),
                             ("show", f"{revision}:{RATCHET}"))]
    except OSError:
        return None
    if run[0].returncode != 0:
        return None
    return _parse(run[1].stdout if run[1].returncode == 0 else "")


def _line_of(tree, entry):
    for number, line in enumerate((tree.text(RATCHET) or "").split("\n"), 1):
        if tuple(line.split()[:2]) == entry:
            return number
    return 1


def lower_ratchet(tree, measured):
    """Writes the file anew with what is still there, each at most as large as recorded."""
    present = largest(measured)
    kept = {entry: min(size, present[entry][0])
            for entry, size in read_ratchet(tree).items() if entry in present}
    lines = [f"{rule} {key} {size}\n" for (rule, key), size in sorted(kept.items())]
    (tree.root / RATCHET).write_text(_HEADER + "".join(lines), encoding="utf-8")
    return len(lines)
