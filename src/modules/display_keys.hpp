// The knob and the buttons of a display.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/options.hpp"

namespace escapement::modules {

// Which way a rotary encoder turns, from the levels of its two contacts.
class RotaryEncoder {
  public:
    enum class Turn { none, clockwise, counterclockwise };

    // Changes of the contacts from one place where it rests to the next: 2 or 4.
    explicit RotaryEncoder(int steps_per_detent) : steps_per_detent_(steps_per_detent) {}

    // The contacts are now so, the first in bit 0.
    Turn take(unsigned levels);

  private:
    int steps_per_detent_;
    unsigned levels_ = 0;
    int steps_ = 0;  // since the last rest, clockwise positive
};

struct DisplayKeysConfig {
    std::vector<printer::PinName> encoder_pins;
    int encoder_steps_per_detent = 4;
    double analog_pullup_resistor = 4700.0;
    std::optional<printer::PinName> click_pin, back_pin, up_pin, down_pin, kill_pin;
    std::vector<double> analog_range_click_pin, analog_range_back_pin, analog_range_up_pin,
        analog_range_down_pin, analog_range_kill_pin;
};

enum class DisplayKey { up, down, click, back };

// Watches the keys of a display and tells `pressed`; the kill button stops the printer at once.
// Throws ConfigError.
void watch_display_keys(const DisplayKeysConfig& config,
                        const printer::SectionName& section,
                        printer::Context& context,
                        std::function<void(DisplayKey)> pressed);
void check_display_keys(const DisplayKeysConfig& config, printer::Complaints& complaints);

// The word under which keys on one analog input share it.
std::string display_key_share(const printer::SectionName& section);

template <class Module>
requires std::derived_from<typename Module::Config, DisplayKeysConfig>
void describe_display_keys(printer::Description<Module>& module) {
    using Config = DisplayKeysConfig;
    module.template option<&Config::encoder_pins>("The two inputs of the knob.");
    module.template option<&Config::encoder_steps_per_detent>(
        "Changes of these inputs from one click of the knob to the next: 2 or 4.");
    module
        .template option<&Config::analog_pullup_resistor>(
            "Resistor between an analog input and the supply, in ohm.")
        .above(0.0);
    const auto key = [&]<auto Pin, auto Range>(const char* pin, const char* range) {
        module.template option<Pin>(pin).input().shared(display_key_share);
        module.template option<Range>(range);
    };
    key.template operator()<&Config::click_pin, &Config::analog_range_click_pin>(
        "Input of the button that chooses.", "Its resistances, for one of several on one input.");
    key.template operator()<&Config::back_pin, &Config::analog_range_back_pin>(
        "Input of the button that goes back.", "Its resistances.");
    key.template operator()<&Config::up_pin, &Config::analog_range_up_pin>(
        "Input of the button that goes up.", "Its resistances.");
    key.template operator()<&Config::down_pin, &Config::analog_range_down_pin>(
        "Input of the button that goes down.", "Its resistances.");
    key.template operator()<&Config::kill_pin, &Config::analog_range_kill_pin>(
        "Input of the button that stops the printer at once.", "Its resistances.");
}

}  // namespace escapement::modules
