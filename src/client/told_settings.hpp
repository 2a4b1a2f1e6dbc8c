// What the printer does not report is known from the lines that it was told.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "client/snapshot.hpp"

namespace escapement::client {

// A line is on its way: targets of heaters.  A printer that waits for heat tells no targets.
void note_told_heat(Snapshot& known, std::string_view line);
// A line has been carried out: fan, feed rate and flow.
void note_told_factors(Snapshot& known, std::string_view line);

}  // namespace escapement::client
