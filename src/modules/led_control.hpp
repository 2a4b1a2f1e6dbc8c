// The colours of lights: what all kinds of lights have in common.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <concepts>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "gcode/line.hpp"
#include "gcode/parameters.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"
#include "printer/module.hpp"

namespace escapement::modules {

// Red, green, blue and white, each 0 to 1.
using LedColor = std::array<double, 4>;

struct LedConfig {
    printer::SectionName section;
    double initial_red = 0.0;
    double initial_green = 0.0;
    double initial_blue = 0.0;
    double initial_white = 0.0;

    LedColor initial() const { return {initial_red, initial_green, initial_blue, initial_white}; }
};

// The base of modules with lights, each of which shows the colours when it is told to.  Belongs
// to the main thread.
class LedControl {
  public:
    struct Status {
        base::Value color_data;
    };
    struct SetLed {
        std::string led;
        double red = 0.0;
        double green = 0.0;
        double blue = 0.0;
        double white = 0.0;
        std::optional<int> index;
        int transmit = 1;
        int sync = 1;
    };
    // Without a moment: as soon as possible.
    using When = std::optional<base::PrintTime>;

    LedControl(const LedConfig& config, int count, printer::Context& context);
    virtual ~LedControl() = default;
    LedControl(const LedControl&) = delete;
    LedControl& operator=(const LedControl&) = delete;

    Status status() const;
    const std::vector<LedColor>& colors() const { return colors_; }
    void set_led(const SetLed& request);
    void set_template(const gcode::Line& line);

    // The light counted from 1, or all of them; shown by the next show_changes().
    void set_color(std::optional<int> index, const LedColor& color);
    void show_changes(When when);

  protected:
    // Makes the lights show colors().  Called when the printer is ready, and then for changes.
    virtual void show(When when) = 0;

  private:
    void refuse_index(const char* command, std::optional<double> index) const;
    void follow_template(int index, const gcode::Parameters& parameters);

    printer::Context& context_;
    std::vector<LedColor> colors_;
    bool changed_ = false;
    printer::Signal<printer::Ready>::Connection ready_;
};

// "0.5, 1, 0": red, green, blue and white, each within 0 to 1; 0 for what is missing, and all 0 for
// anything else.
LedColor read_led_color(std::string_view text);
// Parts of a colour as bytes, rounded.
std::array<std::uint8_t, 4> led_bytes(const LedColor& color);

template <class Module>
requires std::derived_from<typename Module::Config, LedConfig> &&
    std::derived_from<Module, LedControl>
void describe_led(printer::Description<Module>& module) {
    using Config = LedConfig;
    module.template option<&Config::initial_red>("Red at the start, 0 to 1.")
        .at_least(0.0)
        .at_most(1.0);
    module.template option<&Config::initial_green>("Green at the start.")
        .at_least(0.0)
        .at_most(1.0);
    module.template option<&Config::initial_blue>("Blue at the start.").at_least(0.0).at_most(1.0);
    module.template option<&Config::initial_white>("White at the start.")
        .at_least(0.0)
        .at_most(1.0);

    using SetLed = LedControl::SetLed;
    auto set = module.template command<&LedControl::set_led>("SET_LED", "Set the color of an LED");
    set.chosen_by("LED");
    set.template parameter<&SetLed::led>("Which lights.").required();
    set.template parameter<&SetLed::red>("Red, 0 to 1.").at_least(0.0).at_most(1.0);
    set.template parameter<&SetLed::green>("Green.").at_least(0.0).at_most(1.0);
    set.template parameter<&SetLed::blue>("Blue.").at_least(0.0).at_most(1.0);
    set.template parameter<&SetLed::white>("White.").at_least(0.0).at_most(1.0);
    set.template parameter<&SetLed::index>("Which light of a chain, from 1; all if missing.");
    set.template parameter<&SetLed::transmit>("0: it is shown with the next change.");
    set.template parameter<&SetLed::sync>("1: once the moves so far are done; 0: now.");

    auto follow = module.template command<&LedControl::set_template>(
        "SET_LED_TEMPLATE", "Assign a display_template to an LED");
    follow.chosen_by("LED");
    follow.word("LED", "Which lights.", "string");
    follow.word("TEMPLATE",
                "The display_template whose text is the colour, as \"red, green, blue, white\"; "
                "empty: no more.",
                "string");
    follow.word("INDEX", "Which light of a chain, from 1; all if missing.", "int");

    module.template status<&LedControl::Status::color_data>(
        "Red, green, blue and white of each light, 0 to 1.");
}

}  // namespace escapement::modules
