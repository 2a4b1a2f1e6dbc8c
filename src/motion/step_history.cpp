// Runs of steps in order of time, searched by clock.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/step_history.hpp"

#include <algorithm>
#include <iterator>
#include <span>

namespace escapement::motion {

base::McuClock StepHistory::Record::last() const {
    const std::int64_t rest = run.count == 0 ? 0 : run.ticks(run.count) - run.ticks(1);
    return {first.raw + static_cast<std::uint64_t>(rest)};
}

// Step clocks rise along a run, so the number of steps made is found by halving.
std::int64_t StepHistory::Record::position_at(base::McuClock clock) const {
    const auto passed = static_cast<std::int64_t>(clock.raw - first.raw) + run.ticks(1);
    std::int64_t made = 0, beyond = std::int64_t{run.count} + 1;
    while (beyond - made > 1) {
        const std::int64_t middle = made + (beyond - made) / 2;
        (run.ticks(middle) <= passed ? made : beyond) = middle;
    }
    return start_position + sign(direction) * made;
}

void StepHistory::add(Direction direction, const StepRun& run, base::McuClock first) {
    records_.push_back({first, position_, run, direction});
    position_ += sign(direction) * std::int64_t{run.count};
}

void StepHistory::set_position(base::McuClock clock, std::int64_t position) {
    while (records_.size() > first_ && clock <= records_.back().first) records_.pop_back();
    position_ = position;
    records_.push_back({clock, position, StepRun{}, Direction::forward});
}

void StepHistory::expire(base::McuClock clock) {
    while (first_ < records_.size() && records_[first_].last() < clock) ++first_;
    if (first_ < records_.size() - first_) return;
    records_.erase(records_.begin(), records_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
}

std::int64_t StepHistory::position_at(base::McuClock clock) const {
    const auto known = std::span(records_).subspan(first_);
    const auto after =
        std::upper_bound(known.begin(), known.end(), clock, [](base::McuClock c, const Record& r) {
            return c < r.first;
        });
    if (after == known.begin()) return known.empty() ? position_ : after->start_position;
    return std::prev(after)->position_at(clock);
}

}  // namespace escapement::motion
