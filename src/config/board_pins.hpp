// Other names for pins, from [board_pins] sections.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "config/document.hpp"
#include "config/pin.hpp"

namespace escapement::config {

// Aliases per chip: "EXP1_1=PE8" gives a pin another name, "EXP1_9=<GND>" reserves one.
class BoardPins {
  public:
    // Adds the `aliases` and `aliases_...` of a section to the chips that its `mcu` option
    // lists (default: mcu).  Returns what is wrong with them.
    std::vector<Problem> add(const Section& section);

    // The pin under the name its chip knows; fails when that is a reserved one.
    base::Result<Pin> resolve(Pin pin) const;

    // The aliases of a chip, to suggest near names from.
    std::vector<std::string> names(const std::string& chip) const;

  private:
    using Names = std::map<std::string, std::string>;

    base::Result<void> add_pair(const std::vector<std::string>& chips, const std::string& pair);
    base::Result<void> reserve(const std::string& chip,
                               const std::string& pin,
                               const std::string& use);
    base::Result<void> alias(const std::string& chip, const std::string& name, std::string pin);

    std::map<std::string, Names> aliases_;   // chip -> alias -> pin
    std::map<std::string, Names> reserved_;  // chip -> pin -> "<GND>"
};

}  // namespace escapement::config
