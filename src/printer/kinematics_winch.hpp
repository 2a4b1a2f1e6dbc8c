// Cables from three or more anchors carry the nozzle.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "motion/curved_kinematics.hpp"
#include "printer/curved_kinematics.hpp"
#include "printer/kinematics_types.hpp"

namespace escapement::printer {

// Knows no limits and has no endstops.  Belongs to the main thread.
class WinchKinematics final : public CurvedKinematics {
  public:
    struct Cable {
        Rail rail;
        motion::WinchCable cable;
    };
    // Three at least.
    explicit WinchKinematics(std::vector<Cable> cables);

    void follow(const motion::Trajectory& trajectory) override;
    motion::Point nozzle(const StepperPositions& positions) const override;
    void check_move(motion::Move&) const override {}
    void set_position(motion::Point position, AxisSet) override;
    void forget_homing(AxisSet) override {}
    runtime::Task<> home(Homing& homing, AxisSet which) override;

  private:
    std::vector<Cable> cables_;
};

struct Winch {
    static constexpr std::string_view name = "winch";
    static constexpr std::array<std::string_view, 3> rails{"stepper_a", "stepper_b", "stepper_c"};
    static constexpr char first_further_rail = 'd', last_further_rail = 'w';
    using Options = OptionTypes<>;

    // [stepper_d] and so on, in order and without a gap.
    static bool is_further_rail(std::string_view section);
    static MotorRule motor_rule(std::string_view section);
    static std::unique_ptr<Kinematics> make(const KinematicsParts& parts);
};

}  // namespace escapement::printer
