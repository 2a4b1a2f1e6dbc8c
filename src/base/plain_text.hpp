// Is this text that a person could have typed, or something binary?
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace escapement::base {

// True for well-formed UTF-8 without control characters other than tab, line ends, vertical
// tab and form feed.
bool is_plain_text(std::string_view bytes);

// How many bytes at the front are plain text of ASCII characters alone.
std::size_t ascii_text_length(std::string_view bytes);

}  // namespace escapement::base
