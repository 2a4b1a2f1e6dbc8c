// Carries out G-code on a printer that is not there, to its end, and collects what is wrong.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "config/document.hpp"
#include "escapement/mentioned_boards.hpp"
#include "printer/preflight.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::app {

struct Flight {
    const config::Document& config;
    std::string file;
    std::vector<NamedDictionary> boards;
    // May be empty.
    std::function<void(double share, std::uint64_t line)> on_line = {};
    std::function<bool()> cancelled = {};
};

// Fails when the file cannot be read, or the configuration is not clean.  Touches nothing that
// others use, so it may run in a thread of its own.
base::Result<printer::Preflight> fly(Flight flight);

// The same with failures as a finding: in a thread of its own, so that everything else goes on, or
// at once, where time stands still meanwhile.
runtime::Task<printer::Preflight> fly_meanwhile(runtime::Executor& executor, Flight flight);
printer::Preflight fly_at_once(Flight flight);

}  // namespace escapement::app
