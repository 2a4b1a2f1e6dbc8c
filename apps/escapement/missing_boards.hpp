// Boards that a printer can do without: says that they are absent, and brings them back.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "escapement/flight_log.hpp"
#include "escapement/host.hpp"
#include "escapement/joined_board.hpp"
#include "escapement/journal.hpp"
#include "escapement/wiring.hpp"
#include "printer/events.hpp"
#include "runtime/task.hpp"

namespace escapement::app {

// From the time the printer is ready each absent board is tried again and again, at its interval.
// Belongs to the main thread; the collaborators must outlive it.
class MissingBoards {
  public:
    struct Parts {
        Host& host;
        Wiring& wiring;
        JoinedBoards& boards;
        const Journal& journal;
    };
    explicit MissingBoards(const Parts& parts);

  private:
    void note_absent(mcu::Mcu& mcu, const std::string& reason);
    void say(const std::string& text);
    runtime::Task<> bring_back(mcu::Mcu& mcu);
    runtime::Task<base::Result<void>> try_once(mcu::Mcu& mcu, JoinedBoard& board);

    const Parts parts_;
    printer::Signal<printer::Ready>::Connection ready_;
    printer::Signal<printer::BoardLeft>::Connection left_;
};

}  // namespace escapement::app
