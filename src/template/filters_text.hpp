// Filters that work on text.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "template/native.hpp"

namespace escapement::templates {

std::span<const Native> text_filters();

}  // namespace escapement::templates
