// The methods behind brackets, `in` and len().
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Macros call them where they want a statement: {% set _ = table.__setitem__(key, value) %}.
#pragma once

#include <string_view>

#include "template/native.hpp"

namespace escapement::templates {

// Of lists, tuples, dicts and texts; nullptr if there is none of that name.
const Native* find_item_method(Kind kind, std::string_view name);

}  // namespace escapement::templates
