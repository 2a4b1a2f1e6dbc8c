// All coordinates over a time in which each of them is a polynomial.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "motion/piece.hpp"
#include "motion/polynomial.hpp"
#include "motion/segment.hpp"

namespace escapement::motion {

// x, y and z in millimetres, t seconds after `start` (print time), for t from 0 to duration.
struct Stretch {
    double start = 0.0;
    double duration = 0.0;
    std::array<Polynomial, cartesian_axes> axes;

    double end() const { return start + duration; }
};

// Which of x, y and z matter to a reader.
using AxisMask = std::array<bool, cartesian_axes>;
inline constexpr AxisMask every_axis{true, true, true};

// So many are taken at once.
inline constexpr std::size_t some_stretches = 16;

// Walks a trajectory.  Belongs to one thread.
class StretchSource {
  public:
    virtual ~StretchSource() = default;

    // The next stretches that begin before `until` and in which an axis that matters moves, as many
    // as there are and there is room for; says how many.  Axes that do not matter stay as they are.
    virtual std::size_t take(PrintTime until, std::span<Stretch> room) = 0;
    // The next one; false if there is none yet.
    bool next(PrintTime until, Stretch& stretch) { return take(until, {&stretch, 1}) > 0; }
    // When the next such stretch begins, without taking it.
    virtual std::optional<PrintTime> first_motion(PrintTime until) const = 0;
    // As PathSource has them.
    virtual Seconds reach() const { return Seconds{}; }
    virtual bool reads_tracks() const { return false; }
};

// A time of a segment over which the distance along it is
// speed * t + half_acceleration * t^2 + sixth_jerk * t^3; possibly of no duration.
struct Phase {
    double duration, speed, half_acceleration, sixth_jerk;
};

inline std::array<Phase, 3> phases_of(const Segment& segment) {
    const double half = 0.5 * segment.acceleration.value;
    const double cruise = segment.cruise_speed.value;
    return {
        {{segment.accelerating.count(), segment.start_speed.value, half, segment.jerk.value / 6.0},
         {segment.cruising.count(), cruise, 0.0, 0.0},
         {segment.decelerating.count(), cruise, -half, 0.0}}};
}

// Calls back with a piece for each phase that takes any time: from a position on, with that share
// of the distance along the segment.
template <class See>
void each_phase(const Segment& segment, double from, double share, See see) {
    Piece piece{segment.start.time_since_epoch().count(), 0.0, {}};
    auto& c = piece.position.c;
    c[0] = from;
    for (const auto& [duration, speed, half_acceleration, sixth_jerk] : phases_of(segment)) {
        if (!(duration > 0.0)) continue;
        piece.duration = duration;
        c[1] = share * speed;
        c[2] = share * half_acceleration;
        c[3] = share * sixth_jerk;
        see(piece);
        c[0] += duration * (c[1] + duration * (c[2] + duration * c[3]));
        piece.start += duration;
    }
}

// The stretches of segments as they are: up to three for each.
class SegmentStretches final : public StretchSource {
  public:
    // Reads the queue, which must outlive this, from a sequence number on.
    SegmentStretches(const SegmentQueue& queue, std::uint64_t first, AxisMask matters)
        : queue_(queue), next_(first), matters_(matters) {}

    std::size_t take(PrintTime until, std::span<Stretch> room) override;
    std::optional<PrintTime> first_motion(PrintTime until) const override;

  private:
    bool take_one(PrintTime until, Stretch& stretch);
    bool moves(const Segment& segment) const;
    bool take_phase(const Segment& segment, Stretch& stretch);

    const SegmentQueue& queue_;
    std::uint64_t next_;
    AxisMask matters_;
    std::size_t phase_ = 0;  // of that segment, the next to be given
    double phase_start_ = 0.0;
    std::array<double, cartesian_axes> position_{};  // at the start of the phase
};

}  // namespace escapement::motion
