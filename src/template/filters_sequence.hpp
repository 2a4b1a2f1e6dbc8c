// Filters that take lists and other things with items apart, sort them or put them together.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "template/native.hpp"

namespace escapement::templates {

std::span<const Native> sequence_filters();

}  // namespace escapement::templates
