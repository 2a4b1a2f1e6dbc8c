// What a run's journal says about boards.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "mcu/mcu.hpp"

namespace escapement::app {

// Its firmware, what that was built with, and its constants.
std::string loaded_text(const mcu::Mcu& mcu);

// Empty unless the board's clock runs at another rate than its firmware says.
std::string frequency_warning(const mcu::Mcu& mcu);

}  // namespace escapement::app
