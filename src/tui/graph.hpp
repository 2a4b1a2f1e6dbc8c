// Curves of temperatures, with axes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tui/model.hpp"
#include "tui/screen.hpp"

namespace escapement::tui {

// Fills the area: degrees at the left, minutes below, each heater in its color.
void draw_graph(Screen& screen, const Area& area, const Model& model);

}  // namespace escapement::tui
