// A machine that moves nothing: for boards that only heat, blow and shine.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "printer/kinematics_types.hpp"

namespace escapement::printer {

// Has no axes, so moves go nowhere and homing is done at once.  Belongs to the main thread.
class NoAxes final : public Kinematics {
  public:
    std::vector<Stepper*> steppers() override { return {}; }
    void follow(const motion::Trajectory&) override {}
    motion::Point nozzle(const StepperPositions&) const override { return {}; }
    void check_move(motion::Move&) const override {}
    void set_position(motion::Point, AxisSet) override {}
    void forget_homing(AxisSet) override {}
    runtime::Task<> home(Homing&, AxisSet) override { co_return; }
    AxisSet homed() const override { return {}; }
    motion::Point axis_minimum() const override { return {}; }
    motion::Point axis_maximum() const override { return {}; }
};

struct None {
    static constexpr std::string_view name = "none";
    static constexpr std::array<std::string_view, 0> rails{};
    struct Options {
        template <class Module>
        static void describe(Description<Module>&) {}
        static void check(const motion::MoveLimits&, Complaints&) {}
    };

    static std::unique_ptr<Kinematics> make(const Options&, const KinematicsParts&) {
        return std::make_unique<NoAxes>();
    }
};

}  // namespace escapement::printer
