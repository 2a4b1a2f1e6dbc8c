// The firmware as a process: a loop that runs timers, takes bytes and waits.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "firmware/port/linux/kernel_devices.hpp"
#include "runtime/byte_stream.hpp"
#include "runtime/clock.hpp"
#include "wire/dictionary.hpp"

namespace escapement::firmware::linux_port {

class RunningBoard;

struct LinuxMcuOptions {
    std::string version = "escapement";  // as the dictionary tells it
    std::size_t memory = 256 << 10;      // bytes for devices and queued moves
    // Gives the devices of the computer, at the start and after each reset, when those that were
    // given before have been closed.
    std::function<Devices()> devices = kernel_devices;
};

// All in one thread.  Clock and cable outlive it; the program sees to it that the clock's wait
// ends when the cable has something to read.
class LinuxMcu {
  public:
    LinuxMcu(runtime::Outside& clock, runtime::ByteStream& cable, LinuxMcuOptions options = {});
    ~LinuxMcu();
    LinuxMcu(const LinuxMcu&) = delete;
    LinuxMcu& operator=(const LinuxMcu&) = delete;

    // Runs what is due, takes what has arrived, and waits if there is nothing else to do, at most
    // until the next timer.
    void run_round();
    // All outputs go to their defaults, as if the host had asked for an emergency stop.
    void shut_down();

    // When the next timer is to run; never while something keeps timers from running.  A virtual
    // clock must not run past it.
    base::HostTime next_timer() const;
    bool is_shutdown() const;
    // Empty while running.
    std::string_view shutdown_reason() const;
    const wire::Dictionary& dictionary() const;

  private:
    std::unique_ptr<RunningBoard> running_;
};

}  // namespace escapement::firmware::linux_port
