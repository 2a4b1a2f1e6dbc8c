// The lines of G-code that stand written out in a template.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "template/tree.hpp"

namespace escapement::templates {

struct WrittenLine {
    std::string text;       // without blanks in front; ends where the first expression begins
    std::size_t begin = 0;  // byte of the source
};

// Only those whose first word is whole: neither "{tool}" nor "T{tool}".  What stands in macros and
// in blocks that set a variable or are filtered is no G-code yet and is left out.
std::vector<WrittenLine> written_lines(const Tree& tree);

}  // namespace escapement::templates
