// Long lines of words, broken at a width.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace escapement::templates {

struct Wrapping {
    std::size_t width = 79;  // characters, at least 1
    bool break_long_words = true;
    bool break_on_hyphens = true;
};

// The lines without their ends, as Python's textwrap breaks them: no blanks where a line was
// broken.  Linear in the length of the text.
std::vector<std::string> wrapped(std::string_view text, const Wrapping& how);

}  // namespace escapement::templates
