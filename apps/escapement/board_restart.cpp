// Chooses between a command and what the cable can do.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/board_restart.hpp"

#include "messages/system.hpp"

namespace escapement::app {
namespace {

using base::Result;
using runtime::Task;

bool knows_a_command(const wire::Dictionary& dictionary) {
    return wire::command_id<messages::Reset>(dictionary) ||
           wire::command_id<messages::ConfigReset>(dictionary);
}

}  // namespace

RestartMethod restart_method(const BoardLine& line, const mcu::Mcu* mcu) {
    if (line.restart) return *line.restart;
    if (!mcu || !mcu->identified()) return RestartMethod::arduino;
    const auto& dictionary = mcu->dictionary();
    const bool has_serial_line = dictionary.number("SERIAL_BAUD").has_value();
    return !has_serial_line && knows_a_command(dictionary) ? RestartMethod::command
                                                           : RestartMethod::arduino;
}

bool is_can_bridge(const mcu::Mcu* mcu) {
    return mcu && mcu->identified() &&
           mcu->dictionary().number("CANBUS_BRIDGE").value_or(0.0) != 0.0;
}

Task<Result<void>> restart_board(BoardLine line, BoardRestart parts) {
    const RestartMethod how = restart_method(line, parts.mcu);
    if (how != RestartMethod::command) {
        if (parts.board) parts.board->unplug();
        auto resetting = parts.wiring.reset(line, how, parts.executor);
        co_return co_await resetting;
    }
    if (!parts.mcu)
        co_return base::Error{"Unable to issue reset command on MCU '" + line.name +
                              "': it was not reached"};
    auto telling = parts.mcu->restart_by_command();
    auto told = co_await telling;
    parts.board->unplug();
    co_return told;
}

}  // namespace escapement::app
