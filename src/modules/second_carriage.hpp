// [dual_carriage]: a second carriage on the x or y axis, with motors of its own.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "printer/rail.hpp"
#include "printer/stepper_config.hpp"

namespace escapement::modules {

// And further motors of it: [dual_carriage1].  Belongs to the main thread.
class SecondCarriageSection {
  public:
    struct Config : printer::StepperConfig, printer::RailOptions {
        std::optional<std::string> axis;
        std::optional<base::Length> safe_distance;

        // 0 for x, 1 for y.
        std::size_t axis_index() const { return axis == "y" ? 1 : 0; }
    };
    static void describe(printer::Description<SecondCarriageSection>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    SecondCarriageSection(Config config, printer::Context& context);
    ~SecondCarriageSection();

    const Config& config() const { return config_; }
    printer::Stepper& stepper() { return *stepper_; }

  private:
    Config config_;
    printer::Context& context_;
    std::unique_ptr<printer::Stepper> stepper_;
};

}  // namespace escapement::modules
