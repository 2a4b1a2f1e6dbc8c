// The machine: owner of everything that a configuration describes, and its state.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "config/reading.hpp"
#include "printer/console.hpp"
#include "printer/context.hpp"
#include "printer/dispatcher.hpp"
#include "printer/events.hpp"
#include "printer/mcus.hpp"
#include "printer/module.hpp"
#include "printer/pins.hpp"
#include "printer/template_host.hpp"
#include "printer/turns.hpp"

namespace escapement::printer {

// A list of problems as one text, a line each.
std::string problem_text(const std::vector<config::Problem>& problems);

// Destroyed whole on a restart.  Belongs to the main thread.
class Printer {
  public:
    struct Parts {
        runtime::Executor& executor;
        const config::Document& config;
        const std::vector<ModuleType>& types;
        Console& console;
        Mcus& mcus;
        bool offline = false, simulated = false;
        runtime::Crew* crew = nullptr;
        // Ends the printer and begins anew; empty where nobody can.
        std::function<void(Restart)> restart = {};
        std::function<base::Result<void>(const config::SavedBlock& block)> save_config = {};
        std::function<config::Reading()> read_config = {};
        std::function<runtime::Task<Preflight>(std::string file)> preflight = {};
        std::function<runtime::Task<std::vector<TimeMark>>(std::string file)> time_print = {};
    };
    // Makes what exists early; commands that work when it is not ready work from now on.
    explicit Printer(const Parts& parts);
    ~Printer();
    Printer(const Printer&) = delete;
    Printer& operator=(const Printer&) = delete;

    // Checks all sections, then makes the modules of those that are well.  Returns every problem,
    // in the order of the files; without any the printer can be connected.  The microcontrollers
    // must be identified.
    std::vector<config::Problem> build();
    // Configures the microcontrollers; the printer is ready afterwards.  Throws ConfigError or
    // CommandError with the reason why not.
    runtime::Task<> connect();

    State state() const { return state_; }
    // Why it is not ready, in words.
    const std::string& state_message() const { return state_message_; }

    Dispatcher& gcode() { return gcode_; }
    Modules& modules() { return modules_; }
    Events& events() { return events_; }
    // Whose turn it is to run G-code.
    Turns& turns() { return turns_; }

    // Heaters off, motors stopped, on every microcontroller; the first reason counts.  `cause` is
    // what may have led to it; empty if nothing is known.
    void shut_down(std::string reason, const std::string& cause = "");
    // Why it is still starting, for those who ask meanwhile.
    void note_startup(const std::string& problem);
    // It will not become ready, for this reason; `remedy` says which command helps.
    void fail(const std::string& reason, std::string_view remedy = "RESTART");

    // The names of all objects that have a status, and the status of one (null if unknown).
    std::vector<std::string> status_names() const;
    base::Value status(std::string_view name) const;

  private:
    void finish_modules();
    void note_offers();
    void check_sections();
    void check_section(const ModuleType& type, const config::Section& section);
    void build_type(const ModuleType& type);
    void build_section(const ModuleType& type, const config::Section* section);
    void adopt(const ModuleType& type, std::string name, std::shared_ptr<void> object);

    const Parts parts_;
    Events events_;
    Turns turns_;
    Dispatcher gcode_;
    Pins pins_;
    Modules modules_;
    TemplateHost template_host_;
    Context context_;
    std::vector<config::Problem> problems_;
    std::set<std::string> broken_;  // sections with problems: nothing is made from them
    State state_ = State::startup;
    std::string state_message_;
};

}  // namespace escapement::printer
