// Reaching a board: opening its cable and identifying it, as often as it takes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "escapement/flight_log.hpp"
#include "escapement/joined_board.hpp"
#include "escapement/journal.hpp"
#include "escapement/wiring.hpp"
#include "mcu/mcu.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::app {

// Belongs to the main thread; the collaborators must outlive it.
class BoardJoining {
  public:
    struct Parts {
        runtime::Executor& executor;
        Wiring& wiring;
        JoinedBoards& boards;
        const Journal& journal;
        FlightLog* log;          // nullptr: nothing is recorded
        base::Seconds patience;  // how long a board that cannot be reached is tried
        // Told why it was not reached yet, whenever that changes.
        std::function<void(const std::string& problem)> on_problem;
    };
    explicit BoardJoining(const Parts& parts) : parts_(parts) {}

    // The identified board, its link among the joined ones; nothing if `given_up` says so
    // meanwhile.  Throws ConfigError if it cannot be reached in time, or if what it answers makes
    // no sense.
    runtime::Task<std::unique_ptr<mcu::Mcu>> join(BoardLine line, std::function<bool()> given_up);

  private:
    runtime::Task<base::Result<void>> try_once(BoardLine line);
    void note(const BoardLine& line, const std::string& problem);

    const Parts parts_;
    std::unique_ptr<mcu::Mcu> mcu_;
    bool hopeless_ = false;  // trying again would not help
    std::string noted_;      // the last problem, so that it is not repeated
};

}  // namespace escapement::app
