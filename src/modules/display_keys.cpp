// From contacts to keys.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/display_keys.hpp"

#include <array>
#include <memory>

#include "modules/analog_buttons.hpp"
#include "printer/module.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {
namespace {

struct KeyOption {
    const char* pin_option;
    std::string range_option;
    const std::optional<printer::PinName>& pin;
    const std::vector<double>& range;
    std::function<void()> pressed;
};

std::vector<KeyOption> keys_of(const DisplayKeysConfig& config) {
    return {
        {"click_pin",
         "analog_range_click_pin",
         config.click_pin,
         config.analog_range_click_pin,
         {}},
        {"back_pin", "analog_range_back_pin", config.back_pin, config.analog_range_back_pin, {}},
        {"up_pin", "analog_range_up_pin", config.up_pin, config.analog_range_up_pin, {}},
        {"down_pin", "analog_range_down_pin", config.down_pin, config.analog_range_down_pin, {}},
        {"kill_pin", "analog_range_kill_pin", config.kill_pin, config.analog_range_kill_pin, {}}};
}

void watch_key(const KeyOption& key,
               const printer::SectionName& section,
               printer::Context& context,
               double pullup_ohm) {
    if (!key.pin) return;
    if (key.range.empty()) {
        context.pins.watch_buttons({*key.pin},
                                   {section, key.pin_option},
                                   [pressed = key.pressed](base::HostTime, unsigned state) {
                                       if (state != 0) pressed();
                                   });
        return;
    }
    context.modules.the<Buttons>().watch_analog(
        *key.pin,
        {section, key.pin_option, display_key_share(section)},
        {{key.range[0], key.range[1]}, pullup_ohm},
        [pressed = key.pressed](bool down) {
            if (down) pressed();
        });
}

}  // namespace

// The order of levels while it turns clockwise is 0, 1, 3, 2.  It rests at 0, and with two steps
// for each detent at 3 as well.
RotaryEncoder::Turn RotaryEncoder::take(unsigned levels) {
    constexpr std::array<int, 4> places{0, 1, 3, 2};
    const int moved = (places[levels & 3U] - places[levels_] + 4) % 4;
    levels_ = levels & 3U;
    if (moved == 1) ++steps_;
    if (moved == 3) --steps_;
    const bool rests = levels_ == 0 || (steps_per_detent_ == 2 && levels_ == 3);
    if (!rests) return Turn::none;
    const int steps = std::exchange(steps_, 0);
    if (steps >= steps_per_detent_ - 1) return Turn::clockwise;
    return steps <= 1 - steps_per_detent_ ? Turn::counterclockwise : Turn::none;
}

std::string display_key_share(const printer::SectionName& section) {
    for (const char* option : {"analog_range_click_pin",
                               "analog_range_back_pin",
                               "analog_range_up_pin",
                               "analog_range_down_pin",
                               "analog_range_kill_pin"})
        if (section.gives(option)) return analog_button_word;
    return "";
}

void check_display_keys(const DisplayKeysConfig& config, printer::Complaints& complaints) {
    constexpr std::size_t both = 2;
    const auto& section = complaints.section();
    if (section.gives("encoder_pins") && config.encoder_pins.size() != both)
        complaints.add("encoder_pins", "must be two pins, with a comma between them");
    if (config.encoder_steps_per_detent != 2 && config.encoder_steps_per_detent != 4)
        complaints.add("encoder_steps_per_detent", "must be 2 or 4");
    for (const auto& pin : config.encoder_pins)
        complaints.attempt({"encoder_pins"}, [&] {
            complaints.pins().claim(pin, {section, "encoder_pins"}, config::input_prefixes);
        });
    for (const auto& key : keys_of(config)) {
        if (section.gives(key.range_option) && key.range.size() != both)
            complaints.add(key.range_option, "must have two numbers, as in 900, 1100");
        if (section.gives(key.range_option) && !key.pin)
            complaints.add(key.range_option,
                           "means nothing without " + std::string(key.pin_option));
    }
}

void watch_display_keys(const DisplayKeysConfig& config,
                        const printer::SectionName& section,
                        printer::Context& context,
                        std::function<void(DisplayKey)> pressed) {
    auto keys = keys_of(config);
    keys[0].pressed = [pressed] { pressed(DisplayKey::click); };
    keys[1].pressed = [pressed] { pressed(DisplayKey::back); };
    keys[2].pressed = [pressed] { pressed(DisplayKey::up); };
    keys[3].pressed = [pressed] { pressed(DisplayKey::down); };
    keys[4].pressed = [&context] { context.shut_down("Shutdown due to kill button!"); };
    for (const auto& key : keys) watch_key(key, section, context, config.analog_pullup_resistor);
    if (config.encoder_pins.empty()) return;
    // A shared_ptr, as a std::function has to be copyable; nobody else has it.
    auto encoder = std::make_shared<RotaryEncoder>(config.encoder_steps_per_detent);
    context.pins.watch_buttons(config.encoder_pins,
                               {section, "encoder_pins"},
                               [encoder, pressed](base::HostTime, unsigned levels) {
                                   const auto turn = encoder->take(levels);
                                   if (turn == RotaryEncoder::Turn::clockwise)
                                       pressed(DisplayKey::up);
                                   if (turn == RotaryEncoder::Turn::counterclockwise)
                                       pressed(DisplayKey::down);
                               });
}

}  // namespace escapement::modules
