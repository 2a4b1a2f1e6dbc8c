// The host's side of every subcommand that has a printer: executor, modules, printer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/document.hpp"
#include "gcode/line.hpp"
#include "gcode/source.hpp"
#include "mcu/mcu.hpp"
#include "printer/console.hpp"
#include "printer/mcus.hpp"
#include "printer/module.hpp"
#include "printer/preflight.hpp"
#include "printer/printer.hpp"
#include "printer/toolhead.hpp"
#include "runtime/executor.hpp"

namespace escapement::app {

class Host {
  public:
    // What is at the other end.
    enum class Machine {
        real,
        simulated,  // in virtual time
        none,       // what would be sent is written down
    };
    // The microcontrollers are added before build().
    Host(const runtime::Clock& clock, const config::Document& config, Machine machine);
    ~Host();
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    runtime::Executor& executor() { return executor_; }
    printer::Console& console() { return console_; }
    printer::Mcus& mcus() { return mcus_; }
    printer::Printer& printer() { return *printer_; }
    const printer::Printer& printer() const { return *printer_; }
    printer::Toolhead& toolhead();
    printer::MotionQueue& motion();

    // Makes what the configuration describes; what is wrong with it.
    std::vector<config::Problem> build();
    // Called when the printer is told to begin anew.  Not offline.
    void on_restart(std::function<void(printer::Restart)> handler) {
        on_restart_ = std::move(handler);
    }
    // Whether files are checked before they are printed while everything else goes on, or at once,
    // where time is virtual and stands still meanwhile, or not at all.
    enum class Flights { meanwhile, at_once, none };
    void make_flights(Flights how) { flights_ = how; }
    // Whatever happens: heaters off and motors free.  For the way out.
    runtime::Task<> make_safe();

  private:
    std::function<base::Result<void>(const config::SavedBlock& block)> saver() const;
    runtime::Task<printer::Preflight> check_file(std::string file);
    runtime::Task<std::vector<printer::TimeMark>> time_print(std::string file);

    std::optional<runtime::Crew> crew_;  // offline
    runtime::Executor executor_;
    const config::Document& config_;
    printer::Console console_;
    std::vector<printer::ModuleType> types_;
    std::function<void(printer::Restart)> on_restart_;
    Flights flights_ = Flights::meanwhile;
    printer::Mcus mcus_;
    std::unique_ptr<printer::Printer> printer_;
};

// How a file is given to the printer, and who looks on; all but `pause` may be missing.
struct Feed {
    // What PAUSE does in the file, or beside it.
    enum class Pause {
        is_waited_for,  // until somebody sends RESUME
        is_resumed,     // at once: there is nobody who would
        is_ignored,
    };
    // Called every few lines, after each that had to wait, and at the end, with the share of the
    // file that is done.
    std::function<void(double share, std::uint64_t line)> on_line = {};
    // Asked before each line, or every few; true ends the feed.
    std::function<bool()> cancelled = {};
    // Around each line that the printer runs; `place` says where it stands: "cube.gcode:12".
    std::function<void(const gcode::Line& line, const std::string& place)> before_line = {};
    std::function<void(const gcode::Line& line, const std::string& place)> after_line = {};
    // Takes what a line failed with, instead of its being thrown, and says whether to go on.
    std::function<bool(const std::string& what)> failed = {};
    Pause pause = Pause::is_resumed;
};

// Both take the caller's `parts`, to keep: GCC 12 destroys a braced temporary inside a co_await
// twice.  CANCEL_PRINT ends them, from wherever it comes.  They throw CommandError, its text naming
// file and line.

// Lines that come by themselves, one by one, waiting where the printer has enough.
runtime::Task<> feed(Host& host, gcode::Source& source, const Feed& parts);
// A print: by the printer's card, where it has one, with all that macros see of it, with loops and
// on_error_gcode; else line by line.
runtime::Task<> print_file(Host& host, std::string file, const Feed& parts);
// Whether listeners are told something that ends the print, and print_file() throws it too.
bool is_thrown_too(Host& host, std::string_view told);

}  // namespace escapement::app
