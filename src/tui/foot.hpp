// The foot of the screen: keys, or whatever is being asked or typed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "tui/model.hpp"
#include "tui/screen.hpp"

namespace escapement::tui {

// As many rows as are needed, at most half of the screen and at least one.
std::vector<Line> foot_lines(const Model& model);

}  // namespace escapement::tui
