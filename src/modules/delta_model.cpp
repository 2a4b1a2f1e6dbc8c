// Deltas with towers, and with arms that swing.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/delta_model.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "modules/curved_stepper_section.hpp"
#include "modules/stepper_section.hpp"
#include "modules/toolhead.hpp"
#include "motion/curved_kinematics.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

constexpr std::size_t three = 3;
using Triple = std::array<double, three>;

constexpr std::array<const char*, three> motor_sections{"stepper_a", "stepper_b", "stepper_c"};

double radians(double degrees) {
    return degrees * std::numbers::pi / 180.0;
}

std::string number_text(double number) {
    return fmt::format("{:.6f}", number);
}

class TowerModel final : public DeltaModel {
  public:
    struct Dimensions {
        double radius = 0.0;
        Triple angles{}, arms{}, endstops{}, steps{};
    };
    explicit TowerModel(const Dimensions& dimensions) : d_(dimensions) {
        for (std::size_t i = 0; i < three; ++i) {
            const double angle = radians(d_.angles[i]);
            towers_[i] = {
                d_.arms[i] * d_.arms[i], std::cos(angle) * d_.radius, std::sin(angle) * d_.radius};
            heights_[i] =
                d_.endstops[i] + std::sqrt(d_.arms[i] * d_.arms[i] - d_.radius * d_.radius);
        }
    }

    std::vector<double> parameters() const override {
        const auto& [radius, angles, arms, endstops, steps] = d_;
        return {radius,
                angles[0],
                angles[1],
                endstops[0],
                endstops[1],
                endstops[2],
                arms[0],
                arms[1],
                arms[2]};
    }
    std::size_t basic_parameters() const override { return 6; }
    std::unique_ptr<DeltaModel> with(const std::vector<double>& p) const override {
        Dimensions changed = d_;
        changed.radius = p[0];
        changed.angles = {p[1], p[2], d_.angles[2]};
        changed.endstops = {p[3], p[4], p[5]};
        changed.arms = {p[6], p[7], p[8]};
        return std::make_unique<TowerModel>(changed);
    }

    std::optional<motion::Point> nozzle(const StablePosition& stable) const override {
        Triple carriages;
        for (std::size_t i = 0; i < three; ++i) {
            if (!std::isfinite(heights_[i])) return std::nullopt;
            carriages[i] = heights_[i] - stable[i] * d_.steps[i];
        }
        return motion::delta_nozzle(towers_, carriages);
    }
    StablePosition stable(const motion::Point& at) const override {
        StablePosition stable;
        for (std::size_t i = 0; i < three; ++i)
            stable[i] = (heights_[i] - towers_[i].position(at.x.value, at.y.value, at.z.value)) /
                        d_.steps[i];
        return stable;
    }

    std::vector<Saved> saved() const override {
        std::vector<Saved> list{{"printer", "delta_radius", number_text(d_.radius)}};
        for (std::size_t i = 0; i < three; ++i) {
            list.push_back({motor_sections[i], "angle", number_text(d_.angles[i])});
            list.push_back({motor_sections[i], "arm_length", number_text(d_.arms[i])});
            list.push_back({motor_sections[i], "position_endstop", number_text(d_.endstops[i])});
        }
        return list;
    }
    std::string text() const override {
        std::string text;
        for (std::size_t i = 0; i < three; ++i)
            text += fmt::format("{}: position_endstop: {:.6f} angle: {:.6f} arm_length: {:.6f}\n",
                                motor_sections[i],
                                d_.endstops[i],
                                d_.angles[i],
                                d_.arms[i]);
        return text + "delta_radius: " + number_text(d_.radius);
    }

  private:
    const Dimensions d_;
    std::array<motion::DeltaTower, three> towers_{};
    Triple heights_{};  // of the carriages at their endstops
};

class SwingModel final : public DeltaModel {
  public:
    struct Dimensions {
        double radius = 0.0, height = 0.0;  // of the shoulders
        Triple angles{}, upper{}, lower{}, endstops{}, steps{};
    };
    explicit SwingModel(const Dimensions& dimensions) : d_(dimensions) {
        for (std::size_t i = 0; i < three; ++i) {
            const double angle = radians(d_.angles[i]);
            arms_[i] = {std::cos(angle),
                        std::sin(angle),
                        d_.radius,
                        d_.height,
                        d_.upper[i] * d_.upper[i],
                        d_.lower[i] * d_.lower[i]};
            raised_[i] = arms_[i].position(0.0, 0.0, d_.endstops[i]);
        }
    }

    std::vector<double> parameters() const override {
        return {d_.height,
                d_.endstops[0],
                d_.endstops[1],
                d_.endstops[2],
                d_.radius,
                d_.angles[0],
                d_.angles[1]};
    }
    std::size_t basic_parameters() const override { return 4; }
    std::unique_ptr<DeltaModel> with(const std::vector<double>& p) const override {
        Dimensions changed = d_;
        changed.height = p[0];
        changed.endstops = {p[1], p[2], p[3]};
        changed.radius = p[4];
        changed.angles = {p[5], p[6], d_.angles[2]};
        return std::make_unique<SwingModel>(changed);
    }

    std::optional<motion::Point> nozzle(const StablePosition& stable) const override {
        Triple angles;
        for (std::size_t i = 0; i < three; ++i) {
            if (!std::isfinite(raised_[i])) return std::nullopt;
            angles[i] = raised_[i] - stable[i] * d_.steps[i];
        }
        return motion::rotary_nozzle(arms_, angles);
    }
    StablePosition stable(const motion::Point& at) const override {
        StablePosition stable;
        for (std::size_t i = 0; i < three; ++i)
            stable[i] =
                (raised_[i] - arms_[i].position(at.x.value, at.y.value, at.z.value)) / d_.steps[i];
        return stable;
    }

    std::vector<Saved> saved() const override {
        std::vector<Saved> list{{"printer", "shoulder_radius", number_text(d_.radius)},
                                {"printer", "shoulder_height", number_text(d_.height)}};
        for (std::size_t i = 0; i < three; ++i) {
            list.push_back({motor_sections[i], "angle", number_text(d_.angles[i])});
            list.push_back({motor_sections[i], "position_endstop", number_text(d_.endstops[i])});
        }
        return list;
    }
    std::string text() const override {
        std::string text;
        for (std::size_t i = 0; i < three; ++i)
            text += fmt::format("{}: position_endstop: {:.6f} angle: {:.6f}\n",
                                motor_sections[i],
                                d_.endstops[i],
                                d_.angles[i]);
        return text + "shoulder_radius: " + number_text(d_.radius) +
               " shoulder_height: " + number_text(d_.height);
    }

  private:
    const Dimensions d_;
    std::array<motion::RotaryArm, three> arms_{};
    Triple raised_{};  // the arms' angles at their endstops
};

// What the first motor says holds for those that say nothing.
class Motors {
  public:
    explicit Motors(const printer::Context& context) {
        for (const char* name : motor_sections) {
            auto* section = context.modules.find<CurvedStepperSection>(name);
            if (!section) throw printer::MissingModule(name);
            sections_.push_back(section);
        }
    }

    template <class Member>
    double length(std::size_t motor, Member member) const {
        const auto& own = sections_[motor]->config().*member;
        const auto& first = sections_.front()->config().*member;
        return own ? own->value : first->value;
    }
    double angle(std::size_t motor, const Triple& usual) const {
        return sections_[motor]->config().angle.value_or(usual[motor]);
    }
    double endstop(std::size_t motor) const {
        return length(motor, &CurvedStepperSection::Config::position_endstop);
    }
    double step(std::size_t motor) const {
        return sections_[motor]->stepper().step_distance().value;
    }

  private:
    std::vector<CurvedStepperSection*> sections_;
};

}  // namespace

std::unique_ptr<DeltaModel> delta_model(const printer::Context& context) {
    const auto& machine = context.modules.the<ToolheadModule>().config();
    using Section = CurvedStepperSection::Config;
    if (machine.kinematics == "delta") {
        const Motors motors(context);
        TowerModel::Dimensions made{.radius = machine.delta_radius->value};
        for (std::size_t i = 0; i < three; ++i) {
            made.angles[i] = motors.angle(i, {210.0, 330.0, 90.0});
            made.arms[i] = motors.length(i, &Section::arm_length);
            made.endstops[i] = motors.endstop(i);
            made.steps[i] = motors.step(i);
        }
        return std::make_unique<TowerModel>(made);
    }
    if (machine.kinematics != "rotary_delta") return nullptr;
    const Motors motors(context);
    SwingModel::Dimensions made{.radius = machine.shoulder_radius->value,
                                .height = machine.shoulder_height->value};
    for (std::size_t i = 0; i < three; ++i) {
        made.angles[i] = motors.angle(i, {30.0, 150.0, 270.0});
        made.upper[i] = motors.length(i, &Section::upper_arm_length);
        made.lower[i] = motors.length(i, &Section::lower_arm_length);
        made.endstops[i] = motors.endstop(i);
        made.steps[i] = motors.step(i);
    }
    return std::make_unique<SwingModel>(made);
}

}  // namespace escapement::modules
