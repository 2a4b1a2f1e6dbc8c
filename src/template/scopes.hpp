// Which variable a name means, found once when a template is compiled.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "template/token_reader.hpp"
#include "template/tree.hpp"

namespace escapement::templates {

// Gives every name its place and every scope its frame; what is wrong, if anything.
//
// The rules are Jinja2's.  Bodies of loops, macros, call blocks, filter blocks, set blocks and
// `with` are scopes; branches of an `if` are not.  A name belongs to the innermost scope that sets
// it, wherever in this scope; there it begins with the value of the scope around, or undefined.
// What a loop's body sets is forgotten with each item.
std::optional<SyntaxProblem> resolve(Tree& tree);

}  // namespace escapement::templates
