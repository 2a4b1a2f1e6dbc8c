// The methods that text, lists, dicts and numbers have in Python.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "template/native.hpp"
#include "template/run.hpp"
#include "template/value.hpp"

namespace escapement::templates {

// The method or attribute of this name, bound to the value; missing if there is none.
Value method(Run& run, const Value& value, std::string_view name);

// What dict(...) and .update(...) take: a dict or pairs, and names.
void update_dict(Run& run, Dict& dict, const Arguments& arguments);
void add_pairs(Run& run, Dict& dict, const Value& from);

}  // namespace escapement::templates
