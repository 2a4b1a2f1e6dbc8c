// Looks after a stepper driver while its motor has power: every second, asks how it is.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/value.hpp"
#include "chips/stepper_driver.hpp"
#include "modules/tmc_link.hpp"
#include "printer/context.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class TmcWatch {
  public:
    TmcWatch(std::string stepper,
             const chips::DriverRegisters& registers,
             TmcLink& link,
             printer::Context& context);
    TmcWatch(const TmcWatch&) = delete;
    TmcWatch& operator=(const TmcWatch&) = delete;
    ~TmcWatch();

    // Looks at once, and clears what the driver remembers of the past; whether it has begun anew
    // since it was last looked at.  Throws CommandError when something is wrong with it.
    runtime::Task<bool> start();
    void stop();

    // Null while it does not look: the fields of its last status that are not zero, and, where it
    // can tell, degrees Celsius.
    base::Value status() const;
    base::Value temperature() const;

  private:
    // A register with flags for errors, and for what is worth a word.
    struct Report {
        const chips::DriverRegister* reg = nullptr;
        std::uint32_t errors = 0, warnings = 0;
        // A current that is zero, though it should not be, comes of a reset; nullptr: cannot tell.
        const chips::DriverField* current = nullptr;
        std::uint32_t last = 0;
    };
    Report status_report() const;
    Report reset_report() const;
    bool begun_anew(const Report& report, std::uint32_t value) const;
    runtime::Task<std::uint32_t> read(const chips::DriverRegister& reg);
    runtime::Task<std::uint32_t> examine(Report& report, bool clear);
    void note(Report& report, std::uint32_t value);
    runtime::Task<> look();
    runtime::Task<> measure();
    void look_again();

    const std::string stepper_;
    const chips::DriverRegisters& registers_;
    TmcLink& link_;
    printer::Context& context_;
    Report status_, resets_;
    std::optional<std::int64_t> temperature_;
    bool looking_ = false;
    // What a look was begun for, which may have ended while it waited.
    std::uint64_t shift_ = 0;
    runtime::Timer timer_;
};

}  // namespace escapement::modules
