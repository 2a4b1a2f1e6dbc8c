// The formulas of the data sheets, rounded to the nearest step.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/driver_current.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace escapement::chips {
namespace {

using std::numbers::sqrt2;

constexpr int most_cs = 31;
constexpr double steps_of_cs = 32.0, steps_of_scaler = 256.0;
constexpr int least_scaler = 32;
// Inside of the chips, in series with the sense resistor.
constexpr double inner_ohm = 0.020;
constexpr double most_of_2130 = 2.0, most_of_2660 = 2.4;
constexpr double most_of_5160 = 10.0;  // boards burn before
constexpr double volts_of_5160 = 0.325;
// Of the TMC2240, in A times ohm of the reference, by its current_range; the last two are alike.
constexpr std::array<double, 4> peak_by_range{11750.0, 24000.0, 36000.0, 36000.0};

double range_of_2240(std::int64_t range, double reference_ohm) {
    return peak_by_range[static_cast<std::size_t>(range)] / reference_ohm / sqrt2;
}

// Truncates like a conversion to int, as halves have been added before.
int step(double number) {
    return std::clamp(static_cast<int>(std::clamp(number, -1.0, 1e6)), 0, most_cs);
}

}  // namespace

int SenseRange::cs(double current, bool fine) const {
    const double volts = fine ? fine_volts : wide_volts;
    return step(std::floor(steps_of_cs * sense_ohm * current * sqrt2 / volts + 0.5) - 1.0);
}

double SenseRange::current(int cs, bool fine) const {
    const double volts = fine ? fine_volts : wide_volts;
    return (cs + 1) * volts / (steps_of_cs * sense_ohm * sqrt2);
}

SenseRange::Choice SenseRange::choose(double wanted) const {
    const Choice fine{true, cs(wanted, true)}, wide{false, cs(wanted, false)};
    const double by_fine = current(fine.cs, true), by_wide = current(wide.cs, false);
    const bool too_little = fine.cs == most_cs && by_fine < wanted;
    return too_little && std::abs(wanted - by_wide) < std::abs(wanted - by_fine) ? wide : fine;
}

int ScaledRange::scaler(double current) const {
    const double share = std::floor(current * steps_of_scaler / full_scale + 0.5);
    if (share >= steps_of_scaler) return 0;
    return std::max(least_scaler, static_cast<int>(share));
}

int ScaledRange::cs(double current, int scaler) const {
    const double scale = (scaler == 0 ? steps_of_scaler : scaler) * full_scale;
    return step(current * steps_of_scaler * steps_of_cs / scale - 1.0 + 0.5);
}

double ScaledRange::current(int cs, int scaler) const {
    const double scale = (scaler == 0 ? steps_of_scaler : scaler) * full_scale;
    return scale * (cs + 1) / (steps_of_scaler * steps_of_cs);
}

bool DriverCurrent::is_scaled() const {
    const auto kind = registers_.chip().current();
    return kind == CurrentKind::scaled_sense || kind == CurrentKind::scaled_reference;
}

SenseRange DriverCurrent::sense_range() const {
    if (registers_.chip().current() == CurrentKind::sense_range_of_2660)
        return {resistors_.sense_ohm, 0.310, 0.165};
    return {resistors_.sense_ohm + inner_ohm, 0.32, 0.18};
}

ScaledRange DriverCurrent::scaled_range() const {
    if (registers_.chip().current() == CurrentKind::scaled_sense)
        return {volts_of_5160 / (sqrt2 * resistors_.sense_ohm)};
    return {range_of_2240(registers_.field("current_range"), resistors_.reference_ohm)};
}

void DriverCurrent::begin(double run, std::optional<double> hold) {
    if (registers_.chip().current() == CurrentKind::scaled_reference) {
        std::int64_t range = 0;
        while (range < 3 && run > range_of_2240(range, resistors_.reference_ohm)) ++range;
        registers_.set("current_range", range);
    }
    set(run, hold);
}

std::vector<const DriverRegister*> DriverCurrent::set(double run, std::optional<double> hold) {
    hold_ = hold;
    run_ = run;
    const double held = std::min(hold.value_or(run), run);
    std::vector<const DriverRegister*> changed;
    if (is_scaled()) {
        const ScaledRange range = scaled_range();
        const int scaler = range.scaler(run);
        changed.push_back(&registers_.set("globalscaler", scaler));
        registers_.set("ihold", range.cs(held, scaler));
        changed.push_back(&registers_.set("irun", range.cs(run, scaler)));
        return changed;
    }
    const SenseRange range = sense_range();
    const auto choice = range.choose(run);
    const bool other_range = choice.fine != (registers_.field("vsense") != 0);
    if (registers_.chip().current() == CurrentKind::sense_range_of_2660) {
        changed.push_back(&registers_.set("cs", choice.cs));
        if (other_range) changed.push_back(&registers_.set("vsense", choice.fine));
        return changed;
    }
    const auto& chopper = registers_.set("vsense", choice.fine);
    if (other_range) changed.push_back(&chopper);
    registers_.set("ihold", range.cs(held, choice.fine));
    changed.push_back(&registers_.set("irun", choice.cs));
    return changed;
}

double DriverCurrent::of_field(std::string_view field) const {
    const int cs = static_cast<int>(registers_.field(field));
    if (is_scaled())
        return scaled_range().current(cs, static_cast<int>(registers_.field("globalscaler")));
    return sense_range().current(cs, registers_.field("vsense") != 0);
}

// The TMC2660 is said to have what was asked for.
double DriverCurrent::run() const {
    return registers_.chip().current() == CurrentKind::sense_range_of_2660 ? run_
                                                                           : of_field("irun");
}

std::optional<double> DriverCurrent::hold() const {
    if (registers_.chip().current() == CurrentKind::sense_range_of_2660) return std::nullopt;
    return of_field("ihold");
}

double DriverCurrent::most() const {
    const auto kind = registers_.chip().current();
    if (kind == CurrentKind::scaled_reference) return scaled_range().full_scale;
    return largest(kind, resistors_);
}

double DriverCurrent::largest(CurrentKind kind, Resistors resistors) {
    switch (kind) {
        case CurrentKind::sense_range:
            return most_of_2130;
        case CurrentKind::sense_range_of_2660:
            return most_of_2660;
        case CurrentKind::scaled_sense:
            return most_of_5160;
        case CurrentKind::scaled_reference:
            break;
    }
    return range_of_2240(3, resistors.reference_ohm);
}

}  // namespace escapement::chips
