// The same image for interrupts with priorities: three of them instead of one and a loop.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chip.hpp"
#include "firmware/firmware.hpp"
#include "firmware/scheduler/preemptive.hpp"

namespace {

using namespace escapement;
using freestanding::Chip;
using Program = firmware::Firmware<Chip, firmware::Preemptive<Chip>>;

Program& program() {
    return freestanding::running<Program>();
}

}  // namespace

extern "C" void start() {
    freestanding::power_on<Program>();
}

extern "C" void on_urgent_alarm() {
    program().run_timers(firmware::Level::urgent);
}
extern "C" void on_relaxed_alarm() {
    program().run_timers(firmware::Level::relaxed);
}
// Also requested when a byte has arrived.
extern "C" void on_tasks(const std::uint8_t* received, std::size_t size) {
    program().receive({received, size});
    if (program().scheduler().take_wake()) program().run_tasks();
}
