// The methods of Python's str.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "template/native.hpp"
#include "template/run.hpp"
#include "template/value.hpp"

namespace escapement::templates {

// nullptr if there is none of this name; see also find_text_kind_method().
const Native* find_text_method(std::string_view name);

// Shared with the filters that do the same.
enum class Ends : std::uint8_t { front, back, both };
Value stripped(Run& run, std::string_view text, const Value& characters, Ends ends);
Value replaced(Run& run, std::string_view text, std::string_view old, const Given& given);
Value split_lines(Run& run, std::string_view text, bool keep_ends);

}  // namespace escapement::templates
