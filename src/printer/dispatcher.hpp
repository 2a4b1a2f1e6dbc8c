// From a line of G-code to the handler of the module that declared the command.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gcode/line.hpp"
#include "printer/console.hpp"
#include "printer/module.hpp"
#include "runtime/task.hpp"

namespace escapement::printer {

class LineObserver;

// Belongs to the main thread.
class Dispatcher {
  public:
    explicit Dispatcher(const Console& console) : console_(console) {}

    // Makes all commands of a module known.  Throws ConfigError when another module has one of
    // them already and the command does not choose between modules.
    void add(const Module& module);
    // Makes a command known that only this printer has: a macro.  It must outlive the dispatcher.
    // False when there is one of that name already.
    bool add(const Command& command, void* module);
    // The command `from` is called `to` from now on.  Nothing when that has worked, else why not.
    std::optional<std::string> rename(std::string_view from, std::string_view to);

    // What a command was called before anybody renamed it: "G28" for "G28.1"; else its own name.
    std::string first_name(std::string_view name) const;

    // Until the printer is ready, and again after a shutdown, only the commands declared
    // when_not_ready() run; the others fail with this message.
    void set_ready() { not_ready_because_.reset(); }
    void set_not_ready(std::string because) { not_ready_because_ = std::move(because); }
    // Why most commands are refused at present; nothing when the printer is ready.
    const std::optional<std::string>& not_ready_because() const { return not_ready_because_; }

    // Carries out one line.  What has to wait is returned as a task; `text` must outlive it.
    // Throws CommandError.  A command that nobody knows is answered on the console.
    std::optional<runtime::Task<>> run(std::string_view text);
    std::optional<runtime::Task<>> run(const gcode::Line& line);
    // The same for code that may wait.
    runtime::Task<> run_script(std::string script);
    // Tells somebody of each line from now on; nobody if null.  Outlives the lines.
    void observe(LineObserver* observer) { observer_ = observer; }
    // Asked between the lines of a script: what has to be waited for before the next one.
    using Pace = std::function<std::optional<runtime::Task<>>()>;
    void set_pace(Pace pace) { pace_ = std::move(pace); }
    std::optional<runtime::Task<>> pause_between_lines() const {
        return pace_ ? pace_() : std::nullopt;
    }

    // Whether somebody has this command now who does not always have it.
    bool active(std::string_view name) const;

    struct Known {
        std::string name;
        std::string doc;
        bool when_not_ready;
    };
    // The commands that would run now, by name.
    std::vector<Known> known() const;

  private:
    struct Target {
        const Command* command;
        void* module;
    };
    struct Entry {
        const Command* command = nullptr;
        std::string doc;                                      // instead of the command's own
        std::string first_name;                               // before it was renamed
        std::map<std::string, Target, std::less<>> by_title;  // of the modules that share it
        std::vector<Target> occasional;  // modules that have it now and then, and nobody else
        // The one that has it now, if somebody does.
        const Target* active() const;
    };
    const Entry* find(std::string_view name);
    const Target& choose(const Entry& entry, const gcode::Line& line) const;
    std::optional<runtime::Task<>> carry_out(const gcode::Line& line);
    std::optional<runtime::Task<>> run_observed(const gcode::Line& line);
    std::optional<runtime::Task<>> run_unknown(const gcode::Line& line);

    const Console& console_;
    LineObserver* observer_ = nullptr;
    Pace pace_;
    using Entries = std::map<std::string, Entry, std::less<>>;

    Entries entries_;
    // What was found lately: a print repeats a few commands over and over.
    std::array<const Entries::value_type*, 16> recent_{};
    std::optional<std::string> not_ready_because_ = "Printer is not ready";
};

}  // namespace escapement::printer
