// Reads a thermocouple's chip again and again, and shuts down when it does not make sense.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "firmware/spi.hpp"
#include "messages/thermocouple.hpp"

namespace escapement::firmware {

// The timer only says when; the transfer happens in task context.  Registers and fault bits are
// those of the data sheets.
template <BoardWithSpi B, Scheduler S>
class Thermocouple {
  public:
    using Chip = SpiDevice<B, S>;

    Thermocouple(Core<B, S>& core, const messages::ConfigThermocouple& config, Chip* chip)
        : core_(core), chip_(*chip), oid_(config.oid), type_(config.thermocouple_type) {}
    Thermocouple(const Thermocouple&) = delete;
    Thermocouple& operator=(const Thermocouple&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigThermocouple& config);
    void query(const messages::QueryThermocouple& message);

    void shut_down() { due_ = false; }
    void run_task();

  private:
    using Type = messages::ThermocoupleType;
    struct Measurement {
        std::uint32_t value;
        std::uint8_t fault;
    };

    Next on_due(Clock32 due);
    // Sends zeros behind the first byte; the last `size` - `skip` bytes of what came back.
    std::uint32_t transfer(std::uint8_t first, std::size_t size, std::size_t skip);
    Measurement measure();
    void check(const Measurement& measurement);

    Core<B, S>& core_;
    Timer timer_ = Timer::calling<&Thermocouple::on_due>(*this, Level::relaxed);
    Chip& chip_;
    Ticks32 rest_ticks_;
    Clock32 next_due_;
    std::uint32_t min_value_ = 0;
    std::uint32_t max_value_ = 0;
    Oid oid_;
    Type type_;
    std::uint8_t max_invalid_count_ = 0;
    std::uint8_t invalid_count_ = 0;
    bool due_ = false;
};

template <BoardWithSpi B, Scheduler S>
void Thermocouple<B, S>::configure(Core<B, S>& core, const messages::ConfigThermocouple& config) {
    if (static_cast<std::size_t>(config.thermocouple_type) >=
        messages::thermocouple_type_names.size())
        return core.shut_down(Reason::thermocouple_type);
    auto* chip = core.template find<Chip>(config.spi_oid);
    if (chip) core.template add<Thermocouple>(config, chip);
}

template <BoardWithSpi B, Scheduler S>
void Thermocouple<B, S>::query(const messages::QueryThermocouple& message) {
    const auto guard = core_.lock();
    core_.cancel(timer_);
    rest_ticks_ = message.rest_ticks;
    if (rest_ticks_.raw == 0) return;
    min_value_ = message.min_value;
    max_value_ = message.max_value;
    max_invalid_count_ = message.max_invalid_count;
    invalid_count_ = 0;
    core_.arm(timer_, message.clock);
}

template <BoardWithSpi B, Scheduler S>
Next Thermocouple<B, S>::on_due(Clock32 due) {
    due_ = true;
    core_.wake_tasks();
    next_due_ = due + rest_ticks_;
    return Next::at(next_due_);
}

template <BoardWithSpi B, Scheduler S>
void Thermocouple<B, S>::run_task() {
    messages::ThermocoupleResult result{oid_, {}, 0, 0};
    {
        const auto guard = core_.lock();
        if (!due_) return;
        due_ = false;
        result.next_clock = next_due_;
    }
    const Measurement measurement = measure();
    result.value = measurement.value;
    result.fault = measurement.fault;
    core_.send(result);
    check(measurement);
}

template <BoardWithSpi B, Scheduler S>
std::uint32_t Thermocouple<B, S>::transfer(std::uint8_t first, std::size_t size, std::size_t skip) {
    std::array<std::uint8_t, 4> data{first};
    const auto bytes = std::span(data).first(size);
    chip_.exchange(bytes);
    std::uint32_t value = 0;
    for (const std::uint8_t byte : bytes.subspan(skip)) value = value << 8 | byte;
    return value;
}

template <BoardWithSpi B, Scheduler S>
auto Thermocouple<B, S>::measure() -> Measurement {
    std::uint32_t value = 0;
    switch (type_) {
        case Type::max31855:
            value = transfer(0, 4, 0);
            return {value, static_cast<std::uint8_t>(value & 0x07)};
        case Type::max6675:
            value = transfer(0, 2, 0);
            return {value, static_cast<std::uint8_t>(value & 0x06)};
        case Type::max31856:
            value = transfer(0x0c, 4, 1);  // linearised temperature
            return {value, static_cast<std::uint8_t>(transfer(0x0f, 2, 1))};
        case Type::max31865:
            value = transfer(0x01, 3, 1);  // resistance; its lowest bit says that there is a fault
            const std::uint32_t faults = transfer(0x07, 2, 1);
            return {value, static_cast<std::uint8_t>((faults & ~3U) | (value & 1))};
    }
    return {};
}

template <BoardWithSpi B, Scheduler S>
void Thermocouple<B, S>::check(const Measurement& measurement) {
    const bool within = measurement.value >= min_value_ && measurement.value <= max_value_;
    if (within && !measurement.fault) {
        invalid_count_ = 0;
        return;
    }
    if (++invalid_count_ < max_invalid_count_) return;
    core_.try_shut_down(Reason::thermocouple_fault);
    invalid_count_ = 0;
}

template <BoardWithSpi B, Scheduler S>
using ThermocoupleCommands =
    CommandList<Command<&Thermocouple<B, S>::configure>, Command<&Thermocouple<B, S>::query>>;

}  // namespace escapement::firmware
