// Values as text: Python's str() and repr().
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "template/run.hpp"
#include "template/value.hpp"

namespace escapement::templates {

// str(value): undefined values are empty.
void print(Run& run, Writer& to, const Value& value);
void print_repr(Run& run, Writer& to, const Value& value);
std::string str(Run& run, const Value& value);
std::string repr(Run& run, const Value& value);
// The same as a value; a text is itself.
Value str_value(Run& run, const Value& value);
// As JSON, with the letters < > & ' escaped as Jinja's |tojson does; `indent` < 0 is one line.
void print_json(Run& run, Writer& to, const Value& value, int indent);

}  // namespace escapement::templates
