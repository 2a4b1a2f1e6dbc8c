// Chains of lights with a clock (APA102 and others).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "modules/led_control.hpp"
#include "printer/complaints.hpp"
#include "printer/options.hpp"

namespace escapement::mcu {
class SpiDevice;
}

namespace escapement::modules {

class Dotstar final : public LedControl {
  public:
    struct Config : LedConfig {
        printer::PinName data_pin;
        printer::PinName clock_pin;
        int chain_count = 1;
    };
    static void describe(printer::Description<Dotstar>& module);

    Dotstar(const Config& config, printer::Context& context);
    ~Dotstar() override;

  private:
    void show(When when) override;

    std::unique_ptr<mcu::SpiDevice> device_;
};

}  // namespace escapement::modules
