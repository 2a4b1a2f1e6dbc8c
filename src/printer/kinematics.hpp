// How the machine's motors carry its nozzle: what a kinematics has to offer the toolhead.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "motion/move.hpp"
#include "motion/trajectory.hpp"
#include "printer/axes.hpp"
#include "printer/rail.hpp"
#include "printer/stepper.hpp"
#include "runtime/task.hpp"

namespace escapement::printer {

class DualCarriages;
class Homing;
class LinearKinematics;

// Belongs to the main thread.
class Kinematics {
  public:
    virtual ~Kinematics() = default;

    // All steppers that move the nozzle.
    virtual std::vector<Stepper*> steppers() = 0;
    // From now on they follow this trajectory, which outlives them or the next call.
    virtual void follow(const motion::Trajectory& trajectory) = 0;
    // Where the nozzle is when the steppers are at these positions.
    using StepperPositions = std::function<base::Length(const Stepper&)>;
    virtual motion::Point nozzle(const StepperPositions& positions) const = 0;

    // Lowers the move's limits where the machine needs it.  Throws CommandError if the move
    // leaves the machine's range or an axis must be homed first.
    virtual void check_move(motion::Move& move) const = 0;
    // The nozzle is there, without having moved; axes in `homed` count as homed from now on.
    virtual void set_position(motion::Point position, AxisSet homed) = 0;
    // Nobody knows where these axes are any more.
    virtual void forget_homing(AxisSet axes) = 0;
    // Homes the axes in the machine's own order.
    virtual runtime::Task<> home(Homing& homing, AxisSet axes) = 0;

    virtual AxisSet homed() const = 0;
    virtual motion::Point axis_minimum() const = 0;
    virtual motion::Point axis_maximum() const = 0;
    // Above this height moves must keep closer to the middle, on machines where that is so.
    virtual std::optional<base::Length> cone_start_z() const { return std::nullopt; }

    // Carriages that take turns on an axis, if there are any, and the kinematics itself if its
    // motors follow blends of carriages; nullptr otherwise.
    virtual DualCarriages* dual_carriages() { return nullptr; }
    virtual LinearKinematics* linear() { return nullptr; }
};

}  // namespace escapement::printer
