// Walks the pieces of a path and turns passages of half steps into step times.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/step_solver.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "base/assert.hpp"
#include "motion/quadratic_fit.hpp"

namespace escapement::motion {

namespace {

// A position that ends this close before a step has reached it: targets are often whole
// multiples of half a step distance, and rounding must not decide.
constexpr double nearly_mm = 1e-9;
// To turn back on a step, the stepper has to go clearly beyond it.
constexpr double clearly_mm = 1e-8;
// Shorter rows of even steps are written out.
constexpr std::int64_t worth_a_row = 64;

const TimeRange& range_of(const QuadraticSpan& span) {
    return span.range;
}
const TimeRange& range_of(const CorrectedSpan& span) {
    return span.guess.range;
}
const TimeRange& range_of(const MonotoneSpan& span) {
    return span.range();
}

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

// Flattened: what every piece goes through is small.
[[gnu::flatten]] void StepSolver::solve(PrintTime until, StepSink& sink) {
    solving_until_ = std::max(until.time_since_epoch().count(), solved_until_);
    if (path_) path_->advance(PrintTime{Seconds{solving_until_}}, pieces_);
    gathered_.gather_for(sink);
    std::size_t done = 0;
    for (const Piece& piece : pieces_) {
        solve_piece(piece);
        if (piece.end() > solving_until_) break;
        ++done;
    }
    gathered_.flush();
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

TimeRange StepSolver::asked_of(const Piece& piece) const {
    return {std::max(solved_until_ - piece.start, 0.0),
            std::min(solving_until_ - piece.start, piece.duration)};
}

void StepSolver::solve_piece(const Piece& piece) {
    if (piece.position.is_quadratic()) return solve_quadratic(piece, piece.position);
    const MiddlePolynomial middle = about_middle(piece.position, 0.5 * piece.duration);
    const QuadraticFit fit = fit_quadratic(middle);
    if (!fit.corrections) return solve_higher(piece, middle);
    const Polynomial quadratic = fit.quadratic.in_seconds(middle.half);
    if (*fit.corrections == 0) return solve_quadratic(piece, quadratic);
    const auto& c = quadratic.c;
    solve_between(CorrectedSpan{{piece.start, {0.0, piece.duration}, c[0], c[1], c[2]},
                                piece.position,
                                *fit.corrections},
                  asked_of(piece));
}

void StepSolver::solve_quadratic(const Piece& piece, const Polynomial& position) {
    const TimeRange asked = asked_of(piece);
    const auto& c = position.c;
    QuadraticSpan span{piece.start, {0.0, piece.duration}, c[0], c[1], c[2]};
    if (c[1] == 0.0 && c[2] == 0.0) return;
    if (const double turn = turn_of_quadratic(position, piece.duration); turn > 0.0) {
        span.range.most = turn;
        solve_between(span, asked);
        span.range = {turn, piece.duration};
    }
    solve_between(span, asked);
}

void StepSolver::solve_higher(const Piece& piece, const MiddlePolynomial& middle) {
    const TimeRange asked = asked_of(piece);
    const SlopeBounds slopes = slope_bounds(middle);
    if (slopes.least > 0.0) return solve_between(MonotoneSpan(piece, slopes), asked);
    double from = 0.0;
    for (const double turn : turns_of(piece.position, piece.duration)) {
        solve_between(MonotoneSpan(piece, TimeRange{from, turn}), asked);
        from = turn;
    }
    solve_between(MonotoneSpan(piece, TimeRange{from, piece.duration}), asked);
}

// The part of the span that is asked for, if there is any.  Only how many steps to make depends on
// that; their times come from the whole span.
template <class Span>
void StepSolver::solve_between(const Span& span, const TimeRange& asked) {
    const auto [begin, end] = range_of(span);
    if (!(asked.least < asked.most && asked.least < end && asked.most > begin)) return;
    const double middle_speed = span.slope_at(0.5 * (begin + end));
    const Direction way = middle_speed < 0.0 ? Direction::backward : Direction::forward;
    const double position = span.position_at(std::min(asked.most, end));
    const double reached = (position - origin_) * steps_per_mm_;
    const double ahead = sign(way) * (reached - static_cast<double>(steps_));
    const std::int64_t count = count_steps(ahead, way);
    if (count > 0) make_steps(span, way, count);
    const double left = ahead - static_cast<double>(count);
    gathered_.settle_if((last_direction_ == way) & (left >= -nearly_));
}

// `ahead` is how far the stepper has to go, in step distances.
std::int64_t StepSolver::count_steps(double ahead, Direction way) const {
    if (way != last_direction_ && ahead <= 0.5 + clearly_) return 0;
    return static_cast<std::int64_t>(std::max(ahead + 0.5 + nearly_, 0.0));
}

void StepSolver::make_steps(const QuadraticSpan& span, Direction way, std::int64_t count) {
    if (span.c2 == 0.0) return make_even_steps(span, way, count);
    make_in_portions(
        way, count, [&](std::span<double> times) { quadratic_passages(span, grid(way), times); });
}

void StepSolver::make_steps(const CorrectedSpan& span, Direction way, std::int64_t count) {
    make_in_portions(
        way, count, [&](std::span<double> times) { corrected_passages(span, grid(way), times); });
}

void StepSolver::make_steps(const MonotoneSpan& span, Direction way, std::int64_t count) {
    make_in_portions(
        way, count, [&](std::span<double> times) { times_of_passage(span, grid(way), times); });
}

void StepSolver::make_even_steps(const QuadraticSpan& span, Direction way, std::int64_t count) {
    const EvenSteps row = even_passages(span, grid(way), count);
    if (count < worth_a_row) {
        make_in_portions(way, count, [&](std::span<double> times) {
            for (std::size_t i = 0; i < times.size(); ++i)
                times[i] = row.time(static_cast<std::int64_t>(i));
        });
        return;
    }
    last_direction_ = way;
    gathered_.add_row(way, row);
    steps_ += sign(way) * count;
}

// `find` writes the times of the next steps.
template <class Find>
void StepSolver::make_in_portions(Direction way, std::int64_t count, Find find) {
    last_direction_ = way;
    constexpr std::int64_t most = GatheredSteps::most_at_once;
    while (count > 0) {
        const std::int64_t size = std::min(count, most);
        find(gathered_.room(way, static_cast<std::size_t>(size)));
        gathered_.add(static_cast<std::size_t>(size));
        steps_ += sign(way) * size;
        count -= size;
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
