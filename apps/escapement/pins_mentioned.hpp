// Which pins a configuration mentions, board by board.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/document.hpp"

namespace escapement::app {

// By board, sorted, aliases resolved.  Pins that cannot be read are left out: whoever uses them
// says so.
std::map<std::string, std::vector<std::string>> pins_mentioned(const config::Document& config);

}  // namespace escapement::app
