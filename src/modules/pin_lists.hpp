// Sections that are no more than lists of pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/module.hpp"
#include "printer/options.hpp"

namespace escapement::modules {

struct PinListConfig {
    printer::SectionName section;
    std::vector<printer::PinName> pins;
};

// [duplicate_pin_override]: pins that several sections may use.
class DuplicatePinOverride {
  public:
    using Config = PinListConfig;
    static void describe(printer::Description<DuplicatePinOverride>& module);
    static void check(const Config& config, printer::Complaints& complaints);
    DuplicatePinOverride(const Config&, printer::Context&) {}
};

// [multi_pin NAME]: outputs that are used as one, as "multi_pin:NAME".
class MultiPin {
  public:
    using Config = PinListConfig;
    static void describe(printer::Description<MultiPin>& module);
    static void check(const Config& config, printer::Complaints& complaints);
    MultiPin(const Config&, printer::Context&) {}
};

// [static_digital_output NAME]: outputs that are on for good.
class StaticDigitalOutput {
  public:
    using Config = PinListConfig;
    static void describe(printer::Description<StaticDigitalOutput>& module);
    static void check(const Config& config, printer::Complaints& complaints);
    StaticDigitalOutput(const Config& config, printer::Context& context);
};

}  // namespace escapement::modules
