// References in values: "${name}", "${section.option}", "${section:option}".
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "config/reading.hpp"

namespace escapement::config {

// Bounds of references that make sense.
struct ReferenceLimits {
    static constexpr std::size_t depth = 10;  // references in what references lead to
    static constexpr std::size_t value_bytes = std::size_t{1} << 20;
    static constexpr std::size_t total_bytes = std::size_t{64} << 20;
};

// Replaces the references in all values that were written by hand, as Kalico does: the text of an
// option of the same section or of the named one takes their place, or else that of [constants];
// "\${" becomes "${".  What leads nowhere is an error where the configuration has [constants];
// else it stays, as Klipper knows no references.  Notes which constants nobody uses.
void resolve_references(Reading& reading);

}  // namespace escapement::config
