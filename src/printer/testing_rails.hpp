// Rails for tests of kinematics, as if taken from a configuration.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <utility>

#include "printer/kinematics_types.hpp"
#include "printer/testing_motion.hpp"

namespace escapement::printer::testing {

// Those of three_rails(), and another on x if asked for.
class BenchRails final : public RailSource {
  public:
    explicit BenchRails(MotionBench& bench, bool with_second = false) : rails_(three_rails(bench)) {
        if (!with_second) return;
        second_.emplace();
        second_->rail = rails_[0];
        second_->rail.name = "dual_carriage";
        second_->rail.steppers = {&bench.add_stepper("dual_carriage", base::Length{0.01})};
        FakeEndstop& endstop = bench.add_endstop();
        endstop.add_stepper(*second_->rail.steppers.front());
        second_->rail.endstops = {{"dual_carriage", &endstop}};
    }
    Rail take(std::string_view section) override {
        for (Rail& rail : rails_)
            if (rail.name == section) return std::move(rail);
        return {};
    }
    std::optional<SecondCarriage> take_second() override { return std::move(second_); }

  private:
    std::array<Rail, 3> rails_;
    std::optional<SecondCarriage> second_;
};

inline const SectionName printer_section{"printer", "printer", {"printer.cfg", 3}};

// Where each motor stands when the nozzle is there.
inline std::vector<double> motors_at(MotionBench& bench,
                                     Kinematics& kinematics,
                                     motion::Point nozzle) {
    motion::Trajectory trajectory;
    kinematics.follow(trajectory);
    kinematics.set_position(nozzle, {});
    std::vector<double> positions;
    for (const auto& stepper : bench.steppers)
        positions.push_back(stepper->commanded_position().value);
    return positions;
}

// And where it is when the motors stand as they do.
inline motion::Point nozzle_of(const Kinematics& kinematics) {
    return kinematics.nozzle([](const Stepper& stepper) { return stepper.commanded_position(); });
}

}  // namespace escapement::printer::testing
