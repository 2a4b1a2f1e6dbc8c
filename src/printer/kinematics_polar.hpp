// The bed turns below an arm that goes out from its centre.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "motion/curved_kinematics.hpp"
#include "printer/curved_kinematics.hpp"
#include "printer/kinematics_types.hpp"

namespace escapement::printer {

struct PolarOptions {
    double max_angular_velocity = 0.0;  // radians a second; zero: no limit

    template <class Module>
    static void describe(Description<Module>& module) {
        module
            .template option<&PolarOptions::max_angular_velocity>(
                "Greatest speed of the bed, in radians per second: slows down moves that pass its "
                "centre closely; 0: no limit.")
            .above(0.0)
            .off_by_default();
    }
};

// Belongs to the main thread.
class PolarKinematics final : public CurvedKinematics {
  public:
    struct Parts {
        Rail bed;
        Rail arm;
        Rail z;
        motion::MoveLimits limits;
        VerticalLimits vertical;
        PolarOptions options;
    };
    explicit PolarKinematics(Parts parts);

    void follow(const motion::Trajectory& trajectory) override;
    motion::Point nozzle(const StepperPositions& positions) const override;
    void check_move(motion::Move& move) const override;
    void set_position(motion::Point position, AxisSet homed) override;
    void forget_homing(AxisSet which) override;
    runtime::Task<> home(Homing& homing, AxisSet which) override;

  private:
    void check_range(const motion::Move& move) const;
    void check_centre(const motion::Move& move) const;
    void limit_turning(motion::Move& move) const;

    Parts parts_;
    // Which way the arm points, seen from the bed, when the nozzle is at the centre.
    mutable std::array<double, 2> centre_direction_{1.0, 0.0};
};

struct Polar {
    static constexpr std::string_view name = "polar";
    static constexpr std::array<std::string_view, 3> rails{
        "stepper_bed", "stepper_arm", "stepper_z"};
    using Options = OptionTypes<VerticalOptions, PolarOptions>;

    static MotorRule motor_rule(std::string_view section);
    static std::unique_ptr<Kinematics> make(const VerticalOptions& vertical,
                                            const PolarOptions& options,
                                            const KinematicsParts& parts);
};

}  // namespace escapement::printer
