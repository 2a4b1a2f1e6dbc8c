// What machines without straight axes have in common.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "motion/curved_path.hpp"
#include "printer/curved_options.hpp"
#include "printer/kinematics.hpp"
#include "printer/linear_kinematics.hpp"

namespace escapement::printer {

// Belongs to the main thread.
class CurvedKinematics : public Kinematics {
  public:
    std::vector<Stepper*> steppers() override { return steppers_; }
    void set_position(motion::Point position, AxisSet homed) override;
    void forget_homing(AxisSet which) override { homed_ &= ~which; }
    AxisSet homed() const override { return homed_; }
    motion::Point axis_minimum() const override { return minimum_; }
    motion::Point axis_maximum() const override { return maximum_; }

  protected:
    void add(const Rail& rail);
    void set_range(motion::Point minimum, motion::Point maximum);
    bool is_homed(std::size_t axis) const { return homed_[axis]; }
    bool is_all_homed() const { return homed_.all(); }

    AxisSet homed_;

  private:
    std::vector<Stepper*> steppers_;
    motion::Point minimum_, maximum_;
};

// All motors of the rail follow the formula.
template <motion::StepperFormula Formula>
void follow_formula(const Rail& rail,
                    const Formula& formula,
                    const motion::Trajectory& trajectory) {
    for (Stepper* stepper : rail.steppers)
        stepper->follow(motion::curved_path(formula, trajectory, stepper->commanded_position()));
}

// Where the first motor of each rail stands.
template <std::size_t n>
std::array<double, n> positions_of(const std::array<Rail, n>& rails,
                                   const Kinematics::StepperPositions& positions) {
    std::array<double, n> all;
    for (std::size_t i = 0; i < n; ++i) all[i] = positions(*rails[i].steppers.front()).value;
    return all;
}

// The point, which must be there: throws CommandError where motors stand so that there is none.
motion::Point require_point(const std::optional<motion::Point>& point);

// Throw CommandError about a move that comes too early, or leads too far.
[[noreturn]] void refuse_unhomed(const motion::Move& move, const std::string& what);
[[noreturn]] void refuse_out_of_range(const motion::Move& move, const std::string& range);
// "; z goes from 0 to 200"
std::string range_words(std::size_t axis, base::Length least, base::Length most);
// The same of a height with that greatest radius squared around the middle, in mm^2; "; at that
// height it is 80 mm around the middle; z goes from 0 to 200".
std::string reach_words(double radius2, base::Length z, base::Length least, base::Length most);

// Slows a move down so that its share of z is within the limits.
void limit_rise(motion::Move& move, const VerticalLimits& limits);

// Squared distances from the z axis.
double end_radius2(const motion::Move& move);
double start_radius2(const motion::Move& move);

// A head's position at that point, for homing.
motion::Position position_of_point(motion::Point point);
std::vector<const Rail*> pointers_to(std::span<const Rail> rails);

}  // namespace escapement::printer
