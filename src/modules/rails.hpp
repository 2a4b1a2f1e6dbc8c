// The axes of the machine, put together from their sections.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "modules/stepper_section.hpp"
#include "printer/context.hpp"
#include "printer/endstops.hpp"
#include "printer/kinematics_types.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {

// Owns the endstops.  Belongs to the main thread.
class Rails final : public printer::RailSource {
  public:
    explicit Rails(printer::Context& context);
    ~Rails() override;

    printer::Rail take(std::string_view section) override;

  private:
    // An endstop of the rail being made, to be recognised when a further motor names it.
    struct OwnEndstop {
        config::Pin pin;
        printer::EndstopInput* input;
    };
    StepperSection& section(std::string_view name) const;
    void add_stepper(StepperSection& from, printer::Rail& rail, std::vector<OwnEndstop>& own);
    printer::EndstopInput& endstop(const StepperSection::Config& from,
                                   printer::Rail& rail,
                                   std::vector<OwnEndstop>& own);

    printer::Context& context_;
    std::vector<std::unique_ptr<printer::EndstopInput>> endstops_;
};

}  // namespace escapement::modules
