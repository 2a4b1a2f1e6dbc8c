// HELP, STATUS, ECHO, M110, M112, M115, RESTART and FIRMWARE_RESTART.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/base_commands.hpp"

#include <string>

#include "gcode/line.hpp"
#include "modules/toolhead.hpp"
#include "printer/console.hpp"
#include "printer/dispatcher.hpp"
#include "printer/errors.hpp"
#include "printer/events.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

constexpr std::size_t help_column = 10;
// Between the last thing that happens and the end.
constexpr base::Seconds before_restart{0.5};

std::string padded(std::string text) {
    if (text.size() < help_column) text.resize(help_column, ' ');
    return text;
}

}  // namespace

void BaseCommands::describe(printer::Description<BaseCommands>& module) {
    module.section("gcode").early().doc("Commands that work whatever the configuration says.");

    module.command<&BaseCommands::help>("HELP", "Report the list of available extended commands")
        .when_not_ready();
    module.command<&BaseCommands::state>("STATUS", "Report the printer status").when_not_ready();
    module.command<&BaseCommands::echo>("ECHO", "Repeats the line.")
        .word("<text>", "What to repeat.", "string")
        .when_not_ready();
    module.command<&BaseCommands::set_line_number>("M110", "Accepted; lines are not counted.")
        .when_not_ready();
    module.command<&BaseCommands::emergency_stop>("M112", "Emergency stop: heaters and motors off.")
        .when_not_ready();
    module.command<&BaseCommands::identify>("M115", "Name and version of this program.")
        .when_not_ready();
    module
        .command<&BaseCommands::restart_host>("RESTART",
                                              "Reload config file and restart host software")
        .when_not_ready();
    module
        .command<&BaseCommands::restart_firmware>("FIRMWARE_RESTART",
                                                  "Restart firmware, host, and reload config")
        .when_not_ready();

    module.status<&Status::commands>("The commands that would run now, with their help.");
}

BaseCommands::Status BaseCommands::status() const {
    base::Value::Table commands;
    for (const auto& known : context_.gcode.known())
        commands.emplace_back(known.name, base::Value::Table{{"help", known.doc}});
    return {base::Value(std::move(commands))};
}

void BaseCommands::help() {
    std::string text;
    if (context_.gcode.not_ready_because())
        text = "Printer is not ready - not all commands available.\n";
    text += "Available extended commands:";
    for (const auto& known : context_.gcode.known())
        if (!gcode::is_traditional_name(known.name))
            text += "\n" + padded(known.name) + ": " + known.doc;
    context_.console.info(text);
}

// Programs at the other end look for these words, name of the program included.
void BaseCommands::state() {
    if (const auto& because = context_.gcode.not_ready_because())
        throw printer::CommandError(*because + "\nKlipper state: Not ready");
    context_.console.info("Klipper state: Ready");
}

void BaseCommands::echo(const gcode::Line& line) {
    context_.console.info(line.text());
}

void BaseCommands::set_line_number(const gcode::Line&) {}

void BaseCommands::emergency_stop() {
    context_.shut_down("Shutdown due to M112 command");
}

void BaseCommands::identify() {
    constexpr auto text = "FIRMWARE_NAME:Escapement FIRMWARE_VERSION:" ESCAPEMENT_VERSION;
    if (!context_.console.answer(text)) context_.console.info(text);
}

runtime::Task<> BaseCommands::restart_host() {
    return restart(printer::Restart::host);
}

runtime::Task<> BaseCommands::restart_firmware() {
    return restart(printer::Restart::firmware);
}

// Everything queued happens first, then heaters, fans and motors are switched off.
runtime::Task<> BaseCommands::restart(printer::Restart kind) {
    if (context_.offline) {
        context_.console.info("The printer would restart here, which ends a print");
        co_return;
    }
    if (!context_.restart)
        throw printer::CommandError("Nothing restarts this printer: it ends when its work is done");
    if (!context_.gcode.not_ready_because()) {
        auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
        context_.events.restarting.emit({toolhead.last_move_time()});
        toolhead.dwell(before_restart);
        co_await toolhead.wait_moves();
    }
    context_.restart(kind);
}

}  // namespace escapement::modules
