// Registers, commands, power and phase of one driver.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/tmc_driver.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/names.hpp"
#include "base/text.hpp"
#include "mcu/stepper_out.hpp"
#include "modules/heaters.hpp"
#include "modules/stepper_enable.hpp"
#include "modules/tmc_drivers.hpp"
#include "modules/toolhead.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"
#include "printer/turns.hpp"

namespace escapement::modules {
namespace {

using base::PrintTime;
using base::Seconds;
using printer::CommandError;

// These drivers need no longer pulses, and can take both edges of them.
constexpr Seconds tmc_step_pulse{0.000000100};
constexpr int full_steps_in_cycle = 4;
constexpr int positions_in_cycle = 1024;
// A motor should have its current a moment before it moves.
constexpr Seconds current_lead{0.100};

std::vector<std::string> field_names(const chips::DriverChip& chip) {
    std::vector<std::string> names;
    for (const auto& reg : chip.registers())
        for (const auto& field : reg.fields) names.push_back(field.name);
    return names;
}

// Only for reading: the name stands for one of several layouts or answers.
bool is_view(const chips::DriverRegister& reg) {
    return reg.name.find('@') != std::string::npos;
}

void check_limits(const char* parameter, std::optional<double> value, double most) {
    if (!value) return;
    const printer::Bounds bounds{.at_most = most};
    if (const auto complaint = bounds.complaint(*value); !complaint.empty())
        throw CommandError(std::string(parameter) + " " + complaint);
}

}  // namespace

TmcDriver::TmcDriver(const TmcConfig& config, printer::Context& context)
    : config_(config),
      context_(context),
      registers_(*config_.chip),
      link_(context.modules.the<TmcDrivers>().link(config_, registers_)),
      current_(registers_, config_.resistors()),
      watch_(config_.stepper(), registers_, *link_, context),
      switching_(context.executor) {
    context_.modules.the<TmcDrivers>().add(*this);
    if (registers_.has("adc_temp"))
        context_.modules.the<Heaters>().add_monitor(config_.section.full);
    if (config_.idle_current_percent < 100) keep_idle_current();
}

TmcDriver::~TmcDriver() {
    context_.modules.the<TmcDrivers>().remove(*this);
}

std::string TmcDriver::chip_name() const {
    const std::string& full = config_.section.full;
    return config_.chip->name() + "_" + full.substr(full.find_last_of(' ') + 1);
}

int TmcDriver::phases() const {
    return full_steps_in_cycle * (256 >> config_.microstep_resolution(context_.config));
}

// The order is that in which registers are written, and shown.
void TmcDriver::fill_registers() {
    const bool has_addresses =
        config_.chip->wire() == chips::DriverWire::uart && config_.chip->uart_addresses() > 1;
    if (registers_.has("sdoff")) registers_.set("sdoff", 0);
    if (registers_.has("pdn_disable")) registers_.set("pdn_disable", 1);
    if (has_addresses) registers_.set("senddelay", 2);  // or the host's end still drives the line
    current_.begin(config_.run_current, config_.hold_current);
    registers_.set("mres", config_.microstep_resolution(context_.config));
    registers_.set("intpol", config_.interpolate);
    if (registers_.has("mstep_reg_select")) registers_.set("mstep_reg_select", 1);
    const auto& presets = config_.chip->presets();
    for (std::size_t i = 0; i < presets.size(); ++i) {
        if (i == config_.chip->early_presets()) set_thresholds();
        registers_.set(presets[i].field->name, config_.fields[i]);
    }
}

void TmcDriver::set_thresholds() {
    const auto set = [this](std::string_view field,
                            const std::optional<base::Speed>& speed,
                            std::int64_t otherwise) {
        if (registers_.has(field)) registers_.set(field, speed ? threshold(*speed) : otherwise);
    };
    const bool quiet = config_.stealthchop_threshold.has_value();
    set("tpwmthrs", config_.stealthchop_threshold, chips::slowest_threshold);
    if (registers_.has("en_pwm_mode")) registers_.set("en_pwm_mode", quiet);
    if (registers_.has("en_spreadcycle")) registers_.set("en_spreadcycle", !quiet);
    set("tcoolthrs", config_.coolstep_threshold, 0);
    set("thigh", config_.high_velocity_threshold, 0);
}

std::int64_t TmcDriver::threshold(base::Speed speed) const {
    return chips::speed_threshold(config_.chip->clock_hz(),
                                  stepper_->step_distance().value,
                                  registers_.field("mres"),
                                  speed.value);
}

void TmcDriver::after_build() {
    auto& power = context_.modules.the<StepperEnable>();
    const auto names = power.names();
    if (std::find(names.begin(), names.end(), stepper_name()) == names.end())
        throw config_.section.error("", "[" + stepper_name() + "] is no motor of this machine");
    stepper_ = &power.stepper(stepper_name());
    auto& output = *stepper_->output().device();
    output.prefer(tmc_step_pulse, true);
    fill_registers();
    if (output.steps_on_both_edges()) registers_.set("dedge", 1);
    if (!power.has_own_pin(stepper_name())) {
        toff_ = registers_.field("toff");
        registers_.set("toff", 0);
    }
    power.watch(stepper_name(), [this](PrintTime when, bool on) { note_power(when, on); });
    stepper_->on_counted([this] { return learn_phase(); });
}

// A driver without motor power answers when that comes on.
runtime::Task<> TmcDriver::connect() {
    try {
        co_await write_all(at_once);
    } catch (const CommandError& error) {
        context_.console.info("TMC " + stepper_name() + " failed to init: " + error.what());
    }
}

runtime::Task<> TmcDriver::write(const chips::DriverRegister& reg, PrintTime not_before) {
    const std::uint32_t value = registers_.value(reg);
    co_await link_->write(reg, value, not_before);
}

runtime::Task<> TmcDriver::write_all(PrintTime not_before) {
    for (std::size_t i = 0; i < registers_.all().size(); ++i) {
        const auto& reg = *registers_.all()[i].first;  // its value may change meanwhile
        co_await write(reg, not_before);
    }
}

runtime::Task<> TmcDriver::wait_for_rest() {
    if (!context_.offline) co_await context_.modules.the<ToolheadModule>().toolhead().wait_moves();
}

PrintTime TmcDriver::end_of_moves() const {
    return context_.modules.the<ToolheadModule>().toolhead().last_move_time();
}

// For commands: waits until the moves before it have ended, and may be interrupted meanwhile.
runtime::Task<> TmcDriver::write_then(const chips::DriverRegister& reg, PrintTime not_before) {
    if (!context_.offline)
        if (const Seconds ahead = not_before - link_->board().estimated_print_time();
            ahead > Seconds{})
            co_await context_.turns.wait(ahead);
    co_await write(reg, not_before);
}

runtime::Task<> TmcDriver::init() {
    const PrintTime when = end_of_moves();
    if (!registers_.all().empty()) co_await write_then(*registers_.all().front().first, when);
    for (std::size_t i = 1; i < registers_.all().size(); ++i) {
        const auto& reg = *registers_.all()[i].first;
        co_await write(reg, when);
    }
}

std::int64_t TmcDriver::number_of(const SetField& request, const chips::DriverField& field) const {
    if (request.value.has_value() == request.velocity.has_value())
        throw CommandError("Specify either VALUE or VELOCITY");
    if (request.velocity) {
        if (config_.chip->clock_hz() <= 0.0)
            throw CommandError("VELOCITY parameter not supported by this driver");
        return threshold(*request.velocity);
    }
    const std::int64_t number = *request.value;
    if (number < field.least() || number > field.most())
        throw CommandError(fmt::format("VALUE of {} must be {} to {} (is {})",
                                       field.name,
                                       field.least(),
                                       field.most(),
                                       number));
    return number;
}

runtime::Task<> TmcDriver::set_field(const SetField& request) {
    const auto name = base::lower_case(request.field);
    const auto [reg, field] = config_.chip->find_field(name);
    if (!reg)
        throw CommandError("Unknown field name '" + name + "'" +
                           base::did_you_mean(name, field_names(*config_.chip)));
    if (is_view(*reg)) throw CommandError("Field '" + name + "' can only be read");
    const std::int64_t number = number_of(request, *field);
    const PrintTime when = end_of_moves();
    registers_.set(name, number);
    co_await write_then(*reg, when);
}

runtime::Task<> TmcDriver::set_current(const SetCurrent& request) {
    check_limits("CURRENT", request.current, current_.most());
    check_limits("HOLDCURRENT", request.holdcurrent, current_.most());
    if (request.current || request.holdcurrent) {
        const double run = request.current ? *request.current : current_.run();
        const auto hold = request.holdcurrent ? request.holdcurrent : current_.requested_hold();
        const PrintTime when = end_of_moves();
        for (const auto* reg : current_.set(run, hold)) co_await write_then(*reg, when);
    }
    std::string text = fmt::format("Run Current: {:.2f}A", current_.run());
    if (const auto hold = current_.hold()) text += fmt::format(" Hold Current: {:.2f}A", *hold);
    context_.console.info(text);
}

runtime::Task<> TmcDriver::show(const chips::DriverRegister& reg) {
    std::uint32_t value = registers_.value(reg);
    if (config_.chip->can_read(reg)) value = co_await link_->read(reg);
    const auto& layout = config_.chip->layout(reg, value);
    context_.console.info(config_.chip->describe(layout, value));
}

runtime::Task<> TmcDriver::dump(const Dump& request) {
    const auto& chip = *config_.chip;
    if (request.reg) {
        const auto name = base::upper_case(*request.reg);
        const auto* reg = chip.find(name);
        if (!reg || (!chip.can_read(*reg) && !registers_.is_set(*reg)))
            throw CommandError("Unknown register name '" + name + "'");
        co_await show(*reg);
        co_return;
    }
    context_.console.info("========== Write-only registers ==========");
    for (std::size_t i = 0; i < registers_.all().size(); ++i) {
        const auto& reg = *registers_.all()[i].first;
        if (!chip.can_read(reg)) co_await show(reg);
    }
    context_.console.info("========== Queried registers ==========");
    for (const auto* reg : chip.readable()) co_await show(*reg);
}

TmcDriver::Status TmcDriver::status() const {
    Status status{.mcu_phase_offset = {},
                  .phase_offset_position = {},
                  .run_current = current_.run(),
                  .hold_current = {},
                  .drv_status = watch_.status(),
                  .temperature = watch_.temperature()};
    if (const auto hold = current_.hold()) status.hold_current = *hold;
    if (!phase_offset_ || !stepper_) return status;
    status.mcu_phase_offset = *phase_offset_;
    status.phase_offset_position = stepper_->commanded_position_of(*phase_offset_).value;
    return status;
}

void TmcDriver::note_power(PrintTime when, bool on) {
    context_.executor.spawn(switch_power(when, on), {});
}

// One after the other, in their order.
runtime::Task<> TmcDriver::switch_power(PrintTime when, bool on) {
    const auto turn = co_await switching_.take();
    std::string trouble;
    try {
        if (on)
            co_await switch_on();
        else
            co_await switch_off(when);
    } catch (const printer::Interrupted&) {
        co_return;  // nothing is wrong: the phase is found out another time
    } catch (const CommandError& error) {
        trouble = error.what();
    }
    if (!trouble.empty() && context_.state == printer::State::ready) context_.shut_down(trouble);
}

runtime::Task<> TmcDriver::switch_on() {
    if (toff_) registers_.set("toff", *toff_);
    co_await write_all(at_once);
    const bool began_anew = co_await watch_.start();
    if (began_anew) phase_offset_.reset();
    if (!phase_offset_) co_await find_phase();
}

runtime::Task<> TmcDriver::switch_off(PrintTime when) {
    if (toff_) {
        const auto& reg = registers_.set("toff", 0);
        co_await write(reg, when);
    }
    watch_.stop();
}

// Between two commands, with the motor at rest.
runtime::Task<> TmcDriver::find_phase() {
    const auto turn = co_await context_.turns.take();
    if (phase_offset_) co_return;
    co_await wait_for_rest();
    co_await learn_phase();
}

// As if the motor turned the way the board counts.
runtime::Task<int> TmcDriver::query_phase() {
    const std::string name = registers_.has("mscnt") ? "mscnt" : "mstep";
    const auto [reg, field] = config_.chip->find_field(name);
    const std::uint32_t value = co_await link_->read(*reg);
    const auto position = static_cast<int>(field->of(value));
    const bool inverted = stepper_->output().device()->dir_inverted();
    co_return inverted ? position : positions_in_cycle - 1 - position;
}

runtime::Task<> TmcDriver::learn_phase() {
    std::optional<int> position;
    std::string trouble;
    try {
        position = co_await query_phase();
    } catch (const CommandError& error) {
        trouble = error.what();
    }
    if (!position) {
        phase_offset_.reset();
        if (context_.modules.the<StepperEnable>().is_on(stepper_name()))
            throw CommandError(trouble);
        co_return;
    }
    const int count = phases();
    const double share = static_cast<double>(*position) / positions_in_cycle;
    const auto phase = static_cast<std::int64_t>(share * count + 0.5) % count;
    const std::int64_t offset = (phase - stepper_->mcu_position()) % count;
    phase_offset_ = static_cast<int>((offset + count) % count);
}

void TmcDriver::keep_idle_current() {
    busy_ = context_.events.became_busy.connect([this](const printer::BecameBusy& event) {
        use_current_soon(config_.run_current, event.when - current_lead);
    });
    ready_ = context_.events.became_ready.connect([this](const printer::BecameReady& event) {
        use_current_soon(config_.run_current * config_.idle_current_percent / 100.0, event.when);
    });
}

void TmcDriver::use_current_soon(double current, PrintTime when) {
    context_.executor.spawn(use_current(current, when), {});
}

runtime::Task<> TmcDriver::use_current(double current, PrintTime when) {
    try {
        for (const auto* reg : current_.set(current, {})) co_await write(*reg, when);
    } catch (const printer::CommandError&) {
        // The watch will say so, if the motor has power.
    }
}

}  // namespace escapement::modules
