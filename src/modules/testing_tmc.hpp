// Stepper drivers as tests configure them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "modules/testing_printer.hpp"

namespace escapement::modules::testing {

// A driver on a wire of its own.
inline const std::string on_uart = "[tmc2209 stepper_x]\nuart_pin: PC0\nrun_current: 0.8\n";
// The options of a driver's bus that no hardware of the board carries.
inline const std::string soft_spi =
    "spi_software_sclk_pin: PC1\nspi_software_mosi_pin: PC2\nspi_software_miso_pin: PC3\n";

// What building a printer with these sections complains about.
inline std::string problems_of(const std::string& sections) {
    OfflinePrinter printer(sections);
    return printer.problems();
}

}  // namespace escapement::modules::testing
