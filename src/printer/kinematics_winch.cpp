// Cable lengths from anchors, without limits.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/kinematics_winch.hpp"

#include <algorithm>
#include <string>

#include "printer/homing.hpp"

namespace escapement::printer {

namespace {

std::string section_of(int letter) {
    return std::string("stepper_") + static_cast<char>(letter);
}

}  // namespace

WinchKinematics::WinchKinematics(std::vector<Cable> cables) : cables_(std::move(cables)) {
    ASSERT(cables_.size() >= 3);
    const auto& first = cables_.front().cable;
    std::array<double, 3> least{first.x, first.y, first.z}, most = least;
    for (const Cable& each : cables_) {
        add(each.rail);
        const std::array<double, 3> anchor{each.cable.x, each.cable.y, each.cable.z};
        for (std::size_t axis = 0; axis < anchor.size(); ++axis) {
            least[axis] = std::min(least[axis], anchor[axis]);
            most[axis] = std::max(most[axis], anchor[axis]);
        }
    }
    set_range({base::Length{least[0]}, base::Length{least[1]}, base::Length{least[2]}},
              {base::Length{most[0]}, base::Length{most[1]}, base::Length{most[2]}});
    homed_ = all_axes();
}

void WinchKinematics::follow(const motion::Trajectory& trajectory) {
    for (const Cable& each : cables_) follow_formula(each.rail, each.cable, trajectory);
}

// The first three cables tell.
motion::Point WinchKinematics::nozzle(const StepperPositions& positions) const {
    std::array<motion::WinchCable, 3> first;
    std::array<double, 3> lengths;
    for (std::size_t i = 0; i < first.size(); ++i) {
        first[i] = cables_[i].cable;
        lengths[i] = positions(*cables_[i].rail.steppers.front()).value;
    }
    return require_point(motion::winch_nozzle(first, lengths));
}

void WinchKinematics::set_position(motion::Point position, AxisSet) {
    CurvedKinematics::set_position(position, {});
}

// There is nothing to find: whoever homes says that the nozzle is at the origin.
runtime::Task<> WinchKinematics::home(Homing& homing, AxisSet) {
    homing.assume({}, all_axes());
    co_return;
}

bool Winch::is_further_rail(std::string_view section) {
    constexpr std::string_view prefix = "stepper_";
    return section.starts_with(prefix) && section.size() == prefix.size() + 1 &&
           section.back() >= first_further_rail && section.back() <= last_further_rail;
}

MotorRule Winch::motor_rule(std::string_view section) {
    MotorRule rule{.endstop = false,
                   .options = {"anchor_x", "anchor_y", "anchor_z"},
                   .required = {"anchor_x", "anchor_y", "anchor_z"}};
    if (section.back() > first_further_rail) rule.after = section_of(section.back() - 1);
    return rule;
}

std::unique_ptr<Kinematics> Winch::make(const KinematicsParts& parts) {
    std::vector<WinchKinematics::Cable> cables;
    const auto add = [&](std::string_view section) {
        CurvedRail made = parts.rails.take_curved(section, motor_rule(section));
        const StepperGeometry& geometry = made.geometry;
        cables.push_back(
            {std::move(made.rail),
             {geometry.anchor_x->value, geometry.anchor_y->value, geometry.anchor_z->value}});
    };
    for (const auto section : rails) add(section);
    for (char letter = first_further_rail; letter <= last_further_rail; ++letter) {
        const std::string section = section_of(letter);
        if (!parts.rails.has(section)) break;
        add(section);
    }
    return std::make_unique<WinchKinematics>(std::move(cables));
}

}  // namespace escapement::printer
