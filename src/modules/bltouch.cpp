// Pulses to the probe, and what its sensor says to them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/bltouch.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

#include "mcu/mcu.hpp"
#include "modules/toolhead.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"
#include "printer/pins.hpp"
#include "printer/probe_pin.hpp"
#include "printer/turns.hpp"

namespace escapement::modules {
namespace {

using base::PrintTime;
using base::Seconds;
using printer::CommandError;

// The data sheet's pulse lengths; each is repeated every period.
constexpr Seconds period{0.020};
constexpr Seconds least_command = period * 5;
constexpr Seconds reset_time{1.0};
constexpr Seconds between_tests{5.0 * 60.0};
constexpr Seconds sensor_rest{0.001};
// How long the sensor is watched for what it should say.
constexpr Seconds verdict_time{0.100};
constexpr Seconds after_start{0.200};
constexpr int attempts = 3;

using NamedPulse = std::pair<std::string_view, Seconds>;
constexpr std::array<NamedPulse, 8> pulses{{
    {"output_mode_store", Seconds{0.001884}},
    {"pin_down", Seconds{0.000650}},
    {"pin_up", Seconds{0.001475}},
    {"reset", Seconds{0.002190}},
    {"self_test", Seconds{0.001780}},
    {"set_5V_output_mode", Seconds{0.001988}},
    {"set_OD_output_mode", Seconds{0.002091}},
    {"touch_mode", Seconds{0.001165}},
}};

const NamedPulse* pulse_of(std::string_view command) {
    const auto found = std::find_if(
        pulses.begin(), pulses.end(), [&](const auto& pulse) { return pulse.first == command; });
    return found == pulses.end() ? nullptr : &*found;
}

std::string pulse_names() {
    std::string names;
    for (const auto& [name, length] : pulses)
        names += (names.empty() ? "" : ", ") + std::string(name);
    return names;
}

}  // namespace

BltouchDevice::BltouchDevice(const Config& config, printer::Context& context)
    : config_(config),
      context_(context),
      contact_({config.sensor_pin, config.section, "sensor_pin"}, context),
      control_(context.pins.pwm(
          config.control_pin, {config.section, "control_pin"}, {.cycle_time = period})) {}

printer::Toolhead& BltouchDevice::toolhead() {
    return context_.modules.the<ToolheadModule>().toolhead();
}

// Commands follow each other, but none can be sent in the past.
void BltouchDevice::catch_up_with_board() {
    next_command_ = std::max(next_command_, control_.mcu().estimated_print_time() + least_command);
}

void BltouchDevice::catch_up_with_motion() {
    const PrintTime end = toolhead().last_move_time();
    if (next_command_ > end)
        toolhead().dwell(next_command_ - end);
    else
        next_command_ = end;
}

void BltouchDevice::send(std::string_view command, std::optional<Seconds> wanted) {
    const Seconds duration = wanted.value_or(least_command);
    const auto periods = static_cast<int>((duration - least_command) / period);
    const PrintTime end = next_command_ + std::max(least_command, period * periods);
    control_.set(next_command_, pulse_of(command)->second / period);
    control_.set(end, 0.0);
    action_ends_ = next_command_ + duration;
    next_command_ = std::max(action_ends_, end + least_command);
}

void BltouchDevice::raise() {
    catch_up_with_board();
    if (!config_.pin_up_reports_not_triggered) send("reset");
    send("pin_up", config_.pin_move_time);
}

runtime::Task<bool> BltouchDevice::reports(bool triggered) {
    auto& endstop = contact_.endstop();
    bool seen = false;
    toolhead().flush();
    endstop.await(triggered);
    endstop.arm(action_ends_, sensor_rest);
    try {
        auto watching = endstop.disarm(action_ends_ + verdict_time);
        seen = (co_await watching).has_value();
    } catch (const CommandError&) {
        seen = false;
    }
    endstop.await(true);
    co_await wake_motors();
    co_return seen;
}

// The sensor has stopped them, though they did not move.
runtime::Task<> BltouchDevice::wake_motors() {
    if (context_.offline) co_return;
    for (printer::Stepper* stepper : contact_.endstop().steppers())
        co_await stepper->learn_position(toolhead().estimated_print_time());
}

runtime::Task<> BltouchDevice::verify_raised() {
    if (!config_.pin_up_reports_not_triggered) co_return;
    for (int attempt = 1; !co_await reports(false); ++attempt) {
        if (attempt == attempts) throw CommandError("BLTouch failed to raise probe");
        context_.console.info("Failed to verify BLTouch probe is raised; retrying.");
        catch_up_with_board();
        send("reset", reset_time);
        send("pin_up", config_.pin_move_time);
    }
}

runtime::Task<> BltouchDevice::lower() {
    co_await test_sensor();
    catch_up_with_motion();
    send("pin_down", config_.pin_move_time);
    if (config_.probe_with_touch_mode) send("touch_mode");
}

// Every few minutes, whether its cable is still connected: drawn up and in touch mode it triggers.
runtime::Task<> BltouchDevice::test_sensor() {
    if (!config_.pin_up_touch_mode_reports_triggered) co_return;
    const PrintTime now = toolhead().last_move_time();
    if (now < next_test_) {
        next_test_ = now + between_tests;
        co_return;
    }
    catch_up_with_motion();
    for (int attempt = 1;; ++attempt) {
        send("pin_up", config_.pin_move_time);
        send("touch_mode");
        const bool good = co_await reports(true);
        catch_up_with_motion();
        if (good) break;
        const std::string trouble = "BLTouch failed to verify sensor state";
        if (attempt == attempts) throw CommandError(trouble);
        context_.console.info(trouble + "; retrying.");
        send("reset", reset_time);
    }
    next_test_ = now + between_tests;
}

void BltouchDevice::begin() {
    pin_ = config_.stow_on_each_sample ? Pin::stays_up : Pin::to_go_down;
}

runtime::Task<ProbeResult> BltouchDevice::descend(const Descent& descent) {
    const Descent wanted = descent;
    if (pin_ != Pin::stays_down) co_await lower();
    if (pin_ == Pin::to_go_down) pin_ = Pin::stays_down;
    catch_up_with_motion();
    ProbeResult found;
    std::exception_ptr failure;
    try {
        auto descending =
            contact_.descend(wanted, sensor_, config_.offsets(), ProbeSwitch::AtOnce::refused);
        found = co_await descending;
    } catch (const CommandError&) {
        failure = std::current_exception();
    }
    if (pin_ == Pin::stays_up) co_await verify_raised();
    catch_up_with_motion();
    if (failure) std::rethrow_exception(failure);
    co_return found;
}

runtime::Task<> BltouchDevice::end() {
    if (config_.stow_on_each_sample) co_return;
    pin_ = Pin::stays_up;
    catch_up_with_motion();
    raise();
    co_await verify_raised();
    catch_up_with_motion();
}

void BltouchDevice::abandon() {
    pin_ = Pin::stays_up;
    if (!toolhead().dead()) raise();
}

void BltouchDevice::Sensor::arm(PrintTime start, Seconds rest) {
    device_.contact_.endstop().arm(start, std::min(rest, sensor_rest));
}

runtime::Task<std::optional<PrintTime>> BltouchDevice::Sensor::disarm(PrintTime end) {
    std::optional<PrintTime> triggered;
    std::exception_ptr failure;
    try {
        auto watching = device_.contact_.endstop().disarm(end);
        triggered = co_await watching;
    } catch (const CommandError&) {
        failure = std::current_exception();
    }
    if (device_.pin_ == Pin::stays_up) device_.raise();
    if (failure) std::rethrow_exception(failure);
    co_return triggered;
}

// Older probes take no notice of the mode.
void BltouchDevice::set_mode(const std::string& mode) {
    send(mode == "5V" ? "set_5V_output_mode" : "set_OD_output_mode");
}

runtime::Task<> BltouchDevice::settle_pin() {
    auto taking = context_.turns.take();
    const auto turn = co_await taking;
    catch_up_with_board();
    next_command_ += after_start;
    if (config_.set_output_mode) {
        catch_up_with_board();
        set_mode(*config_.set_output_mode);
    }
    raise();
    co_await verify_raised();
}

bool BltouchDevice::knows(const std::string& command) {
    return pulse_of(command) != nullptr;
}

void BltouchDevice::debug(const std::string& command) {
    catch_up_with_motion();
    send(command, config_.pin_move_time);
    catch_up_with_motion();
}

// Version 3.0 is set twice by this, and wants its pin up again; version 3.1 stores it.
void BltouchDevice::store(const std::string& mode) {
    catch_up_with_motion();
    send("pin_down");
    set_mode(mode);
    send("output_mode_store");
    set_mode(mode);
    send("pin_up");
    catch_up_with_motion();
}

// A probe that cannot be drawn up now will say so when it is used.
Bltouch::Bltouch(const Config& config, printer::Context& context)
    : BltouchDevice(config, context),
      ProbeModule(config.section, config, *this, context),
      context_(context),
      ready_(context.events.ready.connect([this](const printer::Ready&) {
          context_.executor.spawn(settle_pin(), [this](std::exception_ptr failure) {
              if (failure) context_.console.info("BLTouch raise probe error");
          });
      })) {}

void Bltouch::debug_command(const Debug& request) {
    if (!request.command || !knows(*request.command))
        return context_.console.info("BLTouch commands: " + pulse_names());
    context_.console.info("Sending BLTOUCH_DEBUG COMMAND=" + *request.command);
    debug(*request.command);
}

void Bltouch::store_mode(const Store& request) {
    if (request.mode != "5V" && request.mode != "OD")
        return context_.console.info("BLTouch output modes: 5V, OD");
    context_.console.info("Storing BLTouch output mode: " + *request.mode);
    store(*request.mode);
}

void Bltouch::describe(printer::Description<Bltouch>& module) {
    module.section("bltouch")
        .offers_endstop(printer::probe_chip, printer::probe_endstop)
        .also_known_as("probe")
        .doc("A BLTouch or one of its copies.");
    describe_options(module);
    ProbeOptions::describe(module);
    describe_commands(module);
    module
        .command<&Bltouch::debug_command>("BLTOUCH_DEBUG",
                                          "Send a command to the bltouch for debugging")
        .parameter<&Debug::command>("Which; those that there are if not given.");
    module
        .command<&Bltouch::store_mode>("BLTOUCH_STORE",
                                       "Store an output mode in the BLTouch EEPROM")
        .parameter<&Store::mode>("5V or OD.");
    describe_status(module);
}

void Bltouch::describe_options(printer::Description<Bltouch>& module) {
    module.option<&Config::sensor_pin>("Pin of the probe's sensor.").required().input();
    module.option<&Config::control_pin>("Pin that tells the probe what to do.").required().output();
    module.option<&Config::stow_on_each_sample>("Whether it is drawn up between samples.");
    module.option<&Config::probe_with_touch_mode>("Whether to probe in touch mode.");
    module.option<&Config::pin_up_reports_not_triggered>(
        "Whether the sensor tells that the pin is up, as genuine ones do.");
    module.option<&Config::pin_up_touch_mode_reports_triggered>(
        "Whether it triggers when the pin is up in touch mode, as genuine ones do.");
    module.option<&Config::pin_move_time>("How long the pin takes to go up or down.")
        .above(Seconds{0.0});
    module.option<&Config::set_output_mode>("What the sensor's pin is to do, from version 3 on.")
        .choices({"5V", "OD"});
}

}  // namespace escapement::modules
