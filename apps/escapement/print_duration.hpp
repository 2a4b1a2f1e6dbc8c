// How long a print takes, to the second: the whole printer does it, in virtual time.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Motion follows from the configuration alone.  What else takes time is a machine's own: where the
// head stands before it is homed, and how fast heaters warm; both are those of the simulated
// printer (sim_blueprint.hpp).  So a print is timed by printing it there, without the pictures, the
// judge and the cooling down.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "config/document.hpp"
#include "escapement/host.hpp"
#include "printer/preflight.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"
#include "sim/world.hpp"

namespace escapement::app {

struct PrintDuration {
    base::Seconds whole{};                   // from the first line to the last step or wait
    base::Seconds heating{};                 // of it, in lines that wait for temperatures
    std::vector<printer::TimeMark> marks{};  // how far it is when; the last one is its end
};

struct DurationWatch {
    // What the printer says.
    std::function<void(std::string_view)> say = {};
    std::function<void(double share, std::uint64_t line)> on_line = {};
    std::function<bool()> cancelled = {};
};

// When what the lines so far ask for is over: waits in lines have been, and pauses of the toolhead
// come before what it would do next.
base::Seconds end_of_lines(const sim::World& world, Host& host);

// Fails with what would end the print, or why the printer cannot be simulated.
base::Result<PrintDuration> print_duration(const config::Document& config,
                                           const std::string& file,
                                           const DurationWatch& watch);

// The marks alone, none where it fails; for want of heat it throws CommandError.  In a thread of
// its own, so that everything else goes on.
runtime::Task<std::vector<printer::TimeMark>> time_meanwhile(runtime::Executor& executor,
                                                             const config::Document& config,
                                                             std::string file);

}  // namespace escapement::app
