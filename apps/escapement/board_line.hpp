// Where the boards of a configuration are, and how each is restarted.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "config/document.hpp"
#include "mcu/can_bus.hpp"

namespace escapement::app {

enum class RestartMethod { arduino, cheetah, command, rpi_usb };

// Of a board on a CAN bus.
struct CanPlace {
    mcu::CanUuid uuid;
    std::string interface = "can0";
    int node = mcu::first_can_node;  // the number that it is given
};

struct BoardLine {
    std::string name;    // "mcu" for the main one
    std::string serial;  // "/dev/ttyACM0", "socket://HOST:PORT", ...; empty on a CAN bus
    int baud = 250000;   // 0: it has no rate, a pipe to a program on this computer
    // As configured; without it, what suits the board's firmware.
    std::optional<RestartMethod> restart;
    std::optional<CanPlace> can = {};
    // The printer can do without it; how often it is tried while it is absent.
    bool is_non_critical = false;
    base::Seconds reconnect_interval{2.0};
};

// One for each [mcu], the main one first.  Fails with the first thing that is wrong; the module
// that checks these sections says the rest.
base::Result<std::vector<BoardLine>> board_lines(const config::Document& config);

// "[mcu]", "[mcu ebb]"
std::string section_of(const BoardLine& line);
// The option that says where it is, with its section: "[mcu] serial".
std::string place_of(const BoardLine& line);

}  // namespace escapement::app
