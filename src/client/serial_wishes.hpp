// What people wish of a printer on a serial port: that part of SerialBackend is defined here.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/command.hpp"

namespace escapement::client {

// Whether a wish begins a print, so that a complaint about one of its lines ends it.
bool starts_print(const Command& command);

}  // namespace escapement::client
