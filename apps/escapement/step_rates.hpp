// How fast a print steps its motors, beside what their boards can do.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "escapement/step_probe.hpp"
#include "escapement/step_rate_bound.hpp"
#include "printer/stepper.hpp"

namespace escapement::app {

// Watches all steppers that it is given.  Belongs to the main thread.
class StepRates {
  public:
    StepRates() = default;
    StepRates(const StepRates&) = delete;
    StepRates& operator=(const StepRates&) = delete;
    ~StepRates();

    // While no steps are made; the stepper outlives this.
    StepProbe& watch(printer::Stepper& stepper);
    // All steps up to then are made: lets go of what is not needed any more.
    void settle(base::PrintTime until);

    std::string text() const;
    void add_to(base::Value& report) const;

  private:
    struct Motor {
        printer::Stepper& stepper;
        std::unique_ptr<StepProbe> probe;
        std::string board;
        std::optional<StepRateBound> bound;
    };
    // The most steps of all motors of a board in a hundredth of a second.
    struct Board {
        std::optional<StepRateBound> bound;
        double peak_rate = 0.0, peak_time = 0.0;
    };
    void add_up(const std::string& name, Board& board, std::int64_t end);

    std::vector<Motor> motors_;
    std::map<std::string, Board> boards_;
};

}  // namespace escapement::app
