// One run of a printer from connecting to switching off, on whatever boards it is given.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/document.hpp"
#include "escapement/flight_log.hpp"
#include "escapement/host.hpp"
#include "escapement/interrupt.hpp"
#include "mcu/link.hpp"
#include "runtime/actor.hpp"
#include "runtime/byte_stream.hpp"

namespace escapement::app {

class Session {
  public:
    // The configuration and the world outside must outlive the session.
    Session(runtime::Outside& outside, const config::Document& config);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // Has everything written down; before the first board.
    void record_to(flight::Recorder& recorder) { log_.emplace(recorder, outside_); }
    // Nobody if nothing is written down.
    FlightLog* log() { return log_ ? &*log_ : nullptr; }

    // A board of that name at the end of a cable; "mcu" first.  `baud` is 0 where bytes take no
    // time worth mentioning.
    void add_board(const std::string& name, runtime::ByteStream& cable, double baud);

    // Something that is to be polled along with the host, and outlives the session.
    void add_actor(runtime::Actor& actor) { further_actors_.push_back(&actor); }

    // What happens once the printer is ready.
    using Work = std::function<runtime::Task<>()>;
    struct Result {
        bool interrupted = false;
        std::vector<config::Problem> problems;  // of the configuration
        std::string failure;                    // empty for a good end
    };
    // Connects, builds, works and makes safe, whatever happens.
    Result run(Work work);

    Host& host() { return host_; }

  private:
    runtime::Task<> everything(Work work, Result& result);
    runtime::Task<> connect(Result& result);
    runtime::Task<> wind_down();
    void watch_for_interrupts(Result& result);
    void end_soon();

    runtime::Outside& outside_;
    const config::Document& config_;
    std::optional<FlightLog> log_;
    InterruptWatch interrupts_;
    std::vector<std::unique_ptr<mcu::Link>> links_;
    std::vector<runtime::Actor*> further_actors_;
    Host host_;
    bool finished_ = false;
    runtime::Timer end_timer_;
    printer::Signal<printer::ShutDown>::Connection shut_down_;
};

}  // namespace escapement::app
