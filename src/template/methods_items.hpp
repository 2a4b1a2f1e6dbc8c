// The methods behind brackets, `in` and len(), which macros call where a statement is wanted:
// {% set _ = table.__setitem__(key, value) %}.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "template/native.hpp"

namespace escapement::templates {

// Of lists, tuples, dicts and texts; nullptr if there is none of that name.
const Native* find_item_method(Kind kind, std::string_view name);

}  // namespace escapement::templates
