// Reads a template into a tree.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "template/token_reader.hpp"
#include "template/tree.hpp"

namespace escapement::templates {

// Fills a tree whose source is set; what is wrong with it, if anything.  Variables have no places
// yet, see resolve().
std::optional<SyntaxProblem> parse(Tree& tree);

}  // namespace escapement::templates
