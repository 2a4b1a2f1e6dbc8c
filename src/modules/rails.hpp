// The axes of the machine, put together from their sections.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "printer/carriage_plan.hpp"
#include "printer/context.hpp"
#include "printer/endstops.hpp"
#include "printer/kinematics_types.hpp"
#include "printer/pins.hpp"
#include "printer/rail.hpp"

namespace escapement::modules {

// Owns the endstops.  Belongs to the main thread.
class Rails final : public printer::RailSource {
  public:
    explicit Rails(printer::Context& context);
    ~Rails() override;

    printer::Rail take(std::string_view section) override;
    printer::CurvedRail take_curved(std::string_view section,
                                    const printer::MotorRule& rule) override;
    bool has(std::string_view section) const override { return context_.config.find(section); }
    std::optional<printer::SecondCarriage> take_second() override;
    printer::CarriageMachine take_carriages() override;

  private:
    // A section with a motor, and what it says about its rail.
    struct Part {
        const printer::SectionName& section;
        const printer::RailOptions& options;
        printer::Stepper& stepper;
    };
    // An endstop of the rail being made, to be recognised when a further motor names it.
    struct OwnEndstop {
        config::Pin pin;
        printer::EndstopInput* input;
    };
    // Which pin an endstop reads, who says so, and what messages call it.
    struct EndstopUse {
        const printer::PinName& pin;
        const printer::SectionName& section;
        std::string share;
        std::string label;
    };
    using OwnEndstops = std::vector<OwnEndstop>;

    Part part(std::string_view section) const;
    void add_motor(const Part& part, printer::Rail& rail, OwnEndstops& own);
    void add_further_motors(std::string_view first, printer::Rail& rail, OwnEndstops& own);
    printer::EndstopInput& endstop(const EndstopUse& use, printer::Rail& rail, OwnEndstops& own);
    printer::EndstopInput& keep(const EndstopUse& use,
                                std::unique_ptr<printer::EndstopInput> input,
                                printer::Rail& rail);
    printer::EndstopInput& offered_endstop(const EndstopUse& use,
                                           printer::Rail& rail,
                                           OwnEndstops& own);
    printer::EndstopInput& probe_endstop(const EndstopUse& use, printer::Rail& rail);
    void set_range(const printer::MotorRule& rule, printer::CurvedRail& made) const;
    void make_rail(const printer::CarriagePlan::Carriage& planned, printer::Carriage& carriage);
    printer::EndstopInput& endstop_of(const printer::CarriagePlan& plan,
                                      std::size_t index,
                                      printer::Rail& rail,
                                      OwnEndstops& own);
    void add_motor(const printer::CarriagePlan& plan,
                   std::size_t index,
                   printer::CarriageMachine& machine,
                   std::vector<OwnEndstops>& own);

    printer::Context& context_;
    std::vector<std::unique_ptr<printer::EndstopInput>> endstops_;
};

}  // namespace escapement::modules
