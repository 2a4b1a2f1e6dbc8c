// Values with a structure: lists, tables, ratios, choices.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace escapement::config {

// The parts between separators, without the blanks around them; no parts in a blank text.
std::vector<std::string> split_list(std::string_view text, char separator = ',');

// "1, 2.5, 2 * 3".  Fails with the part that is not a number.
base::Result<std::vector<double>> parse_numbers(std::string_view text, char separator = ',');

// Like parse_numbers, and it must be `count` numbers.
base::Result<std::vector<double>> parse_numbers_exactly(std::string_view text, std::size_t count);

// One list of numbers on each line; empty lines do not count.
base::Result<std::vector<std::vector<double>>> parse_table(std::string_view text);

// "3:1, 20:16": how often the motor turns for one turn of the axis, here 3.75; 1 for no text.
// Every number must be above 0.
base::Result<double> parse_gear_ratio(std::string_view text);

// The index of the choice.  Fails with the choices there are, nearest first.
base::Result<std::size_t> parse_choice(std::string_view text, std::span<const std::string> choices);

}  // namespace escapement::config
