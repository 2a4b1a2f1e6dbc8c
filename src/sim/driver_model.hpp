// A stepper driver's registers, as the simulated printer has them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string_view>

#include "chips/stepper_driver.hpp"

namespace escapement::sim {

// Remembers what is written, tells its version, its count of messages and of microsteps, and is in
// good health.  Its power has just come on, and it says so.
class DriverModel {
  public:
    // Where the motor stands, in microsteps in the sense in which the driver counts.
    using Microsteps = std::function<std::int64_t()>;
    DriverModel(const chips::DriverChip& chip, Microsteps microsteps);

    const chips::DriverChip& chip() const { return chip_; }
    std::uint32_t read(std::uint8_t address);
    void write(std::uint8_t address, std::uint32_t value);

    // The TMC2660 answers as two bits of a register say.
    std::uint32_t answer_of_2660();
    // The number in that field as it was written, zero at first.
    std::int64_t field(std::string_view name) const;

  private:
    std::uint32_t with(std::string_view reg, std::string_view field, std::int64_t number) const;
    std::int64_t position_in_cycle() const;
    std::uint32_t status() const;

    const chips::DriverChip& chip_;
    const Microsteps microsteps_;
    std::map<std::uint8_t, std::uint32_t> values_;
    std::uint8_t messages_ = 0;
};

}  // namespace escapement::sim
