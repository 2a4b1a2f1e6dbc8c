// Is this text that a person could have typed, or something binary, and how is that shown?
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace escapement::base {

// True for well-formed UTF-8 without control characters other than tab, line ends, vertical
// tab and form feed.
bool is_plain_text(std::string_view bytes);

// How many bytes at the front are plain text of ASCII characters alone.
std::size_t ascii_text_length(std::string_view bytes);

// What may be shown on a terminal, whoever has written it: control characters, characters that
// turn the direction of writing around and bytes that are no text become "\x1b", "\n", "\u202e".
std::string visible(std::string_view bytes);
// The same, but line ends and tabs stay.
std::string visible_lines(std::string_view bytes);
// The same for JSON, which stays JSON: "\u009b", and "\ufffd" for a byte that is no text.
std::string visible_json(std::string_view json);

}  // namespace escapement::base
