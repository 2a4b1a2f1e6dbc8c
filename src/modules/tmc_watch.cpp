// Errors, resets, warnings and temperature.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/tmc_watch.hpp"

#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "chips/driver_notes.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

constexpr base::Seconds watch_interval{1.0};
constexpr base::Seconds repeat_pause{0.050};
// An error is one when it is seen so often in a row.
constexpr int most_looks = 3;
// With less than this, a current of zero may be what was asked for.
constexpr std::int64_t least_telling_current = 4;

constexpr std::array<std::string_view, 5> error_fields{"ot", "s2ga", "s2gb", "s2vsa", "s2vsb"};
constexpr std::array<std::string_view, 5> warning_fields{"otpw", "t120", "t143", "t150", "t157"};

template <class Names>
std::uint32_t mask_of(const chips::DriverRegister& reg, const Names& names) {
    std::uint32_t mask = 0;
    for (const auto name : names)
        if (const auto* field = reg.field(name)) mask |= field->mask();
    return mask;
}

struct Cause {
    std::string_view field, text;
};
constexpr std::array<Cause, 8> causes{{
    {"ot", "the driver is too hot: cool it, or lower run_current"},
    {"s2ga", "a coil of the motor is shorted to ground: check the motor and its cable"},
    {"s2gb", "a coil of the motor is shorted to ground: check the motor and its cable"},
    {"s2vsa", "a coil of the motor is shorted to the supply: check the motor and its cable"},
    {"s2vsb", "a coil of the motor is shorted to the supply: check the motor and its cable"},
    {"uv_cp", "the motor's supply is too low: check its voltage and wires"},
    {"reset", "the driver began anew, as after a loss of power: check the motor's supply"},
    {"drv_err", "the driver has switched itself off: it was too hot, or saw a short circuit"},
}};

std::string cause_of(const chips::DriverRegister& reg, std::uint32_t value) {
    for (const Cause& cause : causes)
        if (const auto* field = reg.field(cause.field); field && field->of(value) != 0)
            return "\n" + std::string(cause.text.substr(0, 1) == "a" ? "A" : "T") +
                   std::string(cause.text.substr(1));
    return "\nIts current is zero though it should not be, as after a loss of power: check the "
           "motor's supply";
}

}  // namespace

TmcWatch::TmcWatch(std::string stepper,
                   const chips::DriverRegisters& registers,
                   TmcLink& link,
                   printer::Context& context)
    : stepper_(std::move(stepper)),
      registers_(registers),
      link_(link),
      context_(context),
      status_(status_report()),
      resets_(reset_report()),
      timer_(context.executor, [this] { look_again(); }) {}

TmcWatch::~TmcWatch() = default;

// Only some chips tell a reset by their current, and only in certain modes.
TmcWatch::Report TmcWatch::status_report() const {
    const auto& chip = registers_.chip();
    const bool is_2660 = chip.wire() == chips::DriverWire::spi_of_2660;
    Report report{.reg = chip.find(is_2660 ? "READRSP@RDSEL2" : "DRV_STATUS")};
    report.errors = mask_of(*report.reg, error_fields);
    report.warnings = mask_of(*report.reg, warning_fields);
    if (is_2660) report.current = report.reg->field("se");
    if (chip.name() == "tmc2130") report.current = report.reg->field("cs_actual");
    return report;
}

TmcWatch::Report TmcWatch::reset_report() const {
    const auto* reg = registers_.chip().find_field("drv_err").first;
    return {.reg = reg, .errors = 0xffffffff};
}

bool TmcWatch::begun_anew(const Report& report, std::uint32_t value) const {
    if (!report.current || report.current->of(value) != 0 || !looking_) return false;
    if (registers_.chip().wire() == chips::DriverWire::spi_of_2660)
        return registers_.field("cs") >= least_telling_current;
    return registers_.field("irun") >= least_telling_current && registers_.field("ihold") != 0;
}

// A serial line is disturbed now and then.
runtime::Task<std::uint32_t> TmcWatch::read(const chips::DriverRegister& reg) {
    for (int attempt = 1;; ++attempt) {
        try {
            const std::uint32_t value = co_await link_.read(reg);
            co_return value;
        } catch (const printer::CommandError& error) {
            const bool disturbed = std::string_view(error.what()).starts_with("Unable to read tmc");
            if (!disturbed || attempt == most_looks) throw;
        }
        co_await context_.executor.after(repeat_pause);
    }
}

// The flags that were cleared.
runtime::Task<std::uint32_t> TmcWatch::examine(Report& report, bool clear) {
    std::uint32_t cleared = 0;
    for (int looks = 1;; ++looks) {
        const std::uint32_t value = co_await read(*report.reg);
        note(report, value);
        const std::uint32_t errors = value & report.errors;
        if (errors == 0 && !begun_anew(report, value)) co_return cleared;
        if (looks == most_looks)
            throw printer::CommandError("TMC '" + stepper_ + "' reports error: " +
                                        registers_.chip().describe(*report.reg, value) +
                                        cause_of(*report.reg, value));
        if (!std::exchange(clear, false) || errors == 0) continue;
        cleared |= errors;
        co_await link_.write(*report.reg, errors, at_once);
    }
}

void TmcWatch::note(Report& report, std::uint32_t value) {
    if ((value & ~report.last & report.warnings) != 0)
        context_.console.info("TMC '" + stepper_ + "' reports " +
                              registers_.chip().describe(*report.reg, value) +
                              "\nThe driver is hot: cool it, or lower run_current");
    report.last = value;
}

runtime::Task<bool> TmcWatch::start() {
    stop();
    const auto shift = shift_;
    co_await examine(status_, false);
    std::uint32_t cleared = 0;
    // The TMC2130 may lose its settings with its flags.
    const bool clears = registers_.chip().name() != "tmc2130";
    if (resets_.reg) cleared = co_await examine(resets_, clears);
    if (shift != shift_) co_return false;
    looking_ = true;
    if (!context_.offline) timer_.set_after(watch_interval);
    const auto* reset = resets_.reg ? resets_.reg->field("reset") : nullptr;
    co_return reset && reset->of(cleared) != 0;
}

void TmcWatch::stop() {
    ++shift_;
    looking_ = false;
    timer_.cancel();
}

void TmcWatch::look_again() {
    if (context_.state != printer::State::ready) return;
    context_.executor.spawn(look(), {});
}

runtime::Task<> TmcWatch::look() {
    const auto shift = shift_;
    std::string trouble;
    try {
        co_await examine(status_, false);
        if (resets_.reg) co_await examine(resets_, false);
        co_await measure();
    } catch (const printer::CommandError& error) {
        trouble = error.what();
    }
    if (shift != shift_) co_return;
    if (!trouble.empty()) co_return context_.shut_down(trouble);
    timer_.set_after(watch_interval);
}

runtime::Task<> TmcWatch::measure() {
    const auto [reg, field] = registers_.chip().find_field("adc_temp");
    if (!reg) co_return;
    try {
        const std::uint32_t value = co_await link_.read(*reg);
        temperature_ = field->of(value);
    } catch (const printer::CommandError&) {
        temperature_.reset();  // it matters less than whatever comes next
    }
}

base::Value TmcWatch::status() const {
    if (!looking_) return {};
    base::Value::Table fields;
    for (const auto& field : status_.reg->fields)
        if (const auto number = field.of(status_.last); number != 0)
            fields.emplace_back(field.name, number);
    return fields;
}

base::Value TmcWatch::temperature() const {
    if (!looking_ || !temperature_) return {};
    return std::round(chips::adc_celsius(*temperature_) * 100.0) / 100.0;
}

}  // namespace escapement::modules
