// A printer that is begun anew as often as it is told: session after session.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "config/reading.hpp"
#include "escapement/gcode_port.hpp"
#include "escapement/journal.hpp"
#include "escapement/session.hpp"
#include "escapement/wiring.hpp"

namespace escapement::app {

// Belongs to the main thread.
class LivePrinter {
  public:
    struct Parts {
        runtime::Outside& outside;
        Wiring& wiring;
        const Journal& journal;
        // Read anew for each session.
        std::function<config::Reading()> read_config;
        // Where G-code comes from; nullptr: from nowhere.
        GcodePort* port = nullptr;
        // Has everything written down, in all sessions; nullptr: nobody does.
        FlightLog* log = nullptr;
        LinkThread* links = nullptr;          // where links are served; nullptr: in this thread
        const BoardMemory* memory = nullptr;  // knows boards that are missing; nullptr: nobody does
        // Where it is kept how heaters warm; empty: nowhere.
        std::string heater_memory = {};
        // What a session does once it is ready; empty: it stays and serves the port.
        std::function<runtime::Task<>(Session&)> work = {};
        // How long a board that cannot be reached is tried.
        base::Seconds patience{90.0};
    };
    // The collaborators must outlive it.
    explicit LivePrinter(Parts parts) : parts_(std::move(parts)) {}

    // Until it is interrupted, or the work is done or has failed.
    Session::Result run();

  private:
    Session::Result run_session(const Session::Manner& manner);

    const Parts parts_;
};

}  // namespace escapement::app
