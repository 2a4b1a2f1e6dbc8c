// The far end of an SPI bus: stepper drivers that are selected together.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// They are one long shift register: what comes out first belongs to the driver that is furthest
// from the board, and so does what goes in first.  When they are no longer selected, each takes
// what it holds for a message; the answer to it comes out the next time.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "sim/driver_model.hpp"

namespace escapement::sim {

class DriverBus {
  public:
    // `position` is 1 for the nearest.
    void add(std::size_t position, DriverModel& driver);

    void select();
    // A byte goes in and another comes out.
    std::uint8_t exchange(std::uint8_t byte);
    void release();

    // The same for a bus made of pins: what happens when the clock rises, and the level at the
    // board's input from then on.
    void clock_rises(bool data);
    bool bit() const { return bit_; }

    bool selected() const { return selected_; }

  private:
    struct Station {
        DriverModel* driver = nullptr;
        std::uint8_t asked = 0;  // the register whose value comes out next
        std::uint32_t written = 0;
        bool wrote = false;
    };
    std::size_t message_size() const;
    std::vector<std::uint8_t> answer(Station& station) const;
    void take(Station& station, const std::uint8_t* message) const;

    std::vector<Station> stations_;  // from the nearest
    bool selected_ = false;
    std::vector<std::uint8_t> in_, out_;
    std::uint8_t half_byte_ = 0;
    unsigned bits_ = 0;
    bool bit_ = false;
};

}  // namespace escapement::sim
