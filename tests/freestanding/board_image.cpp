// The smallest image of a board: compiled as for a microcontroller, linked nowhere, never run.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chip.hpp"
#include "firmware/firmware.hpp"
#include "firmware/scheduler/cooperative.hpp"

namespace {

using namespace escapement;
using freestanding::Chip;
using Program = firmware::Firmware<Chip, firmware::Cooperative<Chip>>;

Program& program() {
    return freestanding::running<Program>();
}

}  // namespace

extern "C" void start() {
    freestanding::power_on<Program>();
}

extern "C" void on_alarm() {
    Chip& board = freestanding::ram<Program>().board;
    const firmware::Timer* first = program().scheduler().first();
    for (; first && !board.clock().before(first->due); first = program().scheduler().first())
        program().fire();
    if (first) board.set_alarm(first->due);
}

extern "C" void on_received(std::uint8_t byte) {
    program().receive({&byte, 1});
    if (program().scheduler().take_wake()) program().run_tasks();
}
