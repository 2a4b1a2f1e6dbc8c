// From the pin names of a configuration to devices on microcontrollers; nobody gets a pin twice.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "config/board_pins.hpp"
#include "config/document.hpp"
#include "config/pin.hpp"
#include "config/pin_registry.hpp"
#include "printer/options.hpp"
#include "printer/section_name.hpp"

namespace escapement::mcu {
class AdcIn;
class DigitalOut;
class Mcu;
class PwmOut;
}  // namespace escapement::mcu

namespace escapement::printer {

class Mcus;

// Which option names the pin.  Users with the same non-empty word in `share` may share one.
struct PinUse {
    const SectionName& section;
    std::string_view option;
    std::string share = {};
};

// A pin that its user may use from now on.
struct ClaimedPin {
    mcu::Mcu& mcu;
    config::Pin pin;      // under the name that the microcontroller knows
    bool shared = false;  // somebody else claimed it before with the same word

    std::string address() const { return pin.address(); }
};

// Outputs that are not refreshed within `max_duration` go to their shutdown value; zero is for
// ever.  Values are before inversion: 0 is off.
struct DigitalOutOptions {
    bool start_value = false;
    bool shutdown_value = false;
    base::Seconds max_duration{0.0};
};
struct PwmOptions {
    base::Seconds cycle_time{0.1};
    bool hardware = false;
    double start_value = 0.0;
    double shutdown_value = 0.0;
    base::Seconds max_duration{0.0};
};
// A reading is the mean of `sample_count` samples.  The board shuts down when readings leave
// the range `range_check_count` times in a row.
struct AdcOptions {
    base::Seconds sample_time{0.001};
    int sample_count = 8;
    base::Seconds report_interval{0.3};
    double least = 0.0;
    double most = 1.0;
    int range_check_count = 4;
};

// Everything throws ConfigError naming file, section and option: a pin that cannot be read,
// that no microcontroller has, that is reserved or in use.  Owns the devices it makes.  Belongs
// to the main thread.
class Pins {
  public:
    explicit Pins(const Mcus& mcus);
    ~Pins();
    Pins(const Pins&) = delete;
    Pins& operator=(const Pins&) = delete;

    // Makes the aliases of a [board_pins] section known, before the pins that use them.  What is
    // wrong with them.
    std::vector<config::Problem> add_aliases(const config::Section& section);
    // The microcontrollers whose pins these are.
    std::vector<std::string> boards() const;
    // The pin may be used by anybody any number of times.
    void permit_sharing(const PinName& pin, const PinUse& use);

    ClaimedPin claim(const PinName& name, const PinUse& use, config::PinPrefixes allowed);
    // Forgets who uses what: a configuration was checked and is built now.
    void release_all() { registry_.release_all(); }

    mcu::DigitalOut& digital_out(const PinName& name,
                                 const PinUse& use,
                                 const DigitalOutOptions& options);
    mcu::DigitalOut& digital_out(const ClaimedPin& pin,
                                 const PinUse& use,
                                 const DigitalOutOptions& options);
    mcu::PwmOut& pwm(const PinName& name, const PinUse& use, const PwmOptions& options);
    mcu::AdcIn& adc(const PinName& name, const PinUse& use, const AdcOptions& options);

  private:
    ClaimedPin resolve(const PinName& name, const PinUse& use, config::PinPrefixes allowed) const;
    // Keeps a device that was made for this use, or throws why it was not.
    template <class Device>
    static Device& keep(base::Result<std::unique_ptr<Device>> made,
                        const PinUse& use,
                        std::vector<std::unique_ptr<Device>>& list);

    const Mcus& mcus_;
    config::BoardPins aliases_;
    config::PinRegistry registry_;
    std::vector<std::unique_ptr<mcu::DigitalOut>> digital_outs_;
    std::vector<std::unique_ptr<mcu::PwmOut>> pwms_;
    std::vector<std::unique_ptr<mcu::AdcIn>> adcs_;
};

}  // namespace escapement::printer
