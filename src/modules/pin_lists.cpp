// What lists of pins are good for.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/pin_lists.hpp"

#include "printer/pins.hpp"

namespace escapement::modules {
namespace {

void refuse_no_pins(const PinListConfig& config, printer::Complaints& complaints) {
    if (config.pins.empty() && complaints.none_about({"pins"}))
        complaints.add("pins", "must name at least one pin");
}

}  // namespace

void DuplicatePinOverride::describe(printer::Description<DuplicatePinOverride>& module) {
    module.section("duplicate_pin_override").doc("Pins that several sections may use.");
    module.option<&Config::pins>("The pins, with commas between them.").required();
}

void DuplicatePinOverride::check(const Config& config, printer::Complaints& complaints) {
    for (const auto& pin : config.pins)
        complaints.attempt({"pins"}, [&] {
            complaints.pins().permit_sharing(pin, {complaints.section(), "pins"});
        });
}

void MultiPin::describe(printer::Description<MultiPin>& module) {
    module.section("multi_pin")
        .named()
        .doc("Outputs that are used as one: another section's pin is multi_pin:NAME.");
    module.option<&Config::pins>("The outputs, with commas between them.").required();
}

void MultiPin::check(const Config& config, printer::Complaints& complaints) {
    refuse_no_pins(config, complaints);
    if (complaints.none_about({"pins"}))
        complaints.pins().add_group(config.section.title, {complaints.section(), config.pins});
}

void StaticDigitalOutput::describe(printer::Description<StaticDigitalOutput>& module) {
    module.section("static_digital_output")
        .named()
        .doc("Outputs that are on, or off with a '!', from the start.");
    module.option<&Config::pins>("The outputs, with commas between them.").required();
}

void StaticDigitalOutput::check(const Config& config, printer::Complaints& complaints) {
    refuse_no_pins(config, complaints);
    for (const auto& pin : config.pins)
        complaints.attempt({"pins"}, [&] {
            complaints.pins().claim(pin, {complaints.section(), "pins"}, config::output_prefixes);
        });
}

StaticDigitalOutput::StaticDigitalOutput(const Config& config, printer::Context& context) {
    const printer::PinUse use{.section = config.section, .option = "pins"};
    for (const auto& pin : config.pins)
        context.pins.set_level(context.pins.claim(pin, use, config::output_prefixes), use, true);
}

}  // namespace escapement::modules
