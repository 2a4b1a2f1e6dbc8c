// escapement run without --sim: the boards are real.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "escapement/commands.hpp"
#include "escapement/session.hpp"

namespace escapement::app {

// Who writes down what passes between host and boards; nobody, if none is wanted.  A recording at
// the usual place is no reason not to print; one at a place that was asked for is.
base::Result<std::unique_ptr<flight::Recorder>> open_recorder(const RunWish& wish,
                                                              base::HostTime now);

// Prints the file, or serves a terminal until Ctrl-C; the program's exit status.
int run_live(const RunWish& wish);

// Says how a session ended, as far as it is to be complained about; the program's exit status.
int ended(const Session::Result& result, const std::string& config);

}  // namespace escapement::app
