// Whether the printer does something, and what happens when it has done nothing for long.
// SPDX-License-Identifier: GPL-3.0-or-later
//
//   Idle ── something moves ──> Printing ── half a second of nothing ──> Ready ── timeout ──> Idle
//                                   ^───────── something moves ───────────'
#pragma once

#include <string>

#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"
#include "printer/script_template.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// [idle_timeout].  Belongs to the main thread.
class IdleTimeout {
  public:
    struct Config {
        base::Seconds timeout{600.0};
        printer::ScriptTemplate gcode{
            "\n{% if 'heaters' in printer %}\n   TURN_OFF_HEATERS\n{% endif %}\nM84\n"};
    };
    struct Status {
        std::string state;
        double printing_time = 0.0;
        double idle_timeout = 0.0;
    };
    struct SetTimeout {
        std::optional<base::Seconds> timeout;
    };
    static void describe(printer::Description<IdleTimeout>& module);

    IdleTimeout(Config config, printer::Context& context);
    IdleTimeout(const IdleTimeout&) = delete;
    IdleTimeout& operator=(const IdleTimeout&) = delete;

    bool is_printing() const { return state_ == State::printing; }

    Status status() const;

  private:
    enum class State { idle, ready, printing };
    // How busy the head is.
    struct Load {
        base::Seconds ahead;  // of the present moment; below zero: nothing since
        bool unplanned;
    };

    Load load() const;
    void become_busy();
    void look();
    base::Seconds look_when_ready();
    base::Seconds look_when_printing();
    void begin_idling();
    runtime::Task<> run_script();
    void end_idling(bool well);
    void set_timeout(const SetTimeout& request);

    Config config_;
    printer::Context& context_;
    State state_ = State::idle;
    bool script_runs_ = false;
    base::HostTime busy_since_{};
    runtime::Timer timer_;
    printer::Signal<printer::TimelineGoesOn>::Connection timeline_goes_on_;
    printer::Signal<printer::ShutDown>::Connection shut_down_;
};

}  // namespace escapement::modules
