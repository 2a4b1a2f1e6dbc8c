// Reading what the system tells in files of a line or a page, often.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace escapement::base {

// What the file begins with, as far as the buffer goes; empty if it cannot be read.  Opens it anew
// each time, since the system may have put another in its place, and with nothing in between: a
// stream costs more than the reading.
std::string_view read_small_file(const std::string& path, std::span<char> buffer);

}  // namespace escapement::base
