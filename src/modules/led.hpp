// Lights on pins of their own, one for each colour.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "modules/led_control.hpp"
#include "printer/complaints.hpp"
#include "printer/options.hpp"

namespace escapement::mcu {
class PwmOut;
}

namespace escapement::modules {

class Led final : public LedControl {
  public:
    struct Config : LedConfig {
        std::optional<printer::PinName> red_pin, green_pin, blue_pin, white_pin;
        base::Seconds cycle_time{0.01};
        bool hardware_pwm = false;
    };
    static void describe(printer::Description<Led>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    Led(const Config& config, printer::Context& context);

  private:
    struct Output {
        std::size_t part;
        mcu::PwmOut* pwm;
        double shown;
    };
    void show(When when) override;

    std::vector<Output> outputs_;
    base::PrintTime earliest_{};  // of the next change
};

}  // namespace escapement::modules
