// Which G-code commands there are, for those who type.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace escapement::tui {

struct KnownCommand {
    std::string_view name, help;
};

// What the last line before it in the history, or a known command, goes on with; nothing if there
// is none, or if a command is typed to its end.
std::string complete(std::string_view typed, const std::vector<std::string>& history);
// What a command is for; empty: not known.
std::string_view command_help(std::string_view line);
// Lines that ask or tell without changing what is printed.
bool is_harmless(std::string_view line);

}  // namespace escapement::tui
