// Reading the G-code that the simulated board is told.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace escapement::client::marlin_sim {

// The value of a word like X12.5; nothing if there is no such word.
std::optional<double> word_value(std::string_view text, char letter);

}  // namespace escapement::client::marlin_sim
