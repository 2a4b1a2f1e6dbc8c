// Two carriages on upright towers carry the nozzle in the plane of x and z; y is straight.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "motion/curved_kinematics.hpp"
#include "printer/curved_kinematics.hpp"
#include "printer/kinematics_types.hpp"

namespace escapement::printer {

struct DeltesianOptions {
    double min_angle = 5.0;  // degrees
    std::optional<base::Length> print_width;
    double slow_ratio = 3.0;

    template <class Module>
    static void describe(Description<Module>& module) {
        module
            .template option<&DeltesianOptions::min_angle>(
                "Least angle between an arm and the horizontal.")
            .at_least(0.0)
            .at_most(90.0);
        module
            .template option<&DeltesianOptions::print_width>(
                "Width of what can be printed on; as far as the arms reach unless given.")
            .at_least(base::Length{0.0});
        module
            .template option<&DeltesianOptions::slow_ratio>(
                "Moves are slowed down where a carriage goes this many times as fast as the "
                "nozzle; "
                "0 for never.")
            .at_least(0.0);
    }
};

// Belongs to the main thread.
class DeltesianKinematics final : public CurvedKinematics {
  public:
    static constexpr std::size_t tower_count = 2;

    struct Parts {
        std::array<Rail, tower_count> rails;
        Rail y;
        std::array<motion::DeltesianTower, tower_count> towers;
        motion::MoveLimits limits;
        VerticalLimits vertical;
        DeltesianOptions options;
        base::Length minimum_z;
        SectionName section;  // [printer]
    };
    // Throws ConfigError when the width or the height are out of reach.
    explicit DeltesianKinematics(Parts parts);

    void follow(const motion::Trajectory& trajectory) override;
    motion::Point nozzle(const StepperPositions& positions) const override;
    void check_move(motion::Move& move) const override;
    runtime::Task<> home(Homing& homing, AxisSet which) override;

  private:
    void measure_width();
    void measure_height();
    void measure_slow_places();
    double highest_at(double x) const;
    void check_range(const motion::Move& move) const;
    runtime::Task<> home_towers(Homing& homing);
    runtime::Task<> home_y(Homing& homing);

    Parts parts_;
    std::array<double, tower_count> carriages_home_{};
    double home_z_ = 0.0;
    double least_x_ = 0.0, greatest_x_ = 0.0, highest_ = 0.0;
    // Beyond these distances from the middle moves are slowed down.
    std::optional<double> slow_x_, very_slow_x_;
};

struct Deltesian {
    static constexpr std::string_view name = "deltesian";
    static constexpr std::array<std::string_view, 3> rails{
        "stepper_left", "stepper_right", "stepper_y"};
    using Options = OptionTypes<VerticalOptions, HeightOptions, DeltesianOptions>;

    static MotorRule motor_rule(std::string_view section);
    static std::unique_ptr<Kinematics> make(const VerticalOptions& vertical,
                                            const HeightOptions& height,
                                            const DeltesianOptions& options,
                                            const KinematicsParts& parts);
};

}  // namespace escapement::printer
