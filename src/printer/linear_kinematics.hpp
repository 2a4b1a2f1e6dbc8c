// Machines whose three axes are straight rails, each motor following a fixed blend of them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include "motion/kinematics.hpp"
#include "printer/description.hpp"
#include "printer/kinematics.hpp"
#include "printer/kinematics_types.hpp"

namespace escapement::printer {

// Z is often slower than the rest.
struct VerticalLimits {
    base::Speed max_velocity;
    base::Accel max_accel;
};

// What [printer] may say about it; what is not set is that of the head.
struct VerticalOptions {
    std::optional<base::Speed> max_z_velocity;
    std::optional<base::Accel> max_z_accel;

    template <class Module>
    static void describe(Description<Module>& module) {
        module.template option<&VerticalOptions::max_z_velocity>("Greatest speed of the z axis.")
            .above(base::Speed{0.0});
        module
            .template option<&VerticalOptions::max_z_accel>("Greatest acceleration of the z axis.")
            .above(base::Accel{0.0});
    }
    void check(const motion::MoveLimits& limits, Complaints& complaints) const;
};

// Throws ConfigError when z is to be faster than the head.
VerticalLimits vertical_limits(const VerticalOptions& options, const KinematicsParts& parts);

inline constexpr std::array<std::string_view, motion::cartesian_axes> axis_rail_names{
    "stepper_x", "stepper_y", "stepper_z"};
// Those of [stepper_x], [stepper_y] and [stepper_z].
std::array<Rail, motion::cartesian_axes> axis_rails(RailSource& rails);

class LinearKinematics final : public Kinematics {
  public:
    static constexpr std::size_t axes = motion::cartesian_axes;

    // Rail i is the range of axis i, and its motors follow row i of `blends`.  Motors of other
    // rails that axis i moves as well stop at its endstop, too.
    LinearKinematics(const motion::Linear& blends,
                     std::array<Rail, axes> rails,
                     const VerticalLimits& vertical);

    std::vector<Stepper*> steppers() override;
    void follow(const motion::Trajectory& trajectory) override;
    motion::Point nozzle(const StepperPositions& positions) const override;
    void check_move(motion::Move& move) const override;
    void set_position(motion::Point position, AxisSet homed) override;
    void forget_homing(AxisSet which) override { homed_ &= ~which; }
    runtime::Task<> home(Homing& homing, AxisSet which) override;
    AxisSet homed() const override { return homed_; }
    motion::Point axis_minimum() const override;
    motion::Point axis_maximum() const override;

  private:
    void check_range(const motion::Move& move) const;
    void stop_at_endstops_of_others();

    motion::Linear blends_;
    std::array<Rail, axes> rails_;
    VerticalLimits vertical_;
    AxisSet homed_;
};

}  // namespace escapement::printer
