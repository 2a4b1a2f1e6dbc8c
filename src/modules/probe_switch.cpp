// Moves down to the least z and stops at the switch.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/probe_switch.hpp"

#include <string>

#include "mcu/endstop.hpp"
#include "modules/toolhead.hpp"
#include "printer/endstop_faults.hpp"
#include "printer/errors.hpp"
#include "printer/homing_move.hpp"
#include "printer/module.hpp"
#include "printer/pin_spec.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {
namespace {

std::unique_ptr<mcu::Endstop> make_device(const ProbeSwitch::Wiring& wiring,
                                          printer::Context& context) {
    const auto claimed =
        context.pins.claim(wiring.pin, {wiring.section, wiring.option}, config::input_prefixes);
    auto device = mcu::Endstop::make(claimed.mcu, printer::pin_spec(claimed.pin));
    if (!device) throw wiring.section.error(wiring.option, device.error().what);
    return std::move(*device);
}

}  // namespace

ProbeSwitch::ProbeSwitch(const Wiring& wiring, printer::Context& context)
    : context_(context),
      endstop_(make_device(wiring, context), std::string(wiring.option) + " " + wiring.pin.text) {}

runtime::Task<ProbeResult> ProbeSwitch::descend(ProbeDevice::Descent descent,
                                                printer::EndstopInput& endstop,
                                                ProbeOffsets offsets,
                                                AtOnce at_once) {
    auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    auto& events = context_.events;
    if (!descent.homing) events.homing_begins.emit({});
    auto lowest = toolhead.position();
    lowest[2] = toolhead.kinematics().axis_minimum().z;
    printer::HomingMove move({toolhead, events, context_.offline}, {{"probe", &endstop}});
    motion::Position triggered{};
    try {
        auto moving = move.probe(lowest, descent.speed);
        triggered = co_await moving;
    } catch (const printer::CommandError& error) {
        if (!toolhead.dead()) throw;
        throw printer::CommandError(std::string("Probing failed due to printer shutdown\n") +
                                    error.what());
    }
    if (at_once == AtOnce::refused && move.unmoved())
        throw printer::CommandError(
            printer::triggered_before_text("Probe triggered prior to movement", endstop));
    if (!descent.homing) events.homing_ends.emit({});
    co_return probe_result(triggered, offsets);
}

}  // namespace escapement::modules
