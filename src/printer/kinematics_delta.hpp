// Three carriages on upright towers carry the nozzle by arms.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "motion/curved_kinematics.hpp"
#include "printer/curved_kinematics.hpp"
#include "printer/kinematics_types.hpp"

namespace escapement::printer {

struct DeltaOptions {
    std::optional<base::Length> delta_radius;
    std::optional<base::Length> print_radius;

    template <class Module>
    static void describe(Description<Module>& module) {
        module
            .template option<&DeltaOptions::delta_radius>(
                "Horizontal distance that an arm covers when the nozzle is in the middle.")
            .above(base::Length{0.0});
        module
            .template option<&DeltaOptions::print_radius>(
                "Radius of what can be printed on; the delta radius unless given.")
            .above(base::Length{0.0});
    }
};

// Belongs to the main thread.
class DeltaKinematics final : public CurvedKinematics {
  public:
    static constexpr std::size_t tower_count = 3;

    struct Parts {
        std::array<Rail, tower_count> rails;
        std::array<motion::DeltaTower, tower_count> towers;
        motion::MoveLimits limits;
        VerticalLimits vertical;
        base::Length delta_radius;
        base::Length print_radius;
        base::Length minimum_z;
    };
    explicit DeltaKinematics(Parts parts);

    void follow(const motion::Trajectory& trajectory) override;
    motion::Point nozzle(const StepperPositions& positions) const override;
    void check_move(motion::Move& move) const override;
    void set_position(motion::Point position, AxisSet homed) override;
    void forget_homing(AxisSet which) override;
    runtime::Task<> home(Homing& homing, AxisSet which) override;
    std::optional<base::Length> cone_start_z() const override { return base::Length{cone_start_}; }

  private:
    void measure_heights();
    void measure_radii();
    double allowed_radius2(double z) const;
    bool leads_home(const motion::Move& move) const;

    Parts parts_;
    motion::Point home_;
    double shortest_arm_ = 0.0;
    double cone_start_ = 0.0;  // above this height the radius is less
    double highest_ = 0.0;
    // Squared distances from the middle: beyond the first two moves are slowed down.
    double slow_radius2_ = 0.0, very_slow_radius2_ = 0.0, greatest_radius2_ = 0.0;
};

struct Delta {
    static constexpr std::string_view name = "delta";
    static constexpr std::array<std::string_view, 3> rails{"stepper_a", "stepper_b", "stepper_c"};
    using Options = OptionTypes<VerticalOptions, HeightOptions, DeltaOptions>;

    static MotorRule motor_rule(std::string_view section);
    static void check_options(const DeltaOptions& options, Complaints& complaints);
    static std::unique_ptr<Kinematics> make(const VerticalOptions& vertical,
                                            const HeightOptions& height,
                                            const DeltaOptions& options,
                                            const KinematicsParts& parts);
};

}  // namespace escapement::printer
