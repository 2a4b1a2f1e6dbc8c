// The way to the registers of one stepper driver, whatever wires it has.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "chips/stepper_driver.hpp"
#include "mcu/mcu.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// Of what need not wait for a moment.
inline constexpr base::PrintTime at_once{};

// Offline, registers read as zero.  Belongs to the main thread.
class TmcLink {
  public:
    virtual ~TmcLink() = default;

    virtual mcu::Mcu& board() const = 0;
    // Throws CommandError when the driver does not answer.
    virtual runtime::Task<std::uint32_t> read(const chips::DriverRegister& reg) = 0;
    // Not before that moment.  Throws CommandError when the driver did not take it.
    virtual runtime::Task<> write(const chips::DriverRegister& reg,
                                  std::uint32_t value,
                                  base::PrintTime not_before) = 0;
};

}  // namespace escapement::modules
