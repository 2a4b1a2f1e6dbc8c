// Letters of five by seven dots.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace escapement::modules {

// Characters beside those of ASCII.
inline constexpr char small_font_arrow = '\x1a';  // to the right
inline constexpr char small_font_degree = '\xf8';

// Columns from the left, the lowest bit at the top; a blank for characters that it does not have.
const std::array<std::uint8_t, 5>& small_font_columns(char character);

}  // namespace escapement::modules
