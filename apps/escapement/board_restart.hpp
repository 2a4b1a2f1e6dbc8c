// Restarting a board in the way that suits it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.hpp"
#include "escapement/joined_board.hpp"
#include "escapement/wiring.hpp"
#include "mcu/mcu.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::app {

// As configured, or what suits the firmware: a command where it knows one and has no serial line
// of its own, a pulse on DTR else.  `mcu` is null for a board that was never reached.
RestartMethod restart_method(const BoardLine& line, const mcu::Mcu* mcu);

// Whether the other boards of a CAN bus are reached through it.
bool is_can_bridge(const mcu::Mcu* mcu);

// Restarts it, and closes its cable if it has one.  `board` and `mcu` may be null.
struct BoardRestart {
    runtime::Executor& executor;
    Wiring& wiring;
    JoinedBoard* board;
    mcu::Mcu* mcu;
};
runtime::Task<base::Result<void>> restart_board(BoardLine line, BoardRestart parts);

}  // namespace escapement::app
