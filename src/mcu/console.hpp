// Talks with a board in words: what is behind `escapement console`, without the terminal.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "mcu/mcu.hpp"

namespace escapement::mcu {

// Lines go in, lines come out.  Belongs to one thread; the microcontroller must be identified
// and outlive it.
class Console {
  public:
    using Print = std::function<void(const std::string&)>;
    Console(Mcu& mcu, Print print);
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    // Does what the line says: a message for the board ("get_clock", "queue_step oid=1 ..."), or
    // help, list, constants, enumerations, stats, quit.  A mistake is printed.  False: quit.
    bool enter(std::string_view line);
    // What to type, and whom one is talking to.
    void greet();

  private:
    void help();
    void list();
    void constants();
    void enumerations();
    void send(std::string_view line);
    bool is_wanted(const wire::DecodedMessage& message);
    void show(const Received& received);

    Mcu& mcu_;
    Print print_;
    std::size_t clocks_asked_for_ = 0;
};

}  // namespace escapement::mcu
