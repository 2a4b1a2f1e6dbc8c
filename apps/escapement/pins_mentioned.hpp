// Which pins and buses a configuration mentions.
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

// The buses that sections name by that option ("spi_bus", "i2c_bus"), behind the one that there is
// always.
std::vector<std::string> buses_mentioned(const config::Document& config,
                                         const std::string& option,
                                         const std::string& always);

}  // namespace escapement::app
