// Filters whose items come one by one when they are asked for: map, select, batch and others.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "template/native.hpp"

namespace escapement::templates {

std::span<const Native> choice_filters();

}  // namespace escapement::templates
