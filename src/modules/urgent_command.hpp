// A command that the printer gives itself, and that does not wait for what runs.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "printer/context.hpp"

namespace escapement::modules {

// Runs it soon, as if somebody had typed it: CANCEL_PRINT ends what waits, PAUSE lays it aside.
// What goes wrong with it is said.  Main thread.
void run_urgently(printer::Context& context, const std::string& command);

}  // namespace escapement::modules
