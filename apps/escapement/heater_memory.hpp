// How the heaters of a printer were found to warm, kept from one session to the next.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/result.hpp"
#include "escapement/host.hpp"
#include "printer/thermal_fit.hpp"
#include "runtime/executor.hpp"

namespace escapement::app {

using printer::ThermalModels;

// A file of a line for each: what it warms (K/s), cools (1/s), the room (degrees Celsius), the
// delay (s), and the section.  Lines that make no sense are passed over; without a file there are
// none.
ThermalModels recall_heaters(const std::string& path);
// Fails with the reason.
base::Result<void> remember_heaters(const std::string& path, const ThermalModels& models);

// Beside the recording of a printer.  Empty where there is no such place.
std::string usual_heater_memory(const std::string& config_file);

// Keeps what a session learns, now and then and at its end.
class HeaterKeeper {
  public:
    // Keeps nothing without a path.
    HeaterKeeper(Host& host, std::string path);
    ~HeaterKeeper();
    HeaterKeeper(const HeaterKeeper&) = delete;
    HeaterKeeper& operator=(const HeaterKeeper&) = delete;

  private:
    void keep() const;

    Host& host_;
    std::string path_;
    runtime::Timer timer_;
};

}  // namespace escapement::app
