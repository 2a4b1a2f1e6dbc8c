// The tests of Jinja2: what stands behind `is`.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "template/native.hpp"

namespace escapement::templates {

// nullptr if there is none of this name.
const Native* find_test(std::string_view name);

}  // namespace escapement::templates
