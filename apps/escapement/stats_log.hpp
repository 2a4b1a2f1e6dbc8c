// A line of numbers every second, in the words of Klipper's log, for those who look for causes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "escapement/host.hpp"
#include "escapement/journal.hpp"
#include "runtime/executor.hpp"

namespace escapement::app {

// "Stats 1234.5: gcodein=0 mcu: mcu_awake=0.003 ... print_time=12.345 ..."
std::string stats_line(Host& host, std::uint64_t gcode_bytes);

// Writes them from the time the printer is ready, if the journal has a file.  The collaborators
// must outlive it.
class StatsLog {
  public:
    StatsLog(Host& host, const Journal& journal, std::function<std::uint64_t()> gcode_bytes);

  private:
    void write();

    Host& host_;
    const Journal& journal_;
    std::function<std::uint64_t()> gcode_bytes_;
    runtime::Timer timer_;
};

}  // namespace escapement::app
