// Names that people type: which of the known ones did they mean?
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace escapement::base {

// The known name with the fewest typing errors, or an empty text when none is near enough
// to be worth suggesting (more than one error in three letters).  Case does not count.
std::string nearest_name(std::string_view typed, std::span<const std::string> known);

// " (did you mean 'X'?)", or nothing.
std::string did_you_mean(std::string_view typed, std::span<const std::string> known);

// "The value 'nozzel' is not valid for HEATER. Options: 'bed', 'nozzle' (did you mean 'nozzle'?)",
// where a command's parameter is one of these; the first part is Klipper's.
std::string not_an_option(std::string_view value,
                          std::string_view parameter,
                          std::span<const std::string> options);

}  // namespace escapement::base
