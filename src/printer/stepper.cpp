// Keeps what was asked of a motor and what its microcontroller counts together.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/stepper.hpp"

#include <cmath>
#include <string_view>
#include <utility>

#include "motion/blend_path.hpp"

namespace escapement::printer {

Stepper::Stepper(Settings settings, std::unique_ptr<StepOutput> output)
    : settings_(std::move(settings)),
      output_(std::move(output)),
      solver_(settings_.step_distance),
      compressor_(output_->clock_rate(), *output_) {}

std::string Stepper::short_name() const {
    constexpr std::string_view prefix = "stepper_";
    return name().starts_with(prefix) ? name().substr(prefix.size()) : name();
}

std::unique_ptr<motion::PathSource> Stepper::follow(std::unique_ptr<motion::PathSource> path) {
    return solver_.follow(std::move(path));
}

void Stepper::follow(const motion::SegmentQueue& queue, const motion::Blend& blend) {
    follow(motion::blend_path(blend, queue, queue.end_sequence()));
}

// The steps made so far count from where the stepper is placed.
void Stepper::set_position(motion::Point position) {
    set_commanded_position(position_at(position));
}

void Stepper::set_commanded_position(base::Length position) {
    mcu_placed_at_ = mcu_position();
    solver_.set_position(position);
    placed_at_ = commanded_position();
}

// Steps to come are counted on from where those made so far have led.
void Stepper::count_from_here() {
    mcu_placed_at_ = mcu_position();
    placed_at_ = commanded_position();
}

void Stepper::set_step_distance(base::Length distance) {
    count_from_here();
    settings_.step_distance = distance;
    solver_.set_step_distance(distance);
}

void Stepper::set_inverted(bool inverted) {
    count_from_here();
    inverted_ = inverted;
}

base::Length Stepper::position_at(motion::Point position) const {
    return solver_.path() ? solver_.path()->at(position) : commanded_position();
}

base::Seconds Stepper::reach() const {
    return solver_.path() ? solver_.path()->reach() : base::Seconds{};
}

bool Stepper::reads_tracks() const {
    return solver_.path() && solver_.path()->reads_tracks();
}

std::int64_t Stepper::mcu_position() const {
    return mcu_placed_at_ +
           std::llround(way() * ((commanded_position() - placed_at_) / step_distance()));
}

std::int64_t Stepper::mcu_position_at(base::PrintTime time) const {
    return compressor_.position_at(clock_at(time));
}

base::Length Stepper::commanded_position_of(std::int64_t mcu_position) const {
    return placed_at_ +
           way() * static_cast<double>(mcu_position - mcu_placed_at_) * step_distance();
}

void Stepper::on_first_activity(std::function<void(base::PrintTime)> callback) {
    first_activity_.push_back(std::move(callback));
}

void Stepper::check_activity(base::PrintTime until) {
    if (first_activity_.empty()) return;
    const auto when = solver_.next_activity(until);
    if (!when) return;
    for (const auto& callback : std::exchange(first_activity_, {})) callback(*when);
}

void Stepper::solve(base::PrintTime until) {
    compressor_.set_rate(output_->clock_rate());
    Inverter inverter(compressor_);
    motion::StepSink& pins = inverted_ ? static_cast<motion::StepSink&>(inverter) : compressor_;
    if (!tap_) return solver_.solve(until, pins);
    StepTee both(pins, *tap_);
    tap_->begin(commanded_position());
    solver_.solve(until, both);
}

void Stepper::send(base::PrintTime until) {
    compressor_.flush(clock_at(until));
}

void Stepper::expire(base::PrintTime before) {
    compressor_.expire(clock_at(before));
}

runtime::Task<> Stepper::learn_origin() {
    const std::int64_t position = co_await output_->position();
    origin_ = position - compressor_.position();
    knows_origin_ = true;
    if (counted_) co_await counted_();
}

runtime::Task<> Stepper::learn_position(base::PrintTime now) {
    compressor_.reset({0});
    output_->reset_clock({0});
    const std::int64_t position = co_await output_->position() - origin_;
    compressor_.set_position(clock_at(now), position);
    mcu_placed_at_ += position - mcu_position();
    if (counted_) co_await counted_();
}

base::McuClock Stepper::clock_at(base::PrintTime time) const {
    return output_->clock_rate().clock_of(time.time_since_epoch().count());
}

}  // namespace escapement::printer
