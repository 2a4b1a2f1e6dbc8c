// The options of displays; which of them a display has depends on its controller.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "printer/bus_config.hpp"
#include "printer/complaints.hpp"
#include "printer/options.hpp"

namespace escapement::modules {

struct DisplayConfig : printer::SpiBusConfig, printer::I2cBusConfig {
    DisplayConfig() {
        spi_speed = 0;  // depends on the controller
        i2c_speed = 400000;
        i2c_address = 60;
    }
    printer::SectionName section;
    std::string lcd_type;
    std::optional<printer::PinName> cs_pin, sclk_pin, sid_pin, en_pin;
    std::optional<printer::PinName> rs_pin, e_pin, d4_pin, d5_pin, d6_pin, d7_pin;
    std::optional<printer::PinName> a0_pin, rst_pin, dc_pin, reset_pin, latch_pin;
    bool hd44780_protocol_init = true;
    int line_length = 20;
    std::optional<int> contrast;
    int vcomh = 0;
    bool invert = false;
    int x_offset = 0;
};

// Complains about options that the controller should have and has not, or has and should not.
void check_display(const DisplayConfig& config, printer::Complaints& complaints);

}  // namespace escapement::modules
