// From the pin names of a configuration to devices on microcontrollers; nobody gets a pin twice.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
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
class Buttons;
class DigitalOut;
class Mcu;
class PulseCounter;
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
    config::Pin pin;                      // under the name that the microcontroller knows
    bool shared = false;                  // somebody else claimed it before with the same word
    std::vector<ClaimedPin> others = {};  // of a [multi_pin], the pins behind the first

    std::string address() const { return pin.address(); }
};

// "None" where a pin is asked for: a chip that is always selected has none.
bool is_no_pin(const config::Pin& pin);

// Outputs that are switched together, as a section lists them.
struct PinGroup {
    SectionName section;
    std::vector<PinName> pins;
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
    // Changes may follow each other as closely as steps, whose room on the board they share.
    bool among_steps = false;
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
    int batch = 1;  // readings that are reported together
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

    // From now on endstops may be called "CHIP:PIN" without being a pin.
    void offer_endstop(const std::string& chip, const std::string& pin) { offered_[chip] = pin; }
    // Whether the name is such an offer, which need not be claimed.  Throws ConfigError if it is
    // written in a way that makes no sense.
    bool is_offered_endstop(const PinName& name, const PinUse& use) const;

    ClaimedPin claim(const PinName& name, const PinUse& use, config::PinPrefixes allowed);
    // From now on "multi_pin:NAME" stands for all of these outputs.
    void add_group(const std::string& name, PinGroup group);
    // From now on "NAME:PIN" stands for an analog input of that microcontroller, whose readings
    // are scaled, once that is set.
    void add_scaled_chip(const std::string& name, mcu::Mcu& board);
    void set_scale(const std::string& name, std::function<double(double reading)> scale);
    // The microcontroller that has the pin.
    mcu::Mcu& board_of(const PinName& pin, const PinUse& use) const;
    // "mcu:PA1", whatever it is called in the configuration.
    std::string address_of(const PinName& pin, const PinUse& use) const;
    // Forgets who uses what: a configuration was checked and is built now.
    void release_all() { registry_.release_all(); }

    mcu::DigitalOut& digital_out(const PinName& name,
                                 const PinUse& use,
                                 const DigitalOutOptions& options);
    mcu::DigitalOut& digital_out(const ClaimedPin& pin,
                                 const PinUse& use,
                                 const DigitalOutOptions& options);
    mcu::PwmOut& pwm(const PinName& name, const PinUse& use, const PwmOptions& options);
    mcu::PwmOut& pwm(const ClaimedPin& pin, const PinUse& use, const PwmOptions& options);
    mcu::AdcIn& adc(const PinName& name, const PinUse& use, const AdcOptions& options);
    // Edges at an input, looked at in that interval.
    mcu::PulseCounter& pulse_counter(const PinName& name,
                                     const PinUse& use,
                                     base::Seconds poll_interval);
    // Calls back when one of up to eight inputs of one microcontroller changes, with what all of
    // them are now (the first in bit 0) and when that was heard of.
    using ButtonsCallback = std::function<void(base::HostTime when, unsigned state)>;
    void watch_buttons(const std::vector<PinName>& names,
                       const PinUse& use,
                       ButtonsCallback callback);
    // Switches an output once, when the board is configured.
    void set_level(const ClaimedPin& pin, const PinUse& use, bool on);

  private:
    struct ScaledChip {
        mcu::Mcu* board;
        std::function<double(double)> scale;
    };
    ClaimedPin claim_group(const config::Pin& written, const PinUse& use);
    const ScaledChip* scaled_chip(const PinName& name) const;
    ClaimedPin resolve(const PinName& name, const PinUse& use, config::PinPrefixes allowed) const;
    // Keeps a device that was made for this use, or throws why it was not.
    template <class Device>
    static Device& keep(base::Result<std::unique_ptr<Device>> made,
                        const PinUse& use,
                        std::vector<std::unique_ptr<Device>>& list);

    const Mcus& mcus_;
    config::BoardPins aliases_;
    config::PinRegistry registry_;
    std::map<std::string, PinGroup> groups_;
    std::map<std::string, ScaledChip> scaled_;
    std::map<std::string, std::string, std::less<>> offered_;  // pins by chip
    std::vector<std::unique_ptr<mcu::DigitalOut>> digital_outs_;
    std::vector<std::unique_ptr<mcu::PwmOut>> pwms_;
    std::vector<std::unique_ptr<mcu::AdcIn>> adcs_;
    std::vector<std::unique_ptr<mcu::PulseCounter>> counters_;
    std::vector<std::unique_ptr<mcu::Buttons>> buttons_;
};

}  // namespace escapement::printer
