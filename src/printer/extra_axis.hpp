// What moves along with the toolhead but is not one of its axes: an extruder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

#include "motion/move.hpp"

namespace escapement::printer {

// `axis` is the index of this one in the move's positions: 3 for the extruder.  Main thread.
class ExtraAxis {
  public:
    virtual ~ExtraAxis() = default;
    // "extruder"; empty for a placeholder.
    virtual std::string name() const = 0;
    // The letter that G-code has for it.
    virtual char letter() const { return 'E'; }
    // May lower the move's limits.  Throws CommandError if the move must not be made.
    virtual void check_move(motion::Move& move, std::size_t axis) const = 0;
    // Bounds the speed at the junction of two moves.
    virtual motion::SpeedSquared junction_limit(const motion::Move& previous,
                                                const motion::Move& move,
                                                std::size_t axis) const = 0;
    // A planned move that displaces this axis begins at `start`.
    virtual void follow_move(base::PrintTime start, const motion::Move& move, std::size_t axis) = 0;
};

// Stands where an extruder would be in a machine without one.
class NoExtruder final : public ExtraAxis {
  public:
    std::string name() const override { return {}; }
    void check_move(motion::Move& move, std::size_t axis) const override;
    motion::SpeedSquared junction_limit(const motion::Move&,
                                        const motion::Move&,
                                        std::size_t) const override {
        return motion::unlimited_speed_squared;
    }
    void follow_move(base::PrintTime, const motion::Move&, std::size_t) override {}
};

// "Move out of range: 1.000 2.000 3.000 [4.000]", as users search for it.
std::string move_error_text(const motion::Move& move, const std::string& what);

}  // namespace escapement::printer
