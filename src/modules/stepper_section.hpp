// A motor of an axis, and what its section says about the axis.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "printer/rail.hpp"
#include "printer/stepper_config.hpp"

namespace escapement::modules {

// [stepper_x] and so on, and further motors of the same axis: [stepper_z1].  Which axes there
// are is for the kinematics to say.  Belongs to the main thread.
class StepperSection {
  public:
    struct Config : printer::StepperConfig, printer::RailOptions {};
    static void describe(printer::Description<StepperSection>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    StepperSection(Config config, printer::Context& context);
    ~StepperSection();

    const Config& config() const { return config_; }
    printer::Stepper& stepper() { return *stepper_; }

  private:
    Config config_;
    printer::Context& context_;
    std::unique_ptr<printer::Stepper> stepper_;
};

// Motors of one axis may share an endstop.
std::string endstop_share(const printer::SectionName& section);
// Complains where [stepper_z2] has no [stepper_z1] before it, or says what belongs into `rail`.
void check_further_motor(const std::string& rail, printer::Complaints& complaints);
// What [printer] says; nothing where it says nothing.
std::string kinematics_of(const config::Document& config);

// The first motor of an axis speaks for the others.
std::vector<std::string> unused_options(const StepperSection::Config& config,
                                        const printer::Complaints& complaints);

}  // namespace escapement::modules
