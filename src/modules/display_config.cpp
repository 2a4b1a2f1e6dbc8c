// Controllers and their options.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/display_config.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace escapement::modules {
namespace {

using OptionNames = std::vector<std::string_view>;

struct Controller {
    OptionNames required;
    OptionNames optional;
};

void add(OptionNames& names, const OptionNames& more) {
    names.insert(names.end(), more.begin(), more.end());
}

const OptionNames wires{"spi_software_miso_pin", "spi_software_mosi_pin", "spi_software_sclk_pin"};
const OptionNames i2c{"i2c_mcu",
                      "i2c_speed",
                      "i2c_address",
                      "i2c_bus",
                      "i2c_software_scl_pin",
                      "i2c_software_sda_pin"};

Controller on_spi(Controller controller) {
    add(controller.optional, wires);
    add(controller.optional, {"spi_bus", "spi_speed"});
    return controller;
}

Controller controller_of(const DisplayConfig& config) {
    const auto& type = config.lcd_type;
    if (type == "hd44780")
        return {{"rs_pin", "e_pin", "d4_pin", "d5_pin", "d6_pin", "d7_pin"},
                {"hd44780_protocol_init", "line_length"}};
    if (type == "st7920") return {{"cs_pin", "sclk_pin", "sid_pin"}, {}};
    if (type == "emulated_st7920") {
        Controller emulated{{"en_pin"}, {"spi_speed"}};
        add(emulated.required, wires);
        return emulated;
    }
    if (type == "hd44780_spi")
        return on_spi({{"latch_pin"}, {"hd44780_protocol_init", "line_length"}});
    if (type == "aip31068_spi") return on_spi({{"latch_pin"}, {"line_length"}});
    if (type == "uc1701") return on_spi({{"cs_pin", "a0_pin"}, {"rst_pin", "contrast"}});
    Controller oled{{}, {"reset_pin", "contrast", "vcomh", "invert"}};
    if (type == "sh1106") oled.optional.push_back("x_offset");
    if (config.cs_pin) {
        add(oled.required, {"cs_pin", "dc_pin"});
        return on_spi(oled);
    }
    add(oled.optional, i2c);
    return oled;
}

OptionNames known_display_options() {
    OptionNames all{"cs_pin",
                    "sclk_pin",
                    "sid_pin",
                    "en_pin",
                    "rs_pin",
                    "e_pin",
                    "d4_pin",
                    "d5_pin",
                    "d6_pin",
                    "d7_pin",
                    "a0_pin",
                    "rst_pin",
                    "dc_pin",
                    "reset_pin",
                    "latch_pin",
                    "contrast",
                    "vcomh",
                    "invert",
                    "x_offset",
                    "spi_bus",
                    "spi_speed",
                    "line_length",
                    "hd44780_protocol_init"};
    add(all, wires);
    add(all, i2c);
    return all;
}

bool has(const OptionNames& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

void check_display(const DisplayConfig& config, printer::Complaints& complaints) {
    if (!complaints.none_about({"lcd_type"})) return;
    const Controller controller = controller_of(config);
    for (const auto option : controller.required) complaints.require(option);
    for (const auto option : known_display_options())
        if (complaints.section().gives(option) && !has(controller.required, option) &&
            !has(controller.optional, option))
            complaints.add(option, "means nothing for a '" + config.lcd_type + "'; remove it");
    constexpr int short_line = 16, long_line = 20, most_contrast = 63;
    if (config.line_length != short_line && config.line_length != long_line)
        complaints.add("line_length", "must be 16 or 20");
    if (config.lcd_type == "uc1701" && config.contrast.value_or(0) > most_contrast)
        complaints.add("contrast", "must be at most 63 for a 'uc1701'");
    if (has(controller.optional, "i2c_mcu")) printer::check_i2c_bus(config, complaints);
    if (has(controller.optional, "spi_bus")) printer::check_spi_bus(complaints);
}

}  // namespace escapement::modules
