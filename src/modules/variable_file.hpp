// The file of variables that macros keep: a section [Variables], and in it values of Python.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "template/literal.hpp"

namespace escapement::modules {

// By name.
using Variables = std::map<std::string, templates::Literal, std::less<>>;

// The variables of such a file.  An error names the line.
base::Result<Variables> parse_variables(std::string_view text);
// The text of the file, the same as Klipper writes.
std::string print_variables(const Variables& variables);

// A value as Python prints it.
std::string python_text(const templates::Literal& literal);

}  // namespace escapement::modules
