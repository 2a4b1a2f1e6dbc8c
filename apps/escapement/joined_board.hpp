// The boards that a session has reached: cable, link and name of each.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <list>
#include <memory>
#include <string>

#include "escapement/wiring.hpp"
#include "mcu/link.hpp"
#include "mcu/mcu.hpp"
#include "runtime/actor.hpp"

namespace escapement::app {

struct JoinedBoard {
    JoinedBoard(BoardLine reached, Wiring::Cable opened)
        : line(std::move(reached)), cable(std::move(opened)), link(*cable) {
        link.set_baud(line.baud);
    }
    BoardLine line;
    Wiring::Cable cable;  // null once it is closed
    mcu::Link link;       // must not be polled then
};

// All links as one actor, since boards come and go while a session runs.  Belongs to the main
// thread.
class JoinedBoards final : public runtime::Actor {
  public:
    JoinedBoard& add(const BoardLine& line, Wiring::Cable cable);
    // Whoever uses its link must be gone.
    void remove(const JoinedBoard& board);
    JoinedBoard* find(std::string_view name);

    void poll(base::HostTime now) override;
    base::HostTime next_wake() const override;

  private:
    std::list<JoinedBoard> boards_;
};

}  // namespace escapement::app
