// What devices send to a board, as long as the board is there to understand it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcu/sender.hpp"

namespace escapement::mcu {

// Belongs to the thread of the sender behind it, which must outlive it.
class Gate final : public Sender {
  public:
    explicit Gate(Sender& behind) : behind_(behind) {}

    // While it is shut, messages go nowhere.
    void shut() { open_ = false; }
    void open() { open_ = true; }
    bool is_open() const { return open_; }

    CommandQueue new_queue() override { return behind_.new_queue(); }
    void send(wire::Bytes message, When when, CommandQueue queue) override {
        if (open_) behind_.send(message, when, queue);
    }
    void begin_burst() override { behind_.begin_burst(); }
    void end_burst() override { behind_.end_burst(); }

  private:
    Sender& behind_;
    bool open_ = true;
};

}  // namespace escapement::mcu
