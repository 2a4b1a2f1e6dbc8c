// What most likely made a microcontroller fail, judged by what its link went through.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "mcu/link_history.hpp"

namespace escapement::mcu {

// Some lines for people: what the reason means, what was unusual in the seconds before it, and
// where to look first.  `reason` is the board's own word ("Timer too close") or "Lost
// communication ...".
std::string probable_cause(std::string_view reason, const LinkEvidence& evidence);

}  // namespace escapement::mcu
