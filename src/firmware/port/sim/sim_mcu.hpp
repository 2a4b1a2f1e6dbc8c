// A microcontroller in virtual time: the real firmware on a board made of air.
// SPDX-License-Identifier: GPL-3.0-or-later
//
//   SimMcu mcu({.pins = {"PA0", "PA1"}}, world);
//   mcu.receive(bytes_that_arrive_now);
//   while (mcu.run_until(later) < later) send_to_host(mcu.take_output());
//   send_to_host(mcu.take_output());
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "firmware/port/sim/pin_observer.hpp"
#include "wire/codec.hpp"
#include "wire/dictionary.hpp"

namespace escapement::firmware::sim {

class PoweredBoard;

// What a simulated microcontroller is.
struct SimMcuOptions {
    std::string mcu = "sim";                         // the constant MCU
    std::string version = "escapement";              // as the dictionary tells it
    std::uint32_t clock_frequency_hz = 180'000'000;  // 1 to 800 MHz
    std::vector<std::string> pins;                   // names; a pin's number is its position
    std::vector<std::string> spi_buses;              // names, numbered like pins
    std::vector<std::string> i2c_buses;
    std::uint16_t adc_max = 4095;
    std::uint16_t pwm_max = 255;
    std::uint32_t receive_window = 1024;  // bytes that a host may send unacknowledged
    std::size_t memory = 128 << 10;       // bytes for devices and queued moves
    base::McuClock start;                 // of the clock; below 2^32
};

// Deterministic: the same calls give the same pin events and the same output.  Belongs to one
// thread.  `world` outlives it.
class SimMcu {
  public:
    SimMcu(const SimMcuOptions& options, PinObserver& world);
    ~SimMcu();
    SimMcu(const SimMcu&) = delete;
    SimMcu& operator=(const SimMcu&) = delete;

    // Where its time stands.
    base::McuClock clock() const;
    // When something will happen next by itself; nothing is due before.
    base::McuClock next_wake() const;
    // Bytes arrive from the host, now; they are acted upon at once.
    void receive(wire::Bytes bytes);
    // Lets time pass up to `limit`, which must not be past, each timer running at exactly its
    // own clock.  Stops early, with the clock at which that was, once there is output.  Timers
    // that never rest shut the board down, and its clock runs on as a real one's would.
    base::McuClock run_until(base::McuClock limit);

    bool has_output() const;
    // What it sent to the host since the last call.  If nobody takes it, it is lost beyond 1 MiB.
    std::vector<std::uint8_t> take_output();

    bool is_shutdown() const;
    // Empty while running.
    std::string_view shutdown_reason() const;
    // Timers run so far.
    std::uint64_t timer_events() const;

    // What it tells the host about itself, also when asked by message.
    const wire::Dictionary& dictionary() const;

  private:
    std::unique_ptr<PoweredBoard> powered_;
};

}  // namespace escapement::firmware::sim
