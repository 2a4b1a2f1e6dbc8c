// Peaks of single motors and of whole boards.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/step_rates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "mcu/mcu.hpp"
#include "mcu/stepper_out.hpp"

namespace escapement::app {
namespace {

std::string rate_line(const std::string& name,
                      double rate,
                      double time,
                      const std::optional<StepRateBound>& bound) {
    std::string line = fmt::format("    {:<20}{:>10.0f}/s at {:.3f} s", name, rate, time);
    if (!bound) return line + ", of what the board can do nothing is known\n";
    return line + fmt::format(", {:.1f} % of {:.0f}/s: {}\n",
                              100.0 * rate / bound->steps_per_second,
                              bound->steps_per_second,
                              bound->why);
}

base::Value rate_value(double rate, double time, const std::optional<StepRateBound>& bound) {
    base::Value value;
    value["steps_per_second"] = rate;
    value["time"] = time;
    value["bound"] = bound ? base::Value(bound->steps_per_second) : base::Value();
    value["bound_by"] = bound ? base::Value(bound->why) : base::Value();
    return value;
}

std::string_view kind_of(const mcu::Mcu& mcu) {
    return mcu.dictionary().text("MCU").value_or("");
}

}  // namespace

StepRates::~StepRates() {
    for (Motor& motor : motors_) motor.stepper.set_tap(nullptr);
}

StepProbe& StepRates::watch(printer::Stepper& stepper) {
    motors_.push_back({.stepper = stepper,
                       .probe = std::make_unique<StepProbe>(stepper.step_distance()),
                       .board = {},
                       .bound = {}});
    Motor& motor = motors_.back();
    stepper.set_tap(motor.probe.get());
    if (const mcu::StepperOut* device = stepper.output().device()) {
        const mcu::Mcu& mcu = device->mcu();
        const double frequency = mcu.clock().print_rate().frequency_hz;
        motor.board = mcu.name();
        motor.bound = lesser(pulse_bound(device->step_pulse(), device->steps_on_both_edges()),
                             measured_bound_of_one(kind_of(mcu), frequency));
        boards_[mcu.name()].bound = measured_bound_of_all(kind_of(mcu), frequency);
    }
    return *motor.probe;
}

void StepRates::settle(base::PrintTime until) {
    const double bins = until.time_since_epoch().count() * StepProbe::bins_per_second;
    const auto end = static_cast<std::int64_t>(std::floor(bins));
    for (auto& [name, board] : boards_) add_up(name, board, end);
    for (Motor& motor : motors_) motor.probe->forget(end);
}

void StepRates::add_up(const std::string& name, Board& board, std::int64_t end) {
    std::vector<std::uint64_t> sums;
    std::int64_t first = 0;
    for (const Motor& motor : motors_) {
        if (motor.board != name) continue;
        const auto& bins = motor.probe->bins();
        first = motor.probe->first_bin();  // the same for all
        sums.resize(std::max(sums.size(), bins.size()));
        for (std::size_t i = 0; i < bins.size(); ++i) sums[i] += bins[i];
    }
    for (std::size_t i = 0; i < sums.size() && first + static_cast<std::int64_t>(i) < end; ++i) {
        const double rate = static_cast<double>(sums[i]) * StepProbe::bins_per_second;
        if (rate <= board.peak_rate) continue;
        board.peak_rate = rate;
        board.peak_time =
            static_cast<double>(first + static_cast<std::int64_t>(i)) / StepProbe::bins_per_second;
    }
}

std::string StepRates::text() const {
    std::string out = "  peak step rates:\n";
    for (const Motor& motor : motors_)
        out += rate_line(
            motor.stepper.name(), motor.probe->peak_rate(), motor.probe->peak_time(), motor.bound);
    for (const auto& [name, board] : boards_)
        out += rate_line("board " + name, board.peak_rate, board.peak_time, board.bound);
    return out;
}

void StepRates::add_to(base::Value& report) const {
    base::Value motors = base::Value::Table{}, boards = base::Value::Table{};
    for (const Motor& motor : motors_)
        motors[motor.stepper.name()] =
            rate_value(motor.probe->peak_rate(), motor.probe->peak_time(), motor.bound);
    for (const auto& [name, board] : boards_)
        boards[name] = rate_value(board.peak_rate, board.peak_time, board.bound);
    report["peak_step_rates"] = std::move(motors);
    report["peak_board_rates"] = std::move(boards);
}

}  // namespace escapement::app
