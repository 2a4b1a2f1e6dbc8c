// All keys, for who asks.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "tui/model.hpp"
#include "tui/screen.hpp"

namespace escapement::tui {

// Every key there is, those of the page that was left first; what does not apply now is dim.
std::vector<Line> help_lines(const Model& model, int width);

}  // namespace escapement::tui
