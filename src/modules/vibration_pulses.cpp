// Makes pulses, and lays the sweep over them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/vibration_pulses.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace escapement::modules {
namespace {

using base::Accel;
using base::Seconds;
using Pulses = std::vector<VibrationPulse>;

constexpr double last_hz_tolerance = 1e-6;
// Where the sweep turns for the first and for the second time, in periods: its speed then has no
// mean, nor has its position.
constexpr double first_turn = std::numbers::sqrt2 / 8.0;
constexpr double second_turn = first_turn + 0.25;
constexpr double further_turns = 0.5;

Pulses bare_pulses(const VibrationRange& range) {
    Pulses pulses;
    Seconds now{};
    double sign = 1.0;
    for (double hz = range.start_hz; hz <= range.end_hz + last_hz_tolerance;) {
        const Seconds quarter(0.25 / hz);
        const Accel accel{sign * range.accel_per_hz * hz};
        pulses.push_back({now + quarter, accel, hz});
        now += 2.0 * quarter;
        pulses.push_back({now, -accel, hz});
        hz += 2.0 * quarter.count() * range.hz_per_sec;
        sign = -sign;
    }
    return pulses;
}

}  // namespace

Pulses vibration_pulses(const VibrationRange& range) {
    Pulses bare = bare_pulses(range);
    if (range.sweeping_period <= Seconds{}) return bare;
    Pulses swept;
    Seconds now{};
    Seconds to_turn = first_turn * range.sweeping_period;
    double next_turn = second_turn;
    Accel sweep = range.sweeping_accel;
    for (const VibrationPulse& pulse : bare) {
        Seconds left = pulse.until - now;
        while (to_turn <= left) {
            now += to_turn;
            swept.push_back({now, pulse.accel + sweep, pulse.hz});
            left -= to_turn;
            to_turn = next_turn * range.sweeping_period;
            next_turn = further_turns;
            sweep = -sweep;
        }
        to_turn -= left;
        swept.push_back({pulse.until, pulse.accel + sweep, pulse.hz});
        now = pulse.until;
    }
    return swept;
}

PulseExtremes extremes_of(const Pulses& pulses) {
    PulseExtremes most;
    base::Speed speed;
    Seconds now{};
    for (const VibrationPulse& pulse : pulses) {
        speed += pulse.accel * (pulse.until - now);
        now = pulse.until;
        most.speed = std::max(most.speed, base::Speed{std::abs(speed.value)});
        most.accel = std::max(most.accel, Accel{std::abs(pulse.accel.value)});
    }
    return most;
}

}  // namespace escapement::modules
