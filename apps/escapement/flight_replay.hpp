// Feeds a flight recording to the host's own code once more, in virtual time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "flight/reader.hpp"

namespace escapement::app {

// What the host's links and microcontrollers make of what the boards said: a line for each failure
// and each word of a board's own, with the seconds since the recording began.  The host is not told
// what it did then; it identifies the boards, follows their clocks and listens.
std::vector<std::string> replay_to_host(const flight::Recording& recording);

}  // namespace escapement::app
