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
std::vector<Line> toolhead_lines(const Model& model, int width);
// The keys of all pages, or only of the one that was left if there is no room for all.
std::vector<Line> help_lines(const Model& model, int width, int height);

}  // namespace escapement::tui
