// The methods of Python's str that ask what kind of characters there are.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "template/native.hpp"

namespace escapement::templates {

// isdigit, isupper and so on; nullptr if there is none of this name.
const Native* find_text_kind_method(std::string_view name);
// At least one letter with a case, and all of them of this one.
bool is_all_lower(std::string_view text);
bool is_all_upper(std::string_view text);

}  // namespace escapement::templates
