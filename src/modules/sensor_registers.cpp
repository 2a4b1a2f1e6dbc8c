// Reads and writes a sensor's registers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/sensor_registers.hpp"

#include <array>
#include <vector>

namespace escapement::modules {
namespace {

// On SPI the uppermost bit of the address says so.
constexpr std::uint8_t reading = 0x80;

}  // namespace

mcu::Mcu& SensorRegisters::mcu() const {
    return std::visit([](const auto& device) -> mcu::Mcu& { return device->mcu(); }, device_);
}

messages::Oid SensorRegisters::oid() const {
    return std::visit([](const auto& device) { return device->oid(); }, device_);
}

mcu::CommandQueue SensorRegisters::queue() const {
    return std::visit([](const auto& device) { return device->queue(); }, device_);
}

runtime::Task<base::Result<std::uint8_t>> SensorRegisters::read(std::uint8_t address) {
    std::vector<std::uint8_t> question{address};
    std::vector<std::uint8_t> answer;
    if (auto* spi = std::get_if<Spi>(&device_)) {
        question = {static_cast<std::uint8_t>(address | reading), 0};
        auto exchange = (*spi)->transfer(question);
        auto got = co_await exchange;
        if (!got) co_return std::move(got.error());
        answer = *std::move(got);
    } else {
        auto exchange = std::get<I2c>(device_)->transfer(question, 1);
        auto got = co_await exchange;
        if (!got) co_return std::move(got.error());
        answer = *std::move(got);
    }
    if (answer.empty())
        co_return base::Error{"mcu '" + mcu().name() +
                              "': a sensor's register is missing from "
                              "the answer"};
    co_return answer.back();
}

runtime::Task<base::Result<void>> SensorRegisters::write(std::uint8_t address, std::uint8_t value) {
    std::vector<std::uint8_t> words{address, value};
    if (auto* spi = std::get_if<Spi>(&device_)) {
        (*spi)->send(words);
        co_return base::Result<void>();
    }
    auto exchange = std::get<I2c>(device_)->transfer(words, 0);
    auto done = co_await exchange;
    if (!done) co_return std::move(done.error());
    co_return base::Result<void>();
}

}  // namespace escapement::modules
