// Walks the segments of a stepper and turns passages of half steps into step times.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/step_solver.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "base/assert.hpp"

namespace escapement::motion {

namespace {

// A position that ends this close before a step has reached it: targets are often whole
// multiples of half a step distance, and rounding must not decide.
constexpr double nearly_mm = 1e-9;
// To turn back on a step, the stepper has to go clearly beyond it.
constexpr double clearly_mm = 1e-8;
constexpr std::size_t batch_size = 256;

}  // namespace

StepSolver::StepSolver(const Blend& blend, Length step_distance)
    : blend_(blend), step_distance_(step_distance.value) {
    ASSERT(step_distance_ > 0.0);
}

void StepSolver::follow(const SegmentQueue* queue) {
    follow(queue, queue ? queue->end_sequence() : 0);
}

void StepSolver::follow(const SegmentQueue* queue, std::uint64_t first) {
    queue_ = queue;
    next_ = first;
}

void StepSolver::set_position(Point position) {
    origin_ = blended(blend_, position).value;
    steps_ = 0;
}

void StepSolver::set_step_distance(Length distance) {
    ASSERT(distance > Length{});
    origin_ = position_of(steps_);
    steps_ = 0;
    step_distance_ = distance.value;
}

void StepSolver::solve(PrintTime until, StepSink& sink) {
    solving_until_ = std::max(until.time_since_epoch().count(), solved_until_);
    if (queue_) next_ = std::max(next_, queue_->first_sequence());
    while (queue_ && next_ < queue_->end_sequence()) {
        const Segment& segment = (*queue_)[next_];
        if (segment.start >= until) break;
        if (moves(segment)) {
            const Pieces pieces = pieces_of(segment, blend_);
            solve_piece(pieces.accelerating, sink);
            solve_piece(pieces.cruising, sink);
            solve_piece(pieces.decelerating, sink);
        }
        if (segment.end() > until) break;
        ++next_;
    }
    solved_until_ = solving_until_;
}

std::optional<PrintTime> StepSolver::next_activity(PrintTime until) const {
    if (!queue_) return std::nullopt;
    const std::uint64_t first = std::max(next_, queue_->first_sequence());
    for (std::uint64_t i = first; i < queue_->end_sequence(); ++i) {
        const Segment& segment = (*queue_)[i];
        if (segment.start >= until) break;
        if (moves(segment)) return segment.start;
    }
    return std::nullopt;
}

void StepSolver::solve_piece(const Piece& piece, StepSink& sink) {
    const double begin = std::max(solved_until_ - piece.start, 0.0);
    const double end = std::min(solving_until_ - piece.start, piece.duration);
    if (!(begin < end)) return;
    const bool turns = piece.speed * piece.speed_at(piece.duration) < 0.0;
    const double turn = turns ? -piece.speed / piece.acceleration : piece.duration;
    if (begin < turn) solve_span({piece, 0.0, turn}, std::min(end, turn), sink);
    if (end > turn) solve_span({piece, turn, piece.duration}, end, sink);
}

// Only how many steps to make depends on `until`; their times come from the whole span.
void StepSolver::solve_span(const MonotoneSpan& span, double until, StepSink& sink) {
    const double middle_speed = span.piece.speed_at(0.5 * (span.begin + span.end));
    const Direction way = middle_speed < 0.0 ? Direction::backward : Direction::forward;
    const double reached = (span.piece.position_at(until) - origin_) / step_distance_;
    const double ahead = sign(way) * (reached - static_cast<double>(steps_));
    const std::int64_t count = count_steps(ahead, way);
    make_steps(span, way, count, sink);
    const double left = ahead - static_cast<double>(count);
    if (last_direction_ == way && left >= -nearly_mm / step_distance_) sink.settle();
}

// `ahead` is how far the stepper has to go, in step distances.
std::int64_t StepSolver::count_steps(double ahead, Direction way) const {
    if (way != last_direction_ && ahead <= 0.5 + clearly_mm / step_distance_) return 0;
    return static_cast<std::int64_t>(std::floor(ahead + 0.5 + nearly_mm / step_distance_));
}

void StepSolver::make_steps(const MonotoneSpan& span,
                            Direction way,
                            std::int64_t count,
                            StepSink& sink) {
    std::array<double, batch_size> times;
    while (count > 0) {
        const auto size = static_cast<std::size_t>(std::min<std::int64_t>(count, batch_size));
        const double first = static_cast<double>(steps_) + 0.5 * sign(way);
        times_of_passage(span,
                         {origin_, step_distance_, first, static_cast<double>(sign(way))},
                         std::span(times.data(), size));
        sink.steps(way, std::span(times.data(), size));
        last_direction_ = way;
        steps_ += sign(way) * static_cast<std::int64_t>(size);
        count -= static_cast<std::int64_t>(size);
    }
}

double StepSolver::position_of(std::int64_t steps) const {
    return origin_ + static_cast<double>(steps) * step_distance_;
}

bool StepSolver::moves(const Segment& segment) const {
    const auto& d = segment.direction;
    return blend_[0] * d[0] + blend_[1] * d[1] + blend_[2] * d[2] != 0.0;
}

}  // namespace escapement::motion
