// Filters that turn values into numbers, round them, or stand in for them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "template/native.hpp"

namespace escapement::templates {

std::span<const Native> number_filters();

}  // namespace escapement::templates
