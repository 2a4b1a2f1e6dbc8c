// Messages to drivers over SPI, and what comes back.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/tmc_spi.hpp"

#include <algorithm>

#include "printer/bus_config.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

constexpr std::size_t message_size = 5;
constexpr std::uint8_t write_bit = 0x80;
constexpr int most_spi_attempts = 5;
constexpr int spi_mode = 3, spi_mode_of_2660 = 0;

std::vector<std::uint8_t> tmc_message(std::uint8_t address, std::uint32_t value) {
    return {address,
            static_cast<std::uint8_t>(value >> 24),
            static_cast<std::uint8_t>(value >> 16),
            static_cast<std::uint8_t>(value >> 8),
            static_cast<std::uint8_t>(value)};
}

std::vector<std::uint8_t> message_of_2660(const chips::DriverRegister& reg, std::uint32_t value) {
    return {static_cast<std::uint8_t>(value >> 16 | reg.address),
            static_cast<std::uint8_t>(value >> 8),
            static_cast<std::uint8_t>(value)};
}

mcu::When from_then(mcu::Mcu& board, base::PrintTime not_before) {
    if (not_before <= base::PrintTime{}) return {};
    return {.min_clock = board.clock().clock_at(not_before)};
}

runtime::Task<std::vector<std::uint8_t>> answer_of(mcu::SpiDevice& device,
                                                   std::vector<std::uint8_t> request,
                                                   mcu::When when) {
    auto task = device.transfer(std::move(request), when);
    auto answer = co_await task;
    if (!answer) throw printer::CommandError(answer.error().what);
    co_return std::move(*answer);
}

}  // namespace

TmcSpiChain::TmcSpiChain(const TmcConfig& config, printer::Context& context)
    : device_(
          printer::make_spi_device(config,
                                   {.select = *config.cs_pin, .option = "cs_pin", .mode = spi_mode},
                                   config.section,
                                   context)),
      busy_(context.executor),
      length_(config.chain_length.value_or(1)) {}

void TmcSpiChain::add(const TmcConfig& config) {
    if (config.chain_length.value_or(1) != length_)
        throw config.section.error("chain_length",
                                   "TMC SPI chain must have same length everywhere (is " +
                                       std::to_string(length_) + " elsewhere)");
    if (!taken_.insert(config.chain_position.value_or(1)).second)
        throw config.section.error(
            "chain_position",
            "TMC SPI chain can not have duplicate position: another driver has this one");
}

std::vector<std::uint8_t> TmcSpiChain::padded(const std::vector<std::uint8_t>& message,
                                              int position) const {
    std::vector<std::uint8_t> all(static_cast<std::size_t>(length_) * message_size);
    std::copy(message.begin(),
              message.end(),
              all.begin() + static_cast<std::ptrdiff_t>(message_size) * (length_ - position));
    return all;
}

std::uint32_t TmcSpiChain::value_of(const std::vector<std::uint8_t>& answer, int position) const {
    const auto begin = static_cast<std::size_t>(length_ - position) * message_size;
    if (answer.size() < begin + message_size) return 0;
    std::uint32_t value = 0;
    for (std::size_t i = 1; i < message_size; ++i) value = value << 8 | answer[begin + i];
    return value;
}

// What the second message gets back answers the first.
runtime::Task<std::uint32_t> TmcSpiLink::exchange(const std::vector<std::uint8_t>& request,
                                                  const std::vector<std::uint8_t>& again,
                                                  base::PrintTime not_before) {
    auto& device = chain_.device();
    const mcu::When when = from_then(board(), not_before);
    device.send(chain_.padded(request, position_), when);
    if (board().offline()) co_return 0;
    auto message = chain_.padded(again, position_);
    auto task = answer_of(device, std::move(message), when);
    const auto answer = co_await task;
    co_return chain_.value_of(answer, position_);
}

runtime::Task<std::uint32_t> TmcSpiLink::read(const chips::DriverRegister& reg) {
    const auto turn = co_await chain_.busy().take();
    const auto request = tmc_message(reg.address, 0);
    const std::uint32_t value = co_await exchange(request, request, at_once);
    co_return value;
}

runtime::Task<> TmcSpiLink::write(const chips::DriverRegister& reg,
                                  std::uint32_t value,
                                  base::PrintTime not_before) {
    const auto turn = co_await chain_.busy().take();
    const auto request = tmc_message(static_cast<std::uint8_t>(reg.address | write_bit), value);
    const auto nothing = tmc_message(0, 0);
    for (int attempt = 0; attempt < most_spi_attempts; ++attempt) {
        const auto taken = co_await exchange(request, nothing, not_before);
        if (taken == value || board().offline()) co_return;
    }
    throw printer::CommandError(
        "Unable to write tmc spi '" + name_ + "' register " + reg.name +
        "\nThe driver does not answer: it may be without motor power, or its cs_pin or SPI bus "
        "are not those of its socket");
}

Tmc2660Link::Tmc2660Link(const TmcConfig& config,
                         chips::DriverRegisters& registers,
                         printer::Context& context)
    : registers_(registers),
      device_(printer::make_spi_device(
          config,
          {.select = *config.cs_pin, .option = "cs_pin", .mode = spi_mode_of_2660},
          config.section,
          context)),
      busy_(context.executor) {}

// The address of a register to be read is the choice of answers it belongs to.
runtime::Task<std::uint32_t> Tmc2660Link::read(const chips::DriverRegister& reg) {
    if (board().offline()) co_return 0;
    const auto turn = co_await busy_.take();
    const bool chosen = registers_.field("rdsel") == reg.address;
    const auto& control = registers_.set("rdsel", reg.address);
    auto message = message_of_2660(control, registers_.value(control));
    if (!chosen) device_->send(message);
    const mcu::When when{};
    auto task = answer_of(*device_, std::move(message), when);
    const auto answer = co_await task;
    if (answer.size() < 3) co_return 0;
    co_return static_cast<std::uint32_t>(answer[0]) << 16 |
        static_cast<std::uint32_t>(answer[1]) << 8 | answer[2];
}

runtime::Task<> Tmc2660Link::write(const chips::DriverRegister& reg,
                                   std::uint32_t value,
                                   base::PrintTime not_before) {
    const auto turn = co_await busy_.take();
    device_->send(message_of_2660(reg, value), from_then(board(), not_before));
}

}  // namespace escapement::modules
