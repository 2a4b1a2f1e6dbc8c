// Several buttons on one analog input, each with a resistor of its own.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/module.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {

// Which button is pressed, from readings of the input.  Arithmetic without devices.
class AnalogButtons {
  public:
    // Resistances of the input to the ground while a button is pressed, in ohm.
    struct Range {
        double least = 0.0;
        double most = 0.0;
    };
    using Callback = std::function<void(bool pressed)>;

    explicit AnalogButtons(double pullup_ohm) : pullup_ohm_(pullup_ohm) {}

    void add(const Range& range, Callback callback) { buttons_.push_back({range, callback}); }
    // A reading, 0 to 1; they come in order.
    void take(base::PrintTime when, double reading);

  private:
    struct Button {
        Range range;
        Callback callback;
    };
    std::optional<std::size_t> button_at(double reading) const;

    double pullup_ohm_;
    std::vector<Button> buttons_;
    std::optional<std::size_t> seen_, pressed_;
    base::PrintTime seen_since_{};
};

// The buttons of the printer, digital ones and those that share an analog input.  Belongs to the
// main thread.
class Buttons {
  public:
    static void describe(printer::Description<Buttons>& module);

    explicit Buttons(printer::Context& context) : context_(context) {}

    // Calls back when a button is pressed or released.  The first one on an input says how strong
    // its pull-up is.  Throws ConfigError.
    struct Wiring {
        AnalogButtons::Range range;
        double pullup_ohm = 0.0;
    };
    void watch_analog(const printer::PinName& pin,
                      const printer::PinUse& use,
                      const Wiring& wiring,
                      AnalogButtons::Callback callback);

  private:
    printer::Context& context_;
    std::map<std::string, std::unique_ptr<AnalogButtons>> inputs_;  // by the pin's address
};

// The word under which anybody may share an analog input with buttons.
inline constexpr const char* analog_button_word = "analog button";
// The word under which sections with buttons on one analog input may share it.
std::string analog_button_share(const printer::SectionName& section);

}  // namespace escapement::modules
