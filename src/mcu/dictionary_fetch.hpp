// How a board is made to tell its dictionary, piece by piece.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "mcu/questions.hpp"
#include "runtime/task.hpp"

namespace escapement::mcu {

using AskBoard = std::function<runtime::Task<base::Result<Received>>(Question)>;

// The dictionary as the board sends it.  Fails if an answer fails or makes no sense, or if there is
// no end of them; what the board itself has done wrong begins with `board`.
runtime::Task<base::Result<std::vector<std::uint8_t>>> fetch_dictionary(AskBoard ask,
                                                                        std::string board);

}  // namespace escapement::mcu
