// The path of a stepper whose position is no fixed blend of x, y and z.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. A formula says where the stepper stands when the nozzle is at a point.  It is written once, as
//    a template over the number type: for doubles it gives positions, for jets a bound of the third
//    derivative, for Taylor models a polynomial in time together with a bound of its error.
// 2. Most stretches are short.  Where the third derivative is small enough (quadratic_fit.hpp), the
//    quadratic through the positions at both ends and in the middle is the path.
// 3. Any other stretch is cut into parts in which that bound is at most `path_error`.  The error
// grows
//    with the sixth power of a part's length, which tells where to cut.  A part so short that no
//    step in it can be `shortest_part` off is a line between its ends, whatever the formula does
//    there: so a singular point, such as the centre of a turning bed, ends the cutting.
#pragma once

#include <array>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <memory>
#include <numbers>
#include <span>
#include <utility>

#include "motion/bounded_jet.hpp"
#include "motion/path.hpp"
#include "motion/quadratic_fit.hpp"
#include "motion/stretch.hpp"
#include "motion/taylor_model.hpp"
#include "motion/trajectory.hpp"

namespace escapement::motion {

// In seconds.
inline constexpr double shortest_part = 0.01e-6;

template <class F>
concept StepperFormula =
    requires(const F formula, double number, const BoundedJet& jet, const TaylorModel& model) {
    { formula.position(number, number, number) } -> std::same_as<double>;
    { formula.position(jet, jet, jet) } -> std::same_as<BoundedJet>;
    { formula.position(model, model, model) } -> std::same_as<TaylorModel>;
    { F::axes } -> std::convertible_to<AxisMask>;
    // The position is an angle, which may go round and round.
    { F::turns } -> std::convertible_to<bool>;
};

// An axis over a stretch, and where it ends.
struct AxisJet {
    BoundedJet jet;
    double end;
};
inline AxisJet jet_of(const Polynomial& axis, double half) {
    const auto& c = axis.c;
    if (axis.is_quadratic()) {
        const double c1 = c[1] * half, c2 = c[2] * half * half, slope = c1 + 2.0 * c2;
        return {{c[0] + c1 + c2, slope, c2, 0.0}, c[0] + 2.0 * slope};
    }
    const auto m = about_middle(axis, half).c;
    return {{m[0], m[1], m[2], std::abs(m[3]) + 4.0 * std::abs(m[4]) + 10.0 * std::abs(m[5])},
            axis.at(2.0 * half)};
}

// Cuts a stretch into parts.
class CurveParts {
  public:
    explicit CurveParts(const Stretch& stretch);

    bool any_left() const { return from_ < stretch_.duration; }
    // An axis over the part that is tried now.
    TaylorModel axis(std::size_t axis) const;
    // Where it begins and ends.
    std::array<double, cartesian_axes> begin() const { return point_at(from_); }
    std::array<double, cartesian_axes> end() const { return point_at(from_ + length_); }
    // Nothing shorter will be tried.
    bool is_shortest() const { return length_ <= shortest_part; }

    // Makes the part a piece and goes on to the next; or returns false and tries a shorter one,
    // unless it is the shortest.
    bool take(const TaylorModel& position, Piece& piece);
    // The same with a line between two positions.
    void take_line(double begin, double end, Piece& piece);

  private:
    std::array<double, cartesian_axes> point_at(double time) const;
    void shorten(double error);
    void advance(double error);

    const Stretch& stretch_;
    double from_ = 0.0;
    double length_;
};

// The angle plus whole turns that is nearest to `near`.
inline double turned_near(double angle, double near) {
    constexpr double turn = 2.0 * std::numbers::pi;
    // Half a turn away the angle stays as it is, and rounding does not matter.
    constexpr double half = std::numbers::pi + 1e-9;
    if (std::abs(angle - near) <= half) return angle;
    return angle + turn * std::round((near - angle) / turn);
}

template <StepperFormula Formula>
class CurvedPath final : public PathSource {
  public:
    // The source must give the formula's axes.  What turns goes on from about `position`.
    CurvedPath(const Formula& formula, std::unique_ptr<StretchSource> source, Length position = {})
        : formula_(formula), source_(std::move(source)), last_(position.value) {}

    void advance(PrintTime until, std::vector<Piece>& pieces) override {
        std::array<Stretch, some_stretches> stretches;
        while (const std::size_t count = source_->take(until, stretches))
            for (const Stretch& stretch : std::span(stretches).first(count))
                append(stretch, pieces);
    }
    std::optional<PrintTime> first_motion(PrintTime until) const override {
        return source_->first_motion(until);
    }
    Length at(Point point) const override {
        return Length{near_last(formula_.position(point.x.value, point.y.value, point.z.value))};
    }
    Seconds reach() const override { return source_->reach(); }
    bool reads_tracks() const override { return source_->reads_tracks(); }

  private:
    void append(const Stretch& stretch, std::vector<Piece>& pieces) {
        if (append_quadratic(stretch, pieces)) return;
        CurveParts parts(stretch);
        Piece piece;
        while (parts.any_left()) {
            if (!take_part(parts, piece)) continue;
            if constexpr (Formula::turns) continue_turning(piece);
            pieces.push_back(piece);
        }
    }
    [[gnu::flatten]] bool append_quadratic(const Stretch& stretch, std::vector<Piece>& pieces) {
        const double half = 0.5 * stretch.duration;
        const auto& axes = stretch.axes;
        const AxisJet x = jet_of(axes[0], half), y = jet_of(axes[1], half),
                      z = jet_of(axes[2], half);
        const BoundedJet jet = formula_.position(x.jet, y.jet, z.jet);
        double begin = formula_.position(axes[0].c[0], axes[1].c[0], axes[2].c[0]);
        double end = formula_.position(x.end, y.end, z.end);
        if constexpr (Formula::turns) {
            begin = turned_near(begin, jet.c0);
            end = turned_near(end, jet.c0);
        }
        const MiddleQuadratic path{jet.c0, 0.5 * (end - begin), 0.5 * (end + begin) - jet.c0};
        if (!path.will_do(jet.k, half)) return false;
        Piece& piece = pieces.emplace_back(stretch.start, stretch.duration, path.in_seconds(half));
        piece.position.c[0] = begin;
        if constexpr (Formula::turns) continue_turning(piece);
        return true;
    }
    bool take_part(CurveParts& parts, Piece& piece) const {
        const bool shortest = parts.is_shortest();
        if (parts.take(formula_.position(parts.axis(0), parts.axis(1), parts.axis(2)), piece))
            return true;
        if (shortest) parts.take_line(position(parts.begin()), position(parts.end()), piece);
        return shortest;
    }
    double position(const std::array<double, cartesian_axes>& point) const {
        return formula_.position(point[0], point[1], point[2]);
    }
    double near_last(double position) const {
        if constexpr (Formula::turns) return turned_near(position, last_);
        return position;
    }
    void continue_turning(Piece& piece) {
        piece.position.c[0] = near_last(piece.position.c[0]);
        last_ = piece.position.at(piece.duration);
    }

    Formula formula_;
    std::unique_ptr<StretchSource> source_;
    double last_;  // where the pieces so far end, if they turn
};

// The path of a stepper that stands there and follows what is to come of a trajectory.
template <StepperFormula Formula>
std::unique_ptr<PathSource> curved_path(const Formula& formula,
                                        const Trajectory& trajectory,
                                        Length position) {
    return std::make_unique<CurvedPath<Formula>>(
        formula, trajectory.stretches(Formula::axes), position);
}

}  // namespace escapement::motion
