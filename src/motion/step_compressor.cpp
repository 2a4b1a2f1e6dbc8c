// The way of a step: left out if taken back at once, converted to a clock, sent in a run.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/step_compressor.hpp"

#include <algorithm>
#include <cmath>

#include "base/assert.hpp"

namespace escapement::motion {

namespace {

// More steps than a run can have, and some to look ahead.
constexpr std::int64_t max_waiting = 65535 + 4096;
// So many steps are gathered before they are converted.
constexpr std::size_t most_gathered = 4096;
// Shorter rows of even steps are written out.
constexpr std::int64_t worth_keeping = 64;

}  // namespace

ErrorWindow symmetric_window(base::Seconds error, double frequency_hz) {
    const auto ticks = static_cast<std::uint32_t>(error.count() * frequency_hz);
    return {ticks, ticks};
}

StepCompressor::StepCompressor(ClockRate rate, RunSink& sink) : sink_(sink) {
    waiting_.set_window(symmetric_window(usual_step_error, rate.frequency_hz));
    set_rate(rate);
}

void StepCompressor::set_rate(ClockRate rate) {
    ASSERT(rate.frequency_hz > 0.0);
    if (rate == rate_) return;
    if (came_size_ > 0) commit();
    rate_ = rate;
    least_reversal_ticks_ = std::lround(std::ceil(least_reversal_time_s * rate.frequency_hz));
}

void StepCompressor::set_window(ErrorWindow window) {
    commit();
    waiting_.set_window(window);
}

void StepCompressor::steps(Direction direction, std::span<const double> times) {
    if (times.empty()) return;
    times = times.subspan(begin(direction, times.front()));
    if (times.empty()) return;
    std::copy(times.begin(), times.end(), room(times.size()).begin());
    added(times.size());
}

void StepCompressor::even_steps(Direction direction, const EvenSteps& row) {
    if (row.count <= 0) return;
    EvenSteps rest = row;
    const auto left_out = static_cast<std::int64_t>(begin(direction, row.time(0)));
    rest.first += static_cast<double>(left_out);
    rest.count -= left_out;
    if (rest.count >= worth_keeping && keep_even(rest)) return;
    while (rest.count > 0) {
        const auto size = std::min<std::int64_t>(rest.count, most_gathered);
        const std::span<double> to = room(static_cast<std::size_t>(size));
        for (std::int64_t i = 0; i < size; ++i) to[static_cast<std::size_t>(i)] = rest.time(i);
        added(to.size());
        rest.first += static_cast<double>(size);
        rest.count -= size;
    }
}

void StepCompressor::settle() {
    undecided_ = false;
}

// How many of the steps to come, this one being the first, are left out: none or one.
std::size_t StepCompressor::begin(Direction direction, double time) {
    if (direction == came_direction_) return 0;
    const bool taken_back = is_taken_back(direction, time);
    if (taken_back) --came_size_;
    undecided_ = false;
    commit();
    came_direction_ = direction;
    return taken_back ? 1 : 0;
}

bool StepCompressor::is_taken_back(Direction direction, double time) const {
    if (direction == came_direction_ || !undecided_) return false;
    const std::uint64_t step = rate_.clock_of(came_[came_size_ - 1]).raw;
    const auto later = static_cast<std::int64_t>(rate_.clock_of(time).raw - step);
    return later < least_reversal_ticks_;
}

std::span<double> StepCompressor::room(std::size_t count) {
    if (came_size_ + count > most_gathered) commit();
    if (came_size_ + count > came_.size()) came_.resize(came_size_ + count + most_gathered);
    return std::span(came_).subspan(came_size_, count);
}

void StepCompressor::added(std::size_t count) {
    came_size_ += count;
    undecided_ = true;
}

// Passes on the first and the last step by themselves, and what is between them as a row.
bool StepCompressor::keep_even(const EvenSteps& row) {
    const double apart = row.apart * rate_.frequency_hz;
    if (!(apart > WaitingSteps::least_apart && apart < WaitingSteps::far_ticks)) return false;
    room(1)[0] = row.time(0);
    added(1);
    settle();
    commit();
    const double origin = (row.origin - rate_.offset_s) * rate_.frequency_hz;
    const EvenClocks between{
        origin - static_cast<double>(waiting_.base()), row.first + 1.0, apart, row.count - 2};
    EvenSteps rest = row;
    if (waiting_.size() > 0 && waiting_.last_clock() == between.clock(-1)) {
        waiting_.append(between);
        limit_waiting();
        rest.first += static_cast<double>(row.count - 1);
        rest.count = 1;
    } else {
        rest.first += 1.0;
        rest.count -= 1;
    }
    StepSink::even_steps(came_direction_, rest);
    return true;
}

// All steps that came and are decided now wait to be sent.
void StepCompressor::commit() {
    const std::size_t decided = came_size_ - (undecided_ ? 1 : 0);
    if (decided > 0) commit(std::span<const double>(came_).first(decided));
    if (!undecided_) {
        came_size_ = 0;
        return;
    }
    came_[0] = came_[decided];
    came_size_ = 1;
    waiting_.set_next(since_base(rate_.clock_of(came_[0]).raw));
}

void StepCompressor::commit(std::span<const double> times) {
    if (direction_ != came_direction_) turn(rate_.clock_of(times.front()).raw);
    if (waiting_.size() == 0) waiting_.set_base(last_exact_);
    if (!waiting_.append(rate_, times, {since_base(last_known()), since_base(earliest_next())}))
        for (const double time : times) push(rate_.clock_of(time).raw);
    limit_waiting();
}

double StepCompressor::since_base(std::uint64_t clock) const {
    return static_cast<double>(static_cast<std::int64_t>(clock - waiting_.base()));
}

// The exact clock of the last step there is.
std::uint64_t StepCompressor::last_known() const {
    if (waiting_.size() == 0) return last_exact_;
    return waiting_.base() + static_cast<std::uint64_t>(waiting_.last_clock());
}

// Two steps never share a tick, whatever the clock's rate did in between.
std::uint64_t StepCompressor::earliest_next() const {
    return std::max(last_known(), last_) + 1;
}

// One step, however it lies to the one before.
void StepCompressor::push(std::uint64_t clock) {
    clock = std::max(clock, earliest_next());
    if (static_cast<double>(clock - earliest_next()) + 1.0 >= WaitingSteps::far_ticks) {
        push_far(clock);
        return;
    }
    limit_waiting();
    if (waiting_.size() == 0) waiting_.set_base(last_exact_);
    waiting_.append(since_base(clock), since_base(last_known()));
}

void StepCompressor::push_far(std::uint64_t clock) {
    send_waiting(clock);
    last_exact_ = clock;
    send({static_cast<std::uint32_t>(clock - last_), 1, 0}, clock, clock);
}

void StepCompressor::turn(std::uint64_t next_clock) {
    send_waiting(std::max(next_clock, earliest_next()));
    direction_ = came_direction_;
    sink_.direction(*direction_);
}

void StepCompressor::limit_waiting() {
    while (waiting_.size() > max_waiting) send_longest_run();
}

void StepCompressor::flush(base::McuClock until) {
    if (undecided_ && rate_.clock_of(came_[came_size_ - 1]) <= until) settle();
    commit();
    while (waiting_.size() > 0 && last_ < until.raw) send_longest_run();
}

void StepCompressor::flush() {
    settle();
    commit();
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

void StepCompressor::send_waiting(std::optional<std::uint64_t> next_clock) {
    if (waiting_.size() == 0) return;
    waiting_.set_next(next_clock ? std::optional(since_base(*next_clock)) : std::nullopt);
    while (waiting_.size() > 0) send_longest_run();
}

void StepCompressor::send_longest_run() {
    const StepRun run = fit_.longest_run(waiting_, since_base(last_));
    last_exact_ = waiting_.base() + static_cast<std::uint64_t>(waiting_.clock(run.count));
    waiting_.drop(run.count);
    send(run,
         last_ + static_cast<std::uint64_t>(run.ticks(1)),
         last_ + static_cast<std::uint64_t>(run.ticks(run.count)));
}

void StepCompressor::send(const StepRun& run, std::uint64_t first, std::uint64_t last) {
    history_.add(*direction_, run, {first});
    last_ = last;
    sink_.run(run, {first}, {last});
}

}  // namespace escapement::motion
