// "{:d}".format(x): Python's own format language.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "template/entity.hpp"
#include "template/run.hpp"
#include "template/value.hpp"

namespace escapement::templates {

// format.format(...)
Value format_braces(Run& run, std::string_view format, const Arguments& arguments);
// format(value, spec), as after the colon of braces.
void format_value(Run& run, Writer& to, const Value& value, std::string_view spec);

}  // namespace escapement::templates
