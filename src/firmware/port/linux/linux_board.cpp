// How the pins and buses of a Linux board are set up.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/linux_board.hpp"

#include <fcntl.h>

#include <algorithm>

namespace escapement::firmware::linux_port {

// Waits by looking at the clock: devices ask for a few microseconds, which no sleep would keep.
void LinuxBoard::pause(Ticks32 ticks) {
    const base::McuClock end{mcu_clock().raw + ticks.raw};
    while (mcu_clock() < end)
        if (timers_allowed() && run_timers_) run_timers_();
}

Setup<LinuxBoard::Output> LinuxBoard::output(PinNumber pin, bool level) {
    const auto line = gpio_line(pin);
    if (!line) return Reason::not_an_output_pin;
    const Reason reason = devices_.gpio->make_output(*line, level);
    if (reason != Reason::none) return reason;
    levels_[pin.raw] = level;
    return Output(*this, pin.raw);
}

Setup<LinuxBoard::Input> LinuxBoard::input(PinNumber pin, Pull pull) {
    const auto line = gpio_line(pin);
    if (!line) return Reason::not_an_input_pin;
    const Reason reason = devices_.gpio->make_input(*line, pull);
    if (reason != Reason::none) return reason;
    return Input(*this, *line);
}

Setup<LinuxBoard::Pwm> LinuxBoard::pwm(PinNumber pin, Ticks32 cycle, std::uint16_t value) {
    const auto channel = pwm_channel(pin);
    if (!channel) return Reason::not_a_pwm_pin;
    auto found = pwm_channels_.find(pin.raw);
    if (found == pwm_channels_.end()) {
        auto opened = PwmChannel::open(devices_.root, channel->chip, channel->number);
        if (!opened) return Reason::pwm_not_opened;
        found = pwm_channels_.emplace(pin.raw, std::move(*opened)).first;
    }
    const bool ready = found->second.set_period(std::uint64_t{cycle.raw} * ns_per_tick) &&
                       found->second.write(value);
    if (!ready) return Reason::pwm_not_opened;
    return Pwm(*this, found->second);
}

Setup<LinuxBoard::Analog> LinuxBoard::analog(PinNumber pin) {
    const auto channel = analog_channel(pin);
    if (!channel) return Reason::not_an_adc_pin;
    auto found = analog_channels_.find(*channel);
    if (found == analog_channels_.end()) {
        auto opened = AnalogChannel::open(devices_.root, *channel);
        if (!opened) return Reason::adc_not_opened;
        found = analog_channels_.emplace(*channel, std::move(*opened)).first;
    }
    return Analog(*this, found->second);
}

Setup<LinuxBoard::Spi> LinuxBoard::spi(std::uint32_t bus,
                                       std::uint8_t mode,
                                       std::uint32_t rate_hz) {
    const auto device = spi_device(bus);
    if (!device) return Reason::invalid_spi_bus;
    const auto opened = devices_.spi->open(device->chip, device->number);
    if (!opened) return opened.reason();
    const Reason reason = devices_.spi->set_mode(*opened, mode, rate_hz);
    if (reason != Reason::none) return reason;
    return Spi(*this, *opened, rate_hz);
}

Setup<LinuxBoard::I2c> LinuxBoard::i2c(std::uint32_t bus, std::uint32_t, std::uint8_t address) {
    if (bus >= i2c_buses) return Reason::invalid_i2c_bus;
    const auto opened = devices_.i2c->open(bus);
    if (!opened) return opened.reason();
    return I2c(*this, *opened, address);
}

Setup<LinuxBoard::Ds18b20> LinuxBoard::ds18b20(wire::Bytes serial) {
    const std::string name(serial.begin(), serial.end());
    if (name.find('/') != std::string::npos) return Reason::ds18b20_serial;
    if (name.find('\0') != std::string::npos) return Reason::ds18b20_not_found;
    auto found = thermometers_.find(name);
    if (found == thermometers_.end()) {
        if (thermometers_.size() == max_thermometers) return Reason::too_many_devices;
        const auto path = devices_.root / "sys/bus/w1/devices" / name / "w1_slave";
        Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        if (!file) return Reason::ds18b20_not_found;
        found = thermometers_.emplace(name, std::make_unique<OneWireReader>(std::move(file))).first;
    }
    return Ds18b20(*found->second);
}

}  // namespace escapement::firmware::linux_port
