# Runs every rule over a tree and collects what they find.
# SPDX-License-Identifier: GPL-3.0-or-later
from tidying import (document_rules, layers, ratchet, recursion, structure_rules, text_rules,
                     twin_rules, usage_rules)

CHECKS = (
    layers.check_table,
    layers.check_includes,
    layers.check_cycles,
    layers.check_orphans,
    layers.check_test_partners,
    text_rules.check_first_lines,
    text_rules.check_lines,
    text_rules.check_code_lines,
    text_rules.check_dead_code,
    text_rules.check_headers,
    text_rules.check_own_header_first,
    structure_rules.check_names,
    structure_rules.check_state,
    recursion.check_recursion,
    twin_rules.check_twins,
    usage_rules.check_throw,
    usage_rules.check_firmware_heap,
    usage_rules.check_heavy_headers,
    usage_rules.check_locks,
    usage_rules.check_shared_ownership,
    usage_rules.check_old_templates,
    usage_rules.check_enums,
    document_rules.check_links,
    document_rules.check_notes,
    document_rules.check_packages,
)

# Every rule by name; the self-test proves that each of them fires.
RULES = (
    "blanks", "broken-link", "clock", "dead-code", "enable-if", "file-length", "firmware-heap",
    "first-line", "function-length", "getter", "heavy-header", "include-cycle", "include-path",
    "layer", "layer-table", "license-line", "macro", "module-lock", "mutable-global", "names",
    "orphan-folder", "orphan-header", "orphan-source", "own-header-first", "package-reason",
    "parameters", "plain-enum", "pragma-once", "ratchet", "recursion", "shared-ptr",
    "test-without-source", "throw", "twins", "unfinished", "untested", "using-namespace", "width",
)


def findings(tree):
    found = [finding for check in CHECKS for finding in check(tree)]
    found += ratchet.check_ratchet(tree, structure_rules.measure_sizes(tree))
    return sorted(found, key=lambda finding: (finding.path, finding.line, finding.rule))


def summary(tree):
    lengths = structure_rules.function_lengths(tree)
    if not lengths:
        return f"{len(tree.sources)} files without functions"
    median, nine_in_ten = lengths[len(lengths) // 2], lengths[len(lengths) * 9 // 10]
    return (f"{len(tree.sources)} files, {len(lengths)} functions; lines per function: "
            f"median {median}, 90th percentile {nine_in_ten}, longest {lengths[-1]}")
