// Runs scripts for those who are no command: buttons, sensors, timers.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "printer/context.hpp"
#include "printer/script_template.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// Each script waits for its turn.  What goes wrong is told on the console.  Must live as long as
// the printer.  Belongs to the main thread.
class ScriptRunner {
  public:
    // More scripts than these wait for nothing: they are left out, and somebody is told.
    static constexpr int most_waiting = 16;

    // `owner` is for messages: "gcode_button stop".
    ScriptRunner(printer::Context& context, std::string owner)
        : context_(context), owner_(std::move(owner)) {}

    void run(const printer::ScriptTemplate& script);
    void run_text(std::string lines);

  private:
    void spawn(runtime::Task<> task);
    runtime::Task<> in_turn(printer::ScriptTemplate script);
    runtime::Task<> text_in_turn(std::string lines);

    printer::Context& context_;
    std::string owner_;
    int waiting_ = 0;
};

// What ended a task, on the console behind the owner's name.  Nothing for a null pointer.
void tell_failure(const printer::Context& context,
                  const std::string& owner,
                  const std::exception_ptr& failure);

}  // namespace escapement::modules
