// Finding the gains of a heater: it is switched on and off around a temperature.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "printer/heater_control.hpp"

namespace escapement::printer {

// A relay makes the temperature swing.  From the swing follow the gain at which a proportional
// controller would swing by itself and its period, and from these the gains of a good one.
// Sources: Astrom and Hagglund, "Automatic tuning of simple regulators" (1984); Ziegler and
// Nichols, "Optimum settings for automatic controllers" (1942).
class RelayTuning final : public HeaterControl {
  public:
    // As written in a configuration: for an output of 0 to 255.
    struct Gains {
        double kp = 0.0;
        double ki = 0.0;
        double kd = 0.0;
    };
    struct Sample {
        base::PrintTime when;
        double value;
    };
    // While it cools, the target is so much lower: nobody shall miss the heat.
    static constexpr double target_swing = 5.0;
    static constexpr std::size_t peaks_wanted = 12;
    static constexpr std::size_t most_samples = 100'000;

    // `alter_target` is told which target the heater pretends to have.
    RelayTuning(double celsius, double max_power, std::function<void(double)> alter_target)
        : celsius_(celsius), max_power_(max_power), alter_target_(std::move(alter_target)) {}

    double duty_for(base::PrintTime when, double celsius, double target) override;
    bool is_settling(double smoothed, double target) const override;
    // Those of the cycle of middle length; once it has settled.
    Gains gains() const;

    const std::vector<Sample>& temperatures() const { return temperatures_; }
    const std::vector<Sample>& duties() const { return duties_; }

  private:
    struct Peak {
        double celsius;
        base::PrintTime when;
    };
    void turn(bool heating);
    Gains gains_at(std::size_t peak) const;

    double celsius_;
    double max_power_;
    std::function<void(double)> alter_target_;
    bool heating_ = false;
    Peak extreme_{};  // of the half cycle at hand
    std::vector<Peak> peaks_;
    std::vector<Sample> temperatures_, duties_;
};

}  // namespace escapement::printer
