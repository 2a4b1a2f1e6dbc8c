// The commands of sensors on an I2C bus, by their data sheets.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/i2c_thermometers.hpp"

#include <span>

#include "chips/climate.hpp"
#include "printer/bus_config.hpp"
#include "runtime/executor.hpp"

namespace escapement::modules {
namespace {

using base::Error;
using base::Result;
using base::Seconds;
using runtime::Task;

constexpr const char* wrong_check_sum = "what it says has a wrong check sum";

template <std::size_t N>
std::span<const std::uint8_t, N> exactly(const std::vector<std::uint8_t>& bytes) {
    return std::span<const std::uint8_t, N>(bytes.data(), N);
}

}  // namespace

I2cThermometer::I2cThermometer(TemperatureRequest request,
                               Seconds interval,
                               int usual_address,
                               printer::Context& context)
    : PolledThermometer({.name = request.config.sensor_type + " [" + request.section.full + "]",
                         .interval = interval,
                         .range = request.range},
                        std::move(request.listener),
                        context),
      device_(printer::make_i2c_device(request.config, usual_address, request.section, context)) {}

Task<Result<I2cThermometer::Data>> I2cThermometer::ask(Data command,
                                                       Seconds wait,
                                                       std::uint32_t count) {
    if (wait.count() > 0.0) {
        auto telling = tell(std::move(command), wait);
        if (auto told = co_await telling; !told) co_return std::move(told.error());
        command.clear();
    }
    auto transfer = device_->transfer(std::move(command), count);
    auto answer = co_await transfer;
    if (answer && answer->size() != count) co_return Error{"its answer has the wrong length"};
    co_return answer;
}

Task<Result<void>> I2cThermometer::tell(Data command, Seconds wait) {
    auto transfer = device_->transfer(std::move(command), 0);
    if (auto done = co_await transfer; !done) co_return std::move(done.error());
    co_await context().executor.after(wait);
    co_return Result<void>{};
}

Lm75::Lm75(TemperatureRequest request, printer::Context& context)
    : I2cThermometer(request, request.config.lm75_report_time, 0x48, context) {}

Task<Result<double>> Lm75::measure() {
    auto asking = ask({0x00}, Seconds(0.0), 2);
    const auto bytes = co_await asking;
    if (!bytes) co_return bytes.error();
    co_return chips::lm75_celsius(exactly<2>(*bytes));
}

Sht3x::Sht3x(TemperatureRequest request, printer::Context& context)
    : I2cThermometer(request, request.config.sht3x_report_time, 0x44, context) {}

// Ends what it may be doing, resets it, and lets it measure ten times a second.
Task<Result<void>> Sht3x::prepare() {
    auto ending = tell({0x30, 0x93}, Seconds(0.0015));
    if (auto ended = co_await ending; !ended) co_return ended;
    auto resetting = tell({0x30, 0xa2}, Seconds(0.0015));
    if (auto reset = co_await resetting; !reset) co_return reset;
    auto beginning = tell({0x22, 0x36}, Seconds(0.0155));
    co_return co_await beginning;
}

Task<Result<double>> Sht3x::measure() {
    auto asking = ask({0xe0, 0x00}, Seconds(0.0), 6);
    const auto bytes = co_await asking;
    if (!bytes) co_return bytes.error();
    const auto climate = chips::sht3x_climate(exactly<6>(*bytes));
    if (!climate) co_return Error{wrong_check_sum};
    co_return climate->celsius;
}

Aht::Aht(TemperatureRequest request, printer::Context& context)
    : I2cThermometer(request, request.config.aht10_report_time, 0x38, context),
      type_(request.config.sensor_type) {}

// The AHT30 calibrates itself after power is on.
Task<Result<void>> Aht::prepare() {
    if (type_ == "AHT3X") {
        co_await context().executor.after(Seconds(0.1));
        co_return Result<void>{};
    }
    const std::uint8_t initialize = type_ == "AHT2X" ? 0xbe : 0xe1;
    auto telling = tell({initialize, 0x08, 0x00}, Seconds(0.1));
    co_return co_await telling;
}

Task<Result<double>> Aht::measure() {
    constexpr int most_looks = 5;
    for (int look = 0; look < most_looks; ++look) {
        auto asking = ask({0xac, 0x33, 0x00}, Seconds(0.11), 6);
        const auto bytes = co_await asking;
        if (!bytes) co_return bytes.error();
        if (!chips::aht_is_busy(bytes->front()))
            co_return chips::aht_climate(exactly<6>(*bytes)).celsius;
    }
    auto resetting = tell({0xba}, Seconds(0.02));
    static_cast<void>(co_await resetting);
    co_return Error{"it is busy for ever"};
}

Htu21d::Htu21d(TemperatureRequest request, printer::Context& context)
    : I2cThermometer(request, request.config.htu21d_report_time, 0x40, context),
      resolution_(request.config.htu21d_resolution),
      hold_master_(request.config.htu21d_hold_master) {}

// Two bits of its register say how finely it measures.
Task<Result<void>> Htu21d::prepare() {
    auto resetting = tell({0xfe}, Seconds(0.15));
    if (auto reset = co_await resetting; !reset) co_return reset;
    auto asking = ask({0xe7}, Seconds(0.0), 1);
    const auto current = co_await asking;
    if (!current) co_return current.error();
    constexpr std::uint8_t other_bits = 0x7e;
    std::uint8_t bits = 0x00;
    if (resolution_ == "TEMP13_HUM10") bits = 0x80;
    if (resolution_ == "TEMP12_HUM08") bits = 0x01;
    if (resolution_ == "TEMP11_HUM11") bits = 0x81;
    const auto value = static_cast<std::uint8_t>((current->front() & other_bits) | bits);
    auto writing = tell({0xe6, value}, Seconds(0.0));
    co_return co_await writing;
}

// The slowest of the family takes 85 ms with all its bits.
Task<Result<double>> Htu21d::measure() {
    const std::uint8_t command = hold_master_ ? 0xe3 : 0xf3;
    auto asking = ask({command}, Seconds(0.1), 3);
    const auto bytes = co_await asking;
    if (!bytes) co_return bytes.error();
    const auto celsius = chips::htu21d_celsius(exactly<3>(*bytes));
    if (!celsius) co_return Error{wrong_check_sum};
    co_return *celsius;
}

}  // namespace escapement::modules
