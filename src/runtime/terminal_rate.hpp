// How fast the other side of a terminal device believes to speak.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace escapement::runtime {

// Bits per second that a program has set at the device whose own end `descriptor` is; 0 if that
// cannot be told.
int terminal_rate(int descriptor);

}  // namespace escapement::runtime
