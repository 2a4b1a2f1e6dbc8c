// The methods of Python's str that put other characters in the place of some.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "template/native.hpp"

namespace escapement::templates {

// casefold, maketrans, translate; nullptr if it is none of them.
const Native* find_text_change_method(std::string_view name);

}  // namespace escapement::templates
