// Three motors swing upper arms; lower arms carry the nozzle.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "motion/curved_kinematics.hpp"
#include "printer/curved_kinematics.hpp"
#include "printer/kinematics_types.hpp"

namespace escapement::printer {

struct RotaryDeltaOptions {
    std::optional<base::Length> shoulder_radius;
    std::optional<base::Length> shoulder_height;

    template <class Module>
    static void describe(Description<Module>& module) {
        module
            .template option<&RotaryDeltaOptions::shoulder_radius>(
                "Distance of the shoulders from the middle, less that of the joints from the "
                "nozzle.")
            .above(base::Length{0.0});
        module
            .template option<&RotaryDeltaOptions::shoulder_height>(
                "Height of the shoulders above the bed, less that of the joints above the nozzle.")
            .above(base::Length{0.0});
    }
};

// Belongs to the main thread.
class RotaryDeltaKinematics final : public CurvedKinematics {
  public:
    static constexpr std::size_t count = 3;

    struct Parts {
        std::array<Rail, count> rails;
        std::array<motion::RotaryArm, count> arms;
        base::Speed max_z_velocity;
        base::Length minimum_z;
    };
    explicit RotaryDeltaKinematics(Parts parts);

    void follow(const motion::Trajectory& trajectory) override;
    motion::Point nozzle(const StepperPositions& positions) const override;
    void check_move(motion::Move& move) const override;
    void set_position(motion::Point position, AxisSet homed) override;
    void forget_homing(AxisSet which) override;
    runtime::Task<> home(Homing& homing, AxisSet which) override;

  private:
    double allowed_radius2(double z) const;
    bool leads_home(const motion::Move& move) const;

    Parts parts_;
    motion::Point home_;
    double greatest_radius2_ = 0.0;
    double cone_start_ = 0.0;  // above this height the radius is less
    double highest_ = 0.0;
};

struct RotaryDelta {
    static constexpr std::string_view name = "rotary_delta";
    static constexpr std::array<std::string_view, 3> rails{"stepper_a", "stepper_b", "stepper_c"};
    using Options = OptionTypes<VerticalOptions, HeightOptions, RotaryDeltaOptions>;

    static MotorRule motor_rule(std::string_view section);
    static void check_options(const RotaryDeltaOptions& options, Complaints& complaints);
    static std::unique_ptr<Kinematics> make(const VerticalOptions& vertical,
                                            const HeightOptions& height,
                                            const RotaryDeltaOptions& options,
                                            const KinematicsParts& parts);
};

}  // namespace escapement::printer
