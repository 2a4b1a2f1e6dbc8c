// What to do instead of a command that a printer does not know.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace escapement::printer {

// Follows the complaint about a command of this name (in capitals); `known` are those that are
// there.
// "; it needs a section [bed_mesh]", "; SET_PRESSURE_ADVANCE does that", " (did you mean 'M400'?)",
// or nothing where nothing is known.
std::string unknown_command_remedy(std::string_view name, std::span<const std::string> known);

}  // namespace escapement::printer
