// How boards are reached: real ports, or the cables of a simulation.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "base/result.hpp"
#include "escapement/board_line.hpp"
#include "runtime/byte_stream.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::app {

// Belongs to the main thread.
class Wiring {
  public:
    using Cable = std::unique_ptr<runtime::ByteStream>;

    virtual ~Wiring() = default;
    // Our end of the cable to a board.  Fails, with the reason, when there is none at present.
    virtual runtime::Task<base::Result<Cable>> open(BoardLine line,
                                                    runtime::Executor& executor) = 0;
    // Whether there is something to open.
    virtual bool is_plugged_in(const BoardLine& line) const = 0;
    // Makes a board begin anew without its help; its cable must be closed.  `how` is not
    // RestartMethod::command.
    virtual runtime::Task<base::Result<void>> reset(BoardLine line,
                                                    RestartMethod how,
                                                    runtime::Executor& executor) = 0;
};

}  // namespace escapement::app
