// Chains of lights that take their colours as long and short pulses (WS2812 and others).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mcu/command.hpp"
#include "messages/neopixel.hpp"
#include "modules/led_control.hpp"
#include "printer/complaints.hpp"
#include "printer/options.hpp"
#include "runtime/task.hpp"

namespace escapement::mcu {
class Mcu;
}

namespace escapement::modules {

class Neopixel final : public LedControl {
  public:
    struct Config : LedConfig {
        printer::PinName pin;
        int chain_count = 1;
        std::vector<std::string> color_order{"GRB"};
    };
    static void describe(printer::Description<Neopixel>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    Neopixel(const Config& config, printer::Context& context);

  private:
    // Which part of which light a byte of the chain is.
    struct Byte {
        std::size_t light;
        std::size_t part;
    };
    void map_bytes(const Config& config);
    void configure(const Config& config, printer::Context& context);
    std::vector<std::uint8_t> wanted_bytes() const;
    void show(When when) override;
    void send_changes(const std::vector<std::uint8_t>& wanted);
    runtime::Task<> let_shine();

    printer::Context& context_;
    std::vector<Byte> bytes_;
    std::optional<std::vector<std::uint8_t>> sent_;  // nothing: the board knows nothing yet
    mcu::Mcu* board_ = nullptr;
    messages::Oid oid_;
    std::optional<mcu::Command<messages::NeopixelUpdate>> update_;
    base::McuClock not_before_{};
    bool shining_ = false;      // let_shine() is at work
    bool shine_again_ = false;  // and there is more to show
};

}  // namespace escapement::modules
