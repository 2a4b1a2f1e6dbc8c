// Character displays with an HD44780 on six pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

struct ConfigHd44780 {
    Oid oid;
    PinNumber rs_pin;
    PinNumber e_pin;
    PinNumber d4_pin;
    PinNumber d5_pin;
    PinNumber d6_pin;
    PinNumber d7_pin;
    base::Ticks32 delay_ticks;  // from one byte to the next

    static constexpr wire::Schema<"config_hd44780",
                                  &ConfigHd44780::oid,
                                  &ConfigHd44780::rs_pin,
                                  &ConfigHd44780::e_pin,
                                  &ConfigHd44780::d4_pin,
                                  &ConfigHd44780::d5_pin,
                                  &ConfigHd44780::d6_pin,
                                  &ConfigHd44780::d7_pin,
                                  &ConfigHd44780::delay_ticks>
        schema{};
};

struct Hd44780SendCmds {
    Oid oid;
    wire::Bytes cmds;

    static constexpr wire::
        Schema<"hd44780_send_cmds", &Hd44780SendCmds::oid, &Hd44780SendCmds::cmds>
            schema{};
};

struct Hd44780SendData {
    Oid oid;
    wire::Bytes data;

    static constexpr wire::
        Schema<"hd44780_send_data", &Hd44780SendData::oid, &Hd44780SendData::data>
            schema{};
};

}  // namespace escapement::messages
