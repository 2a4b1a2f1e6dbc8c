// All commands of a board, in the order of their identifiers.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "firmware/adxl345.hpp"
#include "firmware/analog_in.hpp"
#include "firmware/buttons.hpp"
#include "firmware/digital_out.hpp"
#include "firmware/dispatch.hpp"
#include "firmware/ds18b20.hpp"
#include "firmware/endstop.hpp"
#include "firmware/fifo_accelerometer.hpp"
#include "firmware/hd44780.hpp"
#include "firmware/i2c.hpp"
#include "firmware/neopixel.hpp"
#include "firmware/pulse_counter.hpp"
#include "firmware/pwm_out.hpp"
#include "firmware/sos_filter.hpp"
#include "firmware/spi.hpp"
#include "firmware/st7920.hpp"
#include "firmware/stepper.hpp"
#include "firmware/system_commands.hpp"
#include "firmware/thermocouple.hpp"
#include "firmware/tmcuart.hpp"
#include "firmware/trigger_analog.hpp"
#include "firmware/trsync.hpp"

namespace escapement::firmware {

namespace detail {

// What only boards with certain hardware offer.
template <Board B, Scheduler S>
struct SpiOnly {
    using List = CommandList<>;
};
template <BoardWithSpi B, Scheduler S>
struct SpiOnly<B, S> {
    using List = Join<SpiCommands<B, S>, ThermocoupleCommands<B, S>, Adxl345Commands<B, S>>;
};

template <Board B, Scheduler S>
struct I2cOnly {
    using List = CommandList<>;
};
template <BoardWithI2c B, Scheduler S>
struct I2cOnly<B, S> {
    using List = Join<I2cCommands<B, S>, Mpu9250Commands<B, S>, Icm20948Commands<B, S>>;
};

template <Board B, Scheduler S>
struct EitherBus {
    using List = CommandList<>;
};
template <Board B, Scheduler S>
requires(BoardWithSpi<B> || BoardWithI2c<B>) struct EitherBus<B, S> {
    using List = Join<LisCommands<B, S>, Bmi160Commands<B, S>>;
};

template <Board B, Scheduler S>
struct OneWireOnly {
    using List = CommandList<>;
};
template <BoardWithOneWire B, Scheduler S>
struct OneWireOnly<B, S> {
    using List = Ds18b20Commands<B, S>;
};

}  // namespace detail

// A new device adds its list here; this is all that has to know it.
template <Board B, Scheduler S>
using AllCommands = Join<SystemCommands<B, S>,
                         StepperCommands<B, S>,
                         EndstopCommands<B, S>,
                         TrsyncCommands<B, S>,
                         DigitalOutCommands<B, S>,
                         PwmOutCommands<B, S>,
                         AnalogInCommands<B, S>,
                         ButtonsCommands<B, S>,
                         PulseCounterCommands<B, S>,
                         TmcUartCommands<B, S>,
                         NeopixelCommands<B, S>,
                         SosFilterCommands<B, S>,
                         TriggerAnalogCommands<B, S>,
                         Hd44780Commands<B, S>,
                         St7920Commands<B, S>,
                         typename detail::SpiOnly<B, S>::List,
                         typename detail::I2cOnly<B, S>::List,
                         typename detail::EitherBus<B, S>::List,
                         typename detail::OneWireOnly<B, S>::List>;

}  // namespace escapement::firmware
