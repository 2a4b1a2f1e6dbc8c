// Character displays with an HD44780, told four bits at a time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "firmware/display_pause.hpp"
#include "messages/hd44780.hpp"

namespace escapement::firmware {

// The display takes four bits over when its enable pin falls.  Task context.
template <Board B, Scheduler S>
class Hd44780 {
  public:
    using Output = typename B::Output;
    struct Pins {
        Output rs;
        Output e;
        std::array<Output, 4> data;
    };

    Hd44780(Core<B, S>& core, const messages::ConfigHd44780& config, Pins pins)
        : pause_(core), pins_(pins), delay_(config.delay_ticks) {}
    Hd44780(const Hd44780&) = delete;
    Hd44780& operator=(const Hd44780&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigHd44780& config);
    void send_commands(const messages::Hd44780SendCmds& message) { send(false, message.cmds); }
    void send_data(const messages::Hd44780SendData& message) { send(true, message.data); }

    void shut_down() {
        pins_.rs.write(false);
        pins_.e.write(false);
        for (Output& pin : pins_.data) pin.write(false);
    }

  private:
    static constexpr std::uint32_t pulse_ns = 230;
    static constexpr std::uint32_t cycle_ns = 500;

    void send(bool is_data, wire::Bytes bytes) {
        pins_.rs.write(is_data);
        for (const std::uint8_t byte : bytes) {
            pause_.since_last(delay_);
            send_half(byte >> 4);
            pause_.nanoseconds(cycle_ns - pulse_ns);
            send_half(byte);
            pause_.done();
        }
    }
    void send_half(unsigned bits) {
        pins_.e.write(true);
        for (std::size_t i = 0; i < 4; ++i) pins_.data[i].write(bits >> i & 1);
        pause_.nanoseconds(pulse_ns);
        pins_.e.write(false);
    }

    DisplayPause<B, S> pause_;
    Pins pins_;
    Ticks32 delay_;
};

template <Board B, Scheduler S>
void Hd44780<B, S>::configure(Core<B, S>& core, const messages::ConfigHd44780& config) {
    if (config.delay_ticks.raw > core.ticks(max_display_delay_us).raw)
        return core.shut_down(Reason::display_delay);
    const std::array numbers{
        config.rs_pin, config.e_pin, config.d4_pin, config.d5_pin, config.d6_pin, config.d7_pin};
    std::array<std::optional<Output>, 6> pins;
    for (std::size_t i = 0; i < pins.size(); ++i) {
        const auto pin = core.board().output(numbers[i], false);
        if (!pin) return core.shut_down(pin.reason());
        pins[i] = *pin;
    }
    core.template add<Hd44780>(config,
                               Pins{*pins[0], *pins[1], {*pins[2], *pins[3], *pins[4], *pins[5]}});
}

template <Board B, Scheduler S>
using Hd44780Commands = CommandList<Command<&Hd44780<B, S>::configure>,
                                    Command<&Hd44780<B, S>::send_commands>,
                                    Command<&Hd44780<B, S>::send_data>>;

}  // namespace escapement::firmware
