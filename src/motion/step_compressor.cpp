// The way of a step: clock, left out if taken back at once, queued, sent in a run.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/step_compressor.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/assert.hpp"

namespace escapement::motion {

namespace {

// More steps than a run can have, and some to look ahead.
constexpr std::size_t max_waiting = 65535 + 4096;
constexpr std::size_t worth_moving = 8192;

}  // namespace

base::McuClock ClockRate::clock_of(double print_time_s) const {
    const double ticks = (print_time_s - offset_s) * frequency_hz + 0.5;
    return {ticks > 0.0 ? static_cast<std::uint64_t>(ticks) : 0};
}

ErrorWindow symmetric_window(base::Seconds error, double frequency_hz) {
    const auto ticks = static_cast<std::uint32_t>(error.count() * frequency_hz);
    return {ticks, ticks};
}

StepCompressor::StepCompressor(ClockRate rate, RunSink& sink)
    : sink_(sink), window_(symmetric_window(usual_step_error, rate.frequency_hz)) {
    set_rate(rate);
}

void StepCompressor::set_rate(ClockRate rate) {
    ASSERT(rate.frequency_hz > 0.0);
    rate_ = rate;
    least_reversal_ticks_ = std::lround(std::ceil(least_reversal_time_s * rate.frequency_hz));
}

void StepCompressor::steps(Direction direction, std::span<const double> times) {
    for (const double time : times) take(direction, rate_.clock_of(time).raw);
}

void StepCompressor::take(Direction direction, std::uint64_t clock) {
    const bool turns = direction != undecided_direction_;
    undecided_direction_ = direction;
    if (turns && undecided_ &&
        static_cast<std::int64_t>(clock - *undecided_) < least_reversal_ticks_) {
        undecided_.reset();
        return;
    }
    if (undecided_) push(turns ? opposite(direction) : direction, *undecided_);
    undecided_ = clock;
}

void StepCompressor::settle() {
    if (undecided_) push(undecided_direction_, *std::exchange(undecided_, std::nullopt));
}

void StepCompressor::flush(base::McuClock until) {
    if (undecided_ && *undecided_ <= until.raw) settle();
    while (waiting() > 0 && last_ < until.raw) send_longest_run(undecided_);
}

void StepCompressor::flush() {
    settle();
    send_waiting(std::nullopt);
}

void StepCompressor::reset(base::McuClock clock) {
    flush();
    last_ = last_exact_ = clock.raw;
    direction_.reset();
}

void StepCompressor::set_position(base::McuClock clock, std::int64_t position) {
    flush();
    history_.set_position(clock, position);
}

// Two steps never share a tick, whatever the clock's rate did in between.
void StepCompressor::push(Direction direction, std::uint64_t clock) {
    const std::uint64_t before = std::max(waiting() > 0 ? clocks_.back() : last_exact_, last_);
    clock = std::max(clock, before + 1);
    if (direction_ != direction) turn(direction, clock);
    if (clock - before >= far_ticks) {
        push_far(clock);
        return;
    }
    if (waiting() > max_waiting) send_longest_run(clock);
    clocks_.push_back(clock);
}

void StepCompressor::push_far(std::uint64_t clock) {
    send_waiting(clock);
    last_exact_ = clock;
    send({static_cast<std::uint32_t>(clock - last_), 1, 0}, clock, clock);
}

void StepCompressor::turn(Direction direction, std::uint64_t next_clock) {
    send_waiting(next_clock);
    direction_ = direction;
    sink_.direction(direction);
}

void StepCompressor::send_waiting(std::optional<std::uint64_t> next_clock) {
    while (waiting() > 0) send_longest_run(next_clock);
}

void StepCompressor::send_longest_run(std::optional<std::uint64_t> next_clock) {
    const std::span<const std::uint64_t> clocks = std::span(clocks_).subspan(head_);
    const StepRun run = fit_.longest_run({clocks, last_exact_, last_, next_clock}, window_);
    last_exact_ = clocks[run.count - 1u];
    head_ += run.count;
    send(run,
         last_ + static_cast<std::uint64_t>(run.ticks(1)),
         last_ + static_cast<std::uint64_t>(run.ticks(run.count)));
    if (head_ == clocks_.size() || head_ >= worth_moving) {
        clocks_.erase(clocks_.begin(), clocks_.begin() + static_cast<std::ptrdiff_t>(head_));
        head_ = 0;
    }
}

void StepCompressor::send(const StepRun& run, std::uint64_t first, std::uint64_t last) {
    history_.add(*direction_, run, {first});
    last_ = last;
    sink_.run(run, {first}, {last});
}

}  // namespace escapement::motion
