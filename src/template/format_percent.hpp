// "%d" % x: the format of C, as Python has it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "template/run.hpp"
#include "template/value.hpp"

namespace escapement::templates {

// template % values
Value format_percent(Run& run, std::string_view format, const Value& values);

}  // namespace escapement::templates
