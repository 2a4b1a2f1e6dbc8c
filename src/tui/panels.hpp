// The contents of panels, as lines of a given width.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "tui/model.hpp"
#include "tui/screen.hpp"

namespace escapement::tui {

std::vector<Line> job_lines(const Model& model, int width);
std::vector<Line> control_lines(const Model& model, int width);
std::vector<Line> heater_lines(const Model& model, int width);
// The newest lines of the log that fit, the newest last; long ones are broken.
std::vector<Line> log_lines(const Model& model, int width, int height);
// How far they can be scrolled: then the oldest line is the first.
int most_log_scroll(const Model& model, const Area& area);
std::vector<Line> toolhead_lines(const Model& model, int width);

}  // namespace escapement::tui
