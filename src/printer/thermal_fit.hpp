// Learns from a heater's readings how it warms and cools.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A heated mass follows dT/dt = warming * duty - cooling * (T - room), its sensor some seconds
// late. That is linear in what is sought, so least squares over all seconds find it; of the delays
// that are tried the one with the smallest error is taken.  Old seconds count less: half after
// forty minutes.
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "base/time.hpp"

namespace escapement::printer {

struct ThermalModel {
    double warming = 0.0;  // degrees a second at full power
    double cooling = 0.0;  // share of what is above the room, a second
    double room = 0.0;     // degrees Celsius
    base::Seconds delay{};
    bool operator==(const ThermalModel&) const = default;
};

// By section: "extruder", "heater_generic chamber".
using ThermalModels = std::map<std::string, ThermalModel>;

// Whether a heater can be like that at all.
bool is_plausible(const ThermalModel& model);

// Belongs to the main thread.
class ThermalFit {
  public:
    // Once a second or so, in the order of time: what was measured and the duty that was given.
    void take(base::HostTime now, double celsius, double duty);

    // Nothing before the heater has warmed up, by forty degrees at least.
    std::optional<ThermalModel> model() const;

  private:
    static constexpr std::array<std::size_t, 11> delays_s{0, 1, 2, 3, 4, 6, 8, 10, 12, 15, 20};
    static constexpr std::size_t unknowns = 3;
    // Sums of a least-squares problem.
    struct Sums {
        std::array<std::array<double, unknowns>, unknowns> products{};
        std::array<double, unknowns> projections{};
        double squares = 0.0;

        void add(const std::array<double, unknowns>& row, double value, double remaining);
        std::optional<std::array<double, unknowns>> solution() const;
        double error(const std::array<double, unknowns>& solution) const;
    };
    struct Sample {
        base::HostTime when;
        double celsius;
    };

    std::array<Sums, delays_s.size()> sums_{};
    std::deque<double> duties_;  // the newest first
    std::optional<Sample> last_;
    double coldest_ = 0.0, hottest_ = 0.0;
    int seconds_ = 0;
};

}  // namespace escapement::printer
