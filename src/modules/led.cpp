// Pulses for each colour.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/led.hpp"

#include <algorithm>

#include "mcu/mcu.hpp"
#include "mcu/pwm_out.hpp"
#include "printer/output_requests.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {

void Led::describe(printer::Description<Led>& module) {
    using base::Seconds;
    module.section("led").named().doc("Lights on pins of their own.");

    module.option<&Config::red_pin>("Output of the red light.").output();
    module.option<&Config::green_pin>("Output of the green light.").output();
    module.option<&Config::blue_pin>("Output of the blue light.").output();
    module.option<&Config::white_pin>("Output of the white light.").output();
    module.option<&Config::cycle_time>("Length of one cycle of the outputs.")
        .above(Seconds{0.0})
        .at_most(Seconds{3.0});
    module.option<&Config::hardware_pwm>("Whether the chip makes the cycles by itself.");
    describe_led(module);
}

void Led::check(const Config& config, printer::Complaints& complaints) {
    if (!config.red_pin && !config.green_pin && !config.blue_pin && !config.white_pin)
        complaints.add("", "needs red_pin, green_pin, blue_pin or white_pin");
}

Led::Led(const Config& config, printer::Context& context) : LedControl(config, 1, context) {
    const auto add =
        [&](std::size_t part, const std::optional<printer::PinName>& pin, std::string_view option) {
            if (!pin) return;
            const double start = config.initial()[part];
            auto& pwm = context.pins.pwm(*pin,
                                         {config.section, option},
                                         {.cycle_time = config.cycle_time,
                                          .hardware = config.hardware_pwm,
                                          .start_value = start});
            outputs_.push_back({part, &pwm, start});
        };
    add(0, config.red_pin, "red_pin");
    add(1, config.green_pin, "green_pin");
    add(2, config.blue_pin, "blue_pin");
    add(3, config.white_pin, "white_pin");
}

void Led::show(When when) {
    constexpr auto gap = printer::OutputRequests::least_gap;
    const auto soon = outputs_.front().pwm->mcu().estimated_print_time() + gap;
    const auto moment = std::max(when.value_or(soon), earliest_);
    for (Output& output : outputs_) {
        const double part = colors().front()[output.part];
        if (part == output.shown) continue;
        output.pwm->set(moment, part);
        output.shown = part;
        earliest_ = moment + gap;
    }
}

}  // namespace escapement::modules
