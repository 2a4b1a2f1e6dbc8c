// Graphic displays with an ST7920 on its serial interface.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

struct ConfigSt7920 {
    Oid oid;
    PinNumber cs_pin;
    PinNumber sclk_pin;
    PinNumber sid_pin;
    base::Ticks32 sync_delay_ticks;  // from the end of a message to the first byte of the next
    base::Ticks32 cmd_delay_ticks;   // from one byte to the next

    static constexpr wire::Schema<"config_st7920",
                                  &ConfigSt7920::oid,
                                  &ConfigSt7920::cs_pin,
                                  &ConfigSt7920::sclk_pin,
                                  &ConfigSt7920::sid_pin,
                                  &ConfigSt7920::sync_delay_ticks,
                                  &ConfigSt7920::cmd_delay_ticks>
        schema{};
};

struct St7920SendCmds {
    Oid oid;
    wire::Bytes cmds;

    static constexpr wire::Schema<"st7920_send_cmds", &St7920SendCmds::oid, &St7920SendCmds::cmds>
        schema{};
};

struct St7920SendData {
    Oid oid;
    wire::Bytes data;

    static constexpr wire::Schema<"st7920_send_data", &St7920SendData::oid, &St7920SendData::data>
        schema{};
};

}  // namespace escapement::messages
