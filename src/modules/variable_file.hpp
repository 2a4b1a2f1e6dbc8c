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

// One that Python could read and a template cannot hold: it stays in the file as it is written.
struct UnheldVariable {
    std::string text;
    int line = 0;
    std::string why;  // and what to write instead
};

struct VariableFile {
    Variables variables;
    std::map<std::string, UnheldVariable, std::less<>> unheld;
};

// The variables of such a file.  An error names the line.
base::Result<VariableFile> parse_variables(std::string_view text);
// The text of the file, the same as Klipper writes.
std::string print_variables(const VariableFile& file);

// A value as Python prints it.
std::string python_text(const templates::Literal& literal);

}  // namespace escapement::modules
