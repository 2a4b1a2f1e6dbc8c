// Machines whose three axes are straight rails, each motor following a fixed blend of them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include "motion/kinematics.hpp"
#include "printer/carriage.hpp"
#include "printer/description.hpp"
#include "printer/dual_carriages.hpp"
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

// Rail i is the range of axis i, and its motors follow row i of `blends`; motors of other rails
// whose rows have a share in axis i stop at its endstop, too.
CarriageMachine fixed_machine(const motion::Linear& blends,
                              std::array<Rail, motion::cartesian_axes> rails);

// The same with a further carriage whose motors follow `share`.
CarriageMachine with_second_carriage(CarriageMachine machine,
                                     std::optional<SecondCarriage> second,
                                     const motion::Blend& share);

// Belongs to the main thread.
class LinearKinematics final : public Kinematics {
  public:
    static constexpr std::size_t axes = motion::cartesian_axes;

    // There must be a carriage for each axis, and the motors must tell the axes apart.
    LinearKinematics(CarriageMachine machine, const VerticalLimits& vertical);
    LinearKinematics(const LinearKinematics&) = delete;
    LinearKinematics& operator=(const LinearKinematics&) = delete;

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
    DualCarriages* dual_carriages() override;
    LinearKinematics* linear() override { return this; }

    const CarriageMachine& machine() const { return machine_; }
    // A motor has other shares in the positions of the same carriages; the toolhead must have been
    // flushed and is at `position`.  Throws CommandError, and changes nothing, when the axes could
    // not move each by itself any more.
    enum class Check { axes_stay_apart, nothing };
    void change_share(std::size_t motor,
                      const motion::Blend& share,
                      motion::Point position,
                      Check check);

    // For the dual carriages: motors follow the modes from now on; an axis that is homed may go
    // so far; one carriage homes.
    void follow_carriages();
    void bound(std::size_t axis, const AxisRange& range);
    runtime::Task<> home_carriage(Homing& homing, const Carriage& carriage);

  private:
    void follow(std::size_t motor);
    void learn_shapers(std::size_t motor);
    const Carriage& leader(std::size_t axis) const;
    bool speaks(const CarriageMotor& motor) const;
    void check_range(const motion::Move& move) const;
    void stop_at_endstops_of_others();

    CarriageMachine machine_;
    std::array<std::size_t, axes> main_{};  // the carriage of each axis
    DualCarriages duals_;
    VerticalLimits vertical_;
    const motion::Trajectory* trajectory_ = nullptr;
    // Of each motor: a carriage that rests keeps those that it had.
    std::vector<motion::Shapers> shapers_;
    AxisSet homed_;
    std::array<AxisRange, axes> limits_{};
    motion::Point placed_at_{};
};

// Whether the axes of the machine can move each by itself, whichever of two carriages on a rail
// leads.  There must not be more than `most_pairs` such rails.
bool axes_are_independent(const CarriageMachine& machine);
inline constexpr std::size_t most_pairs = 8;
extern const char* const dependent_axes;  // what users search for

}  // namespace escapement::printer
