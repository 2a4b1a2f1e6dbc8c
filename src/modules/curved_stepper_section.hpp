// A motor of a machine with towers, arms, a turning bed or cables.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "printer/curved_options.hpp"
#include "printer/rail.hpp"
#include "printer/stepper_config.hpp"

namespace escapement::modules {

// [stepper_a], [stepper_bed] and so on.  Which of them there are, and what they must say, the
// kinematics' MotorRule tells.  Belongs to the main thread.
class CurvedStepperSection {
  public:
    struct Config : printer::StepperConfig, printer::RailOptions, printer::StepperGeometry {};
    static void describe(printer::Description<CurvedStepperSection>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    CurvedStepperSection(Config config, printer::Context& context);
    ~CurvedStepperSection();

    const Config& config() const { return config_; }
    printer::Stepper& stepper() { return *stepper_; }

  private:
    Config config_;
    printer::Context& context_;
    std::unique_ptr<printer::Stepper> stepper_;
};

// What a motor does not say itself is that of a like one, or follows from the rest.
void complete_settings(CurvedStepperSection::Config& config, const printer::Complaints& complaints);
std::vector<std::string> unused_options(const CurvedStepperSection::Config& config,
                                        const printer::Complaints& complaints);

}  // namespace escapement::modules
