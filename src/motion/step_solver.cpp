// Walks the pieces of a path and turns passages of half steps into step times.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/step_solver.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

#include "base/assert.hpp"

namespace escapement::motion {

namespace {

// A position that ends this close before a step has reached it: targets are often whole
// multiples of half a step distance, and rounding must not decide.
constexpr double nearly_mm = 1e-9;
// To turn back on a step, the stepper has to go clearly beyond it.
constexpr double clearly_mm = 1e-8;

}  // namespace

StepSolver::StepSolver(Length step_distance) {
    set_step_distance(step_distance);
}

std::unique_ptr<PathSource> StepSolver::follow(std::unique_ptr<PathSource> path) {
    pieces_.clear();
    return std::exchange(path_, std::move(path));
}

void StepSolver::set_position(Length position) {
    origin_ = position.value;
    steps_ = 0;
}

void StepSolver::set_step_distance(Length distance) {
    ASSERT(distance > Length{});
    origin_ = position_of(steps_);
    steps_ = 0;
    step_distance_ = distance.value;
    steps_per_mm_ = 1.0 / step_distance_;
    nearly_ = nearly_mm / step_distance_;
    clearly_ = clearly_mm / step_distance_;
}

void StepSolver::solve(PrintTime until, StepSink& sink) {
    solving_until_ = std::max(until.time_since_epoch().count(), solved_until_);
    if (path_) path_->advance(PrintTime{Seconds{solving_until_}}, pieces_);
    std::size_t done = 0;
    for (const Piece& piece : pieces_) {
        solve_piece(piece, sink);
        if (piece.end() > solving_until_) break;
        ++done;
    }
    pieces_.erase(pieces_.begin(), pieces_.begin() + static_cast<std::ptrdiff_t>(done));
    solved_until_ = solving_until_;
}

void StepSolver::cut(PrintTime time) {
    const double from = time.time_since_epoch().count();
    std::erase_if(pieces_, [&](const Piece& piece) { return piece.start >= from; });
    for (Piece& piece : pieces_) piece.duration = std::min(piece.duration, from - piece.start);
}

std::optional<PrintTime> StepSolver::next_activity(PrintTime until) const {
    for (const Piece& piece : pieces_) {
        const PrintTime start{Seconds{std::max(piece.start, solved_until_)}};
        if (piece.position.degree() > 0 && start < until) return start;
    }
    return path_ ? path_->first_motion(until) : std::nullopt;
}

void StepSolver::solve_piece(const Piece& piece, StepSink& sink) {
    const double begin = std::max(solved_until_ - piece.start, 0.0);
    const double end = std::min(solving_until_ - piece.start, piece.duration);
    const std::size_t degree = piece.position.degree();
    if (!(begin < end) || degree == 0) return;
    double from = 0.0;
    if (degree == 2) {
        if (const double turn = turn_of_quadratic(piece.position, piece.duration); turn > 0.0) {
            solve_between({piece, degree, 0.0, turn}, begin, end, sink);
            from = turn;
        }
    } else if (degree > 2) {
        const SlopeBounds slopes = slope_bounds(piece.position, piece.duration);
        if (slopes.least > 0.0) {
            solve_between({piece, degree, slopes}, begin, end, sink);
            return;
        }
        for (const double turn : turns_of(piece.position, piece.duration)) {
            solve_between({piece, degree, from, turn}, begin, end, sink);
            from = turn;
        }
    }
    solve_between({piece, degree, from, piece.duration}, begin, end, sink);
}

// The part of the span between two times, if there is any.
void StepSolver::solve_between(const MonotoneSpan& span,
                               double from,
                               double until,
                               StepSink& sink) {
    if (from < span.end() && until > span.begin())
        solve_span(span, std::min(until, span.end()), sink);
}

// Only how many steps to make depends on `until`; their times come from the whole span.
void StepSolver::solve_span(const MonotoneSpan& span, double until, StepSink& sink) {
    const double middle_speed = span.slope_at(0.5 * (span.begin() + span.end()));
    const Direction way = middle_speed < 0.0 ? Direction::backward : Direction::forward;
    const double reached = (span.position_at(until) - origin_) * steps_per_mm_;
    const double ahead = sign(way) * (reached - static_cast<double>(steps_));
    const std::int64_t count = count_steps(ahead, way);
    if (count > 0) make_steps(span, way, count, sink);
    const double left = ahead - static_cast<double>(count);
    if (last_direction_ == way && left >= -nearly_) sink.settle();
}

// `ahead` is how far the stepper has to go, in step distances.
std::int64_t StepSolver::count_steps(double ahead, Direction way) const {
    if (way != last_direction_ && ahead <= 0.5 + clearly_) return 0;
    return static_cast<std::int64_t>(std::max(ahead + 0.5 + nearly_, 0.0));
}

void StepSolver::make_steps(const MonotoneSpan& span,
                            Direction way,
                            std::int64_t count,
                            StepSink& sink) {
    last_direction_ = way;
    if (span.degree() == 1) {
        sink.even_steps(way, even_passages(span, grid(way), count));
        steps_ += sign(way) * count;
        return;
    }
    std::array<double, most_passages> times;
    while (count > 0) {
        const auto size = static_cast<std::size_t>(std::min<std::int64_t>(count, most_passages));
        times_of_passage(span, grid(way), std::span(times.data(), size));
        sink.steps(way, std::span(times.data(), size));
        steps_ += sign(way) * static_cast<std::int64_t>(size);
        count -= static_cast<std::int64_t>(size);
    }
}

// The positions of the steps to come.
Grid StepSolver::grid(Direction way) const {
    const double first = static_cast<double>(steps_) + 0.5 * sign(way);
    return {origin_, step_distance_, first, static_cast<double>(sign(way))};
}

double StepSolver::position_of(std::int64_t steps) const {
    return origin_ + static_cast<double>(steps) * step_distance_;
}

}  // namespace escapement::motion
