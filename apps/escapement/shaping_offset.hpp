// How far input shaping carries the nozzle off the path that the G-code describes.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shaping rounds corners, by as much as the speed asks for.  What the judge of a print compares
// with the path is therefore the nozzle's place without what shaping has added.  That is computed
// here from the planned moves, step by step from the definition: the average of where the head was
// and will be, less where it is.  None of the code that makes steps of shaped axes is used.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/time.hpp"
#include "motion/trajectory.hpp"
#include "printer/motion_queue.hpp"
#include "printer/toolhead.hpp"
#include "sim/path_follower.hpp"

namespace escapement::app {

class ShapingOffset {
  public:
    // How far the tool goes along each axis for a millimetre of the head's: 1 unless its carriage
    // is one of several on an axis.
    using Shares = std::array<double, 3>;

    ShapingOffset(printer::Toolhead& toolhead,
                  const printer::MotionQueue& motion,
                  const Shares& shares = {1.0, 1.0, 1.0});

    // The head rests where its last position was set; what was before that does not count.
    void restart(const Shares& shares);
    // To be called after each line of G-code: it may have changed how axes are shaped, or which
    // ones move the tool.  An axis that does not move the tool gives it no shaper; `given_anew` if
    // the line gave shapers, even those that were there.
    void notice(const Shares& shares, bool given_anew);
    // Whether it can be anything but zero.
    bool shapes() const;
    // Of the nozzle at that moment, mm.  Moments must not fall, but for a restart.
    sim::PathPoint at(base::PrintTime time);

  private:
    static constexpr std::size_t axes = motion::cartesian_axes;
    struct Look {
        double weight = 0.0;
        base::Seconds later{};
        std::uint64_t segment = 0;  // near the moment it looked at last
    };
    // Between two changes of shapers or shares.  What is shaped in one does not see the moves of
    // others: it rests from the end of the moves before until its own end.
    struct Period {
        base::PrintTime begin;
        base::PrintTime rest_until;
        motion::Shapers shapers;
        Shares shares{};
        std::uint64_t first = 0;  // segment
    };

    bool learn(const Shares& shares, bool given_anew);
    std::uint64_t last_segment() const;
    void take_up(const motion::Shapers& shapers);
    void begin_next_period();
    double coordinate(std::size_t axis, Look& look, base::PrintTime time) const;

    printer::Toolhead& toolhead_;
    const printer::MotionQueue& motion_;
    std::vector<Period> to_come_;  // after the present one
    motion::Shapers head_;         // the head's
    motion::Shapers latest_;       // the tool's
    Shares latest_shares_;
    Shares shares_;
    base::PrintTime from_{};                          // nothing before this is looked at
    base::PrintTime until_ = base::PrintTime::max();  // nor anything after this
    std::array<std::vector<Look>, axes> looks_;
    std::uint64_t first_ = 0;  // segment
};

}  // namespace escapement::app
