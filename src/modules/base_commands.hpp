// The commands that work whatever the configuration says: help, state, identity, stop and restart.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/value.hpp"
#include "gcode/line.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

class BaseCommands {
  public:
    struct Status {
        base::Value commands;
    };
    static void describe(printer::Description<BaseCommands>& module);

    explicit BaseCommands(printer::Context& context) : context_(context) {}

    Status status() const;

  private:
    void help();
    void state();
    void echo(const gcode::Line& line);
    void emergency_stop();
    void identify();
    void set_line_number(const gcode::Line& line);
    runtime::Task<> restart_host();
    runtime::Task<> restart_firmware();
    runtime::Task<> restart(printer::Restart kind);

    printer::Context& context_;
};

}  // namespace escapement::modules
