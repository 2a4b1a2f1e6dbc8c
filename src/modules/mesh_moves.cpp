// Fading, splitting, and the way back.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/mesh_moves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

using base::Length;
using motion::Position;
using printer::CommandError;

// A printer of a kilometre would be looked at so often along one move.
constexpr double most_checks = 1e6;
// Shorter displacements are rounding.
constexpr double least_displacement = 1e-10;

double length_of(const Position& from, const Position& to) {
    const double x = to[0].value - from[0].value, y = to[1].value - from[1].value,
                 z = to[2].value - from[2].value;
    return std::sqrt(x * x + y * y + z * z);
}

Position raised(Position place, double lift) {
    place[2] += Length{lift};
    return place;
}

}  // namespace

// Goes along one move.
class MeshMoves::Splitter {
  public:
    Splitter(const MeshMoves& moves, const Position& end, double share)
        : moves_(moves),
          from_(moves.last_),
          end_(end),
          here_(moves.last_),
          share_(share),
          length_(length_of(from_, end)),
          lift_(moves.lift(from_, share)) {
        if (length_ / moves.settings_.move_check_distance > most_checks)
            throw CommandError(fmt::format("bed_mesh: a move of {} mm is too long", length_));
    }

    // The end of the next part, for the machine; nothing behind the last.
    std::optional<Position> next() {
        if (complete_) return std::nullopt;
        const double step = moves_.settings_.move_check_distance;
        while (goes_sideways() && checked_ + step < length_) {
            checked_ += step;
            go_to(checked_ / length_);
            const double lift = moves_.lift(here_, share_);
            if (std::abs(lift - lift_) < moves_.settings_.split_delta_z) continue;
            lift_ = lift;
            return raised(here_, lift);
        }
        complete_ = true;
        return raised(end_, moves_.lift(end_, share_));
    }

  private:
    bool moves_along(std::size_t axis) const {
        return std::abs(end_[axis].value - from_[axis].value) > least_displacement;
    }
    bool goes_sideways() const { return moves_along(0) || moves_along(1); }
    void go_to(double share) {
        for (std::size_t axis = 0; axis < here_.size(); ++axis)
            if (moves_along(axis)) here_[axis] = (1.0 - share) * from_[axis] + share * end_[axis];
    }

    const MeshMoves& moves_;
    const Position from_, end_;
    Position here_;
    const double share_, length_;
    double lift_;
    double checked_ = 0.0;
    bool complete_ = false;
};

double MeshMoves::choose_fade_target(const MeshSurface& surface) const {
    if (!settings_.fades()) return 0.0;
    const double target = settings_.fade_target.value_or(surface.average());
    const double low = surface.lowest(), high = surface.highest();
    if (settings_.fade_target && target != 0.0 && !(low <= target && target <= high))
        throw CommandError(
            fmt::format("bed_mesh: ERROR, fade_target lies outside of mesh z range\n"
                        "min: {:.4f}, max: {:.4f}, fade_target: {:.4f}",
                        low,
                        high,
                        target));
    if (settings_.fade_distance() <= std::max(std::abs(low), std::abs(high)))
        throw CommandError(
            fmt::format("bed_mesh:  Mesh extends outside of the fade range, please see the "
                        "fade_start and fade_end options.\n"
                        "fade distance: {:.2f} mesh min: {:.4f} mesh max: {:.4f}",
                        settings_.fade_distance(),
                        low,
                        high));
    return target;
}

void MeshMoves::follow(std::optional<MeshSurface> surface) {
    surface_.reset();
    fade_target_ = tool_offset_ = 0.0;
    if (!surface) return;
    fade_target_ = choose_fade_target(*surface);
    surface_ = std::move(surface);
}

double MeshMoves::share_at(double z) const {
    const double height = z + tool_offset_;
    if (height >= settings_.fade_end) return 0.0;
    if (height < settings_.fade_start) return 1.0;
    return (settings_.fade_end - height) / settings_.fade_distance();
}

double MeshMoves::lift(const Position& place, double share) const {
    return share * (surface_->height(place[0].value, place[1].value) - fade_target_) + fade_target_;
}

void MeshMoves::move(const Position& end, base::Speed speed) {
    const double share = share_at(end[2].value);
    if (!surface_ || share == 0.0) {
        next().move(raised(end, fade_target_), speed);
    } else {
        Splitter splitter(*this, end, share);
        while (const auto part = splitter.next()) next().move(*part, speed);
    }
    last_ = end;
}

// The G-code's z, in which fading is defined, is not known yet: with a share that falls evenly
// between fade start and end, the machine's z tells it.
double MeshMoves::share_at_machine(double z, double height) const {
    const double nominal = z + tool_offset_;
    if (std::min(nominal, nominal - height) >= settings_.fade_end) return 0.0;
    if (std::max(nominal, nominal - height) < settings_.fade_start) return 1.0;
    const double share = (settings_.fade_end + fade_target_ - nominal) /
                         (settings_.fade_distance() - (height - fade_target_));
    return std::clamp(share, 0.0, 1.0);
}

Position MeshMoves::position() {
    last_ = next().position();
    if (!surface_) {
        last_[2] = last_[2] - Length{fade_target_};
        return last_;
    }
    const double height = surface_->height(last_[0].value, last_[1].value);
    last_[2] = last_[2] - Length{lift(last_, share_at_machine(last_[2].value, height))};
    return last_;
}

}  // namespace escapement::modules
