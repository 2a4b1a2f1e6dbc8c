// Turns segments into phases, and knows which of them the window touches.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/filament_window.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"

namespace escapement::motion {

namespace {

// Phases behind the window are forgotten when there are so many.
constexpr std::size_t most_forgotten = 1024;
// Two ways to add up the same durations may differ by so many seconds.
constexpr double no_pause = 1e-9;

}  // namespace

FilamentWindow::FilamentWindow(const SegmentQueue& queue,
                               FilamentStart start,
                               FilamentSettings settings)
    : queue_(queue),
      next_(start.sequence),
      half_(settings.half_window),
      time_(seconds(start.time)),
      advances_(std::move(settings.advances)) {
    ASSERT(!advances_.empty());
    place();
}

void FilamentWindow::place() {
    behind_until_ = phases_[behind_].end + half_;
    middle_until_ = phases_[middle_].end;
    ahead_until_ = phases_[ahead_].end - half_;
    slide_to(time_);
}

void FilamentWindow::read(double until) {
    forget();
    if (next_ < queue_.first_sequence()) next_ = queue_.first_sequence();
    // One more than is needed says when the one before it ends.
    while (next_ < queue_.end_sequence() && phases_.back().start < until + half_)
        take(queue_[next_++]);
    place();
}

void FilamentWindow::take(const Segment& segment) {
    const double start = seconds(segment.start);
    if (phases_.size() == 1) phases_.back().position = segment.from.x.value;
    const double advance = segment.direction[1] != 0.0 ? advance_at(segment.start) : 0.0;
    if (start - phases_.back().start > no_pause) {
        phases_.back().end = start;
        phases_.emplace_back();
    }
    phases_.back() = {.start = start, .position = segment.from.x.value};
    for (const Phase& phase : phases_of(segment)) add_phase(phase, segment.direction[0], advance);
}

// The last phase becomes one that moves; a new one behind it rests where that ends.
void FilamentWindow::add_phase(const Phase& moving, double way, double advance) {
    if (!(moving.duration > 0.0)) return;
    FilamentPhase& phase = phases_.back();
    phase.end = phase.start + moving.duration;
    phase.speed = way * moving.speed;
    phase.half_accel = way * moving.half_acceleration;
    phase.sixth_jerk = way * moving.sixth_jerk;
    phase.advance = advance;
    const FilamentPhase rest{.start = phase.end, .position = phase.position_at(phase.end)};
    phases_.push_back(rest);
}

// Asked for times that never fall.
double FilamentWindow::advance_at(PrintTime time) {
    while (advances_.size() > 1 && advances_[1].from <= time) advances_.erase(advances_.begin());
    return advances_.front().advance;
}

void FilamentWindow::forget() {
    if (behind_ < most_forgotten) return;
    phases_.erase(phases_.begin(), phases_.begin() + static_cast<std::ptrdiff_t>(behind_));
    middle_ -= behind_;
    ahead_ -= behind_;
    behind_ = 0;
}

std::optional<PrintTime> FilamentWindow::first_motion(PrintTime until) const {
    const auto seen_from = [&](double start) {
        return PrintTime{Seconds{std::max(time_, start - half_)}};
    };
    for (std::size_t i = behind_; i < phases_.size(); ++i) {
        if (phases_[i].rests()) continue;
        const PrintTime when = seen_from(phases_[i].start);
        return when < until ? std::optional(when) : std::nullopt;
    }
    for (auto i = std::max(next_, queue_.first_sequence()); i < queue_.end_sequence(); ++i) {
        if (queue_[i].direction[0] == 0.0) continue;
        const PrintTime when = seen_from(seconds(queue_[i].start));
        return when < until ? std::optional(when) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace escapement::motion
