// What is odd about words of the command line that parsing does not notice.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "escapement/commands.hpp"

namespace escapement::app {

// Why it is not clear which printer is meant; empty: it is.  `typed` are the options that were
// typed ("--user"), not taken from the environment.
std::string why_unclear(const ClientWish& wish, const std::vector<std::string>& typed);

// Why this is none of these subcommands, with what was probably meant; empty: it is one.
std::string why_no_command(std::string_view typed, const std::vector<std::string>& known);

// With the lines of `input` in the place of each "-".
base::Result<std::vector<std::string>> with_input(const std::vector<std::string>& gcode,
                                                  std::istream& input);

}  // namespace escapement::app
