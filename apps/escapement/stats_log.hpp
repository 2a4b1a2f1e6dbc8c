// A line of numbers every second, in the words of Klipper's log, for those who look for causes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "escapement/host.hpp"
#include "escapement/journal.hpp"
#include "runtime/executor.hpp"

namespace escapement::app {

// Lines "Stats 1234.5: gcodein=0 mcu: mcu_awake=0.003 ... print_time=12.345 ...".
//
// Writes them from the time the printer is ready, if the journal has a file.  The collaborators
// must outlive it.
class StatsLog {
  public:
    StatsLog(Host& host, const Journal& journal, std::function<std::uint64_t()> gcode_bytes);

  private:
    void write();
    std::string line();

    Host& host_;
    const Journal& journal_;
    std::function<std::uint64_t()> gcode_bytes_;
    std::optional<std::vector<std::string>> heaters_;  // once the printer is built
    runtime::Timer timer_;
};

}  // namespace escapement::app
