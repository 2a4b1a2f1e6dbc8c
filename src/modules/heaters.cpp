// Making heaters, watching them, and commanding them by name.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/heaters.hpp"

#include <algorithm>
#include <cstdio>

#include "base/names.hpp"
#include "base/text.hpp"
#include "mcu/mcu.hpp"
#include "mcu/pwm_out.hpp"
#include "modules/error_policy.hpp"
#include "modules/heater_parts.hpp"
#include "modules/temperature_sources.hpp"
#include "modules/toolhead.hpp"
#include "modules/verify_heater.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/pins.hpp"
#include "printer/turns.hpp"

namespace escapement::modules {
namespace {

using base::Seconds;
using printer::CommandError;
using printer::Heater;

std::string one_decimal(double number) {
    char text[64];
    std::snprintf(text, sizeof text, "%.1f", number);
    return text;
}

std::string last_word(const std::string& name) {
    return name.substr(name.rfind(' ') + 1);
}

std::string hardware_text(const printer::HeaterConfig& config) {
    const std::string sensor = config.sensor_pin ? " on sensor_pin " + config.sensor_pin->text : "";
    return "heater_pin " + config.heater_pin.text + ", " + config.sensor_type + sensor;
}

std::string fault_text(const Heater& heater, double error) {
    return "Heater " + heater.name() +
           " not heating at expected rate\nSee the 'verify_heater' section in "
           "docs/Config_Reference.md\nfor the parameters that control this check.\nIt is at " +
           one_decimal(heater.temperature()) + " degrees, should be at " +
           one_decimal(heater.target()) + ", has " + one_decimal(heater.duty() * 100.0) +
           " % power and missed " + one_decimal(error) +
           " degree seconds.\nLast readings: " + heater.recent_text() + " (" + heater.hardware() +
           ").\nUsual causes: the sensor or the heater cartridge has slipped out or has a loose "
           "wire, a fan blows at it, or max_power is too low.";
}

}  // namespace

Heaters::Heaters(printer::Context& context)
    : context_(context),
      watch_timer_(context.executor, [this] { check_heaters(); }),
      ready_(context.events.ready.connect([this](const auto&) { begin_watching(); })),
      shut_down_(context.events.shut_down.connect(
          [this](const printer::ShutDown& event) { stop(event.reason); })),
      restarting_(
          context.events.restarting.connect([this](const printer::Restarting&) { turn_off(); })) {}

Heaters::~Heaters() = default;

void Heaters::after_build() {
    const auto* policy = context_.modules.first<ErrorPolicy>();
    const Seconds borne = policy ? policy->bears_excursions() : Seconds{};
    if (borne == Seconds{}) return;
    for (const auto& sensor : sensors_) sensor.source->bear_excursions(borne);
}

Heater& Heaters::add(const printer::HeaterConfig& config,
                     const printer::SectionName& section,
                     const std::string& gcode_id) {
    const std::string name = last_word(section.full);
    refuse_same_name(name, section);
    refuse_same_id(gcode_id, section);
    auto made = std::make_unique<Entry>();
    Entry& entry = *made;
    const printer::TemperatureRange range{config.min_temp, config.max_temp};
    entry.excursions.emplace(section.full, range, context_);
    auto source = make_temperature_source({config,
                                           section,
                                           range,
                                           [&entry](base::PrintTime when, double celsius) {
                                               if (entry.excursions->believes(when, celsius))
                                                   entry.heater->measured(when, celsius);
                                               else
                                                   entry.heater->missed(when, celsius);
                                           }},
                                          context_);
    entry.heater = make_heater(config, section, source->report_interval());
    Heater& heater = *entry.heater;
    entries_.push_back(std::move(made));
    sensors_.push_back({section.full, gcode_id, name, std::move(source), [&heater] {
                            return Reading{heater.temperature(), heater.target()};
                        }});
    return heater;
}

void Heaters::add_sensor(TemperatureRequest request,
                         const std::string& gcode_id,
                         std::function<Reading()> reading) {
    const printer::SectionName& section = request.section;
    refuse_same_id(gcode_id, section);
    request.listener =
        without_excursions(section.full, request.range, std::move(request.listener), context_);
    auto source = make_temperature_source(std::move(request), context_);
    sensors_.push_back({section.full, gcode_id, "", std::move(source), std::move(reading)});
}

std::unique_ptr<Heater> Heaters::make_heater(const printer::HeaterConfig& config,
                                             const printer::SectionName& section,
                                             Seconds report_interval) {
    auto control = make_control(config);
    auto& output = context_.pins.pwm(
        config.heater_pin,
        {.section = section, .option = "heater_pin"},
        {.cycle_time = config.pwm_cycle_time, .max_duration = Heater::longest_unattended});
    const auto& board = output.mcu();
    return std::make_unique<Heater>(
        Heater::Settings{.name = last_word(section.full),
                         .min_temp = config.min_temp,
                         .max_temp = config.max_temp,
                         .min_extrude_temp = config.min_extrude_temp,
                         .max_power = config.max_power,
                         .smooth_time = config.smooth_time,
                         .report_interval = report_interval,
                         .offline = context_.offline,
                         .hardware = hardware_text(config)},
        std::move(control),
        Heater::Wiring{
            .set_duty = [&output](base::PrintTime when, double duty) { output.set(when, duty); },
            .now = [&board, this] { return board.estimated_print_time(); }});
}

void Heaters::refuse_same_name(const std::string& name, const printer::SectionName& section) const {
    for (const auto& sensor : sensors_)
        if (sensor.heater == name)
            throw section.error("",
                                "Heater " + name + " already registered by [" + sensor.section +
                                    "]; choose another name");
}

void Heaters::refuse_same_id(const std::string& gcode_id,
                             const printer::SectionName& section) const {
    for (const auto& sensor : sensors_)
        if (!gcode_id.empty() && sensor.gcode_id == gcode_id)
            throw section.error(
                "gcode_id",
                "G-Code sensor id " + gcode_id + " already registered by [" + sensor.section + "]");
}

Heater* Heaters::find(std::string_view name) const {
    for (const auto& entry : entries_)
        if (entry->heater->name() == name) return entry->heater.get();
    return nullptr;
}

Heater& Heaters::require(std::string_view name) const {
    if (Heater* heater = find(name)) return *heater;
    throw printer::MissingModule(std::string(name));
}

std::vector<std::string> Heaters::names() const {
    std::vector<std::string> list;
    for (const auto& entry : entries_) list.push_back(entry->heater->name());
    return list;
}

printer::ThermalModels Heaters::thermal_models() const {
    printer::ThermalModels models;
    for (const auto& entry : entries_)
        if (const auto model = entry->fit.model()) models[section_of(*entry->heater)] = *model;
    return models;
}

std::string Heaters::section_of(const Heater& heater) const {
    for (const auto& sensor : sensors_)
        if (sensor.heater == heater.name()) return sensor.section;
    return heater.name();
}

void Heaters::watch(const Heater& heater, const printer::HeaterWatch::Settings& settings) {
    for (const auto& entry : entries_)
        if (entry->heater.get() == &heater) entry->watch_settings = settings;
}

void Heaters::set_target(Heater& heater, double celsius) {
    heater.set_target(celsius);
}

runtime::Task<> Heaters::wait_for(Heater& heater) {
    if (context_.offline) heater.assume_reached();
    if (context_.offline || heater.target() <= 0.0) co_return;
    const double wanted = heater.target();
    while (heater.target() > 0.0 && heater.is_settling()) {
        context_.console.raw(report());
        const bool was_laid_aside = co_await wait_a_second();
        // What has switched it off meanwhile, such as a timeout, did not mean this wait.
        if (was_laid_aside && heater.target() <= 0.0) heater.set_target(wanted);
    }
}

runtime::Task<bool> Heaters::wait_a_second() {
    context_.modules.the<ToolheadModule>().toolhead().last_move_time();
    co_await context_.turns.wait(Seconds(1.0));
    if (stopped_) throw CommandError("Printer is shutdown");
    co_return co_await context_.turns.pause_point();
}

std::string Heaters::report() const {
    std::map<std::string, std::string> by_id;
    for (const auto& sensor : sensors_) {
        if (!started_ || sensor.gcode_id.empty()) continue;
        const auto [celsius, target] = sensor.reading();
        by_id[sensor.gcode_id] = one_decimal(celsius) + " /" + one_decimal(target);
    }
    if (by_id.empty()) return "T:0";
    std::string text;
    for (const auto& [id, reading] : by_id) text += (text.empty() ? "" : " ") + id + ":" + reading;
    return text;
}

void Heaters::report_temperatures() {
    const std::string text = report();
    if (!context_.console.answer(text)) context_.console.raw(text);
}

void Heaters::turn_off() {
    for (const auto& entry : entries_) entry->heater->set_target(0.0);
}

void Heaters::set_temperature(const SetTemperature& request) {
    Heater* heater = find(request.heater);
    if (!heater) throw CommandError(base::not_an_option(request.heater, "HEATER", names()));
    set_target(*heater, request.target);
}

const Heaters::Sensor* Heaters::find_sensor(std::string_view name) const {
    for (const auto& sensor : sensors_)
        if (sensor.section == name || (!sensor.heater.empty() && sensor.heater == name))
            return &sensor;
    return nullptr;
}

runtime::Task<> Heaters::wait_for_temperature(const TemperatureWait& request) {
    if (!request.minimum && !request.maximum)
        throw CommandError("Error on 'TEMPERATURE_WAIT': missing MINIMUM or MAXIMUM.");
    if (request.minimum && request.maximum && *request.maximum <= *request.minimum)
        throw CommandError("Error on 'TEMPERATURE_WAIT': MAXIMUM must be above MINIMUM");
    const Sensor* sensor = find_sensor(request.sensor);
    if (!sensor)
        throw CommandError(
            base::not_an_option(request.sensor, "SENSOR", status().available_sensors));
    if (context_.offline) {
        if (printer::Heater* heater = find(sensor->heater)) heater->assume_reached();
        co_return;
    }
    while (true) {
        const double celsius = sensor->reading().celsius;
        if (celsius >= request.minimum.value_or(celsius) &&
            celsius <= request.maximum.value_or(celsius))
            co_return;
        context_.console.raw(report());
        co_await wait_a_second();
    }
}

void Heaters::begin_watching() {
    started_ = true;
    if (context_.offline) return;
    for (const auto& entry : entries_) {
        const printer::HeaterWatch::Settings usual{.check_gain_time =
                                                       usual_gain_time(entry->heater->name())};
        entry->watch.emplace(entry->watch_settings.value_or(usual));
    }
    check_heaters();
}

void Heaters::check_heaters() {
    for (const auto& entry : entries_) {
        const Heater& heater = *entry->heater;
        entry->fit.take(context_.executor.now(), heater.temperature(), heater.duty());
        const auto verdict =
            entry->watch->check(context_.executor.now(), heater.temperature(), heater.target());
        if (verdict == printer::HeaterWatch::Verdict::well) continue;
        if (!handle_fault(*entry)) return;
    }
    watch_timer_.set_after(Seconds(1.0), Seconds(0.2));
}

// Returns whether the printer goes on.
bool Heaters::handle_fault(Entry& entry) {
    const std::string text = fault_text(*entry.heater, entry.watch->error());
    const auto* policy = context_.modules.first<ErrorPolicy>();
    if (!policy || !policy->forgives_heater_fault()) {
        context_.shut_down(text);
        return false;
    }
    entry.heater->set_target(0.0);
    context_.console.error(text + "\nIt has been switched off.");
    return true;
}

void Heaters::stop(const std::string& reason) {
    stopped_ = true;
    watch_timer_.cancel();
    for (const auto& entry : entries_) entry->heater->stop();
    const bool by_sensor = reason.find("ADC out of range") != std::string::npos ||
                           reason.find("Thermocouple") != std::string::npos;
    for (const auto& sensor : sensors_)
        if (const auto complaint = sensor.source->complaint(); by_sensor && !complaint.empty())
            context_.console.error("Sensor '" + sensor.section + "' " + complaint + "\n" +
                                   history_of(sensor) +
                                   "Usual causes: a broken cable or a loose plug (much too cold), "
                                   "a short circuit (much too hot), another sensor_type than what "
                                   "is built in, or a min_temp above that of the room.");
}

std::string Heaters::history_of(const Sensor& sensor) const {
    const Heater* heater = find(sensor.heater);
    if (!heater) return {};
    return "Last readings: " + heater->recent_text() + " (" + heater->hardware() + ").\n";
}

Heaters::Status Heaters::status() const {
    Status status;
    for (const auto& sensor : sensors_) {
        if (!sensor.heater.empty()) status.available_heaters.push_back(sensor.section);
        status.available_sensors.push_back(sensor.section);
    }
    status.available_monitors = monitors_;
    return status;
}

void Heaters::describe(printer::Description<Heaters>& module) {
    module.section("heaters").always().doc("Commands for all heaters.");

    module.command<&Heaters::report_temperatures>("M105", "Reports the temperatures.")
        .when_not_ready();
    module.command<&Heaters::turn_off>("TURN_OFF_HEATERS", "Turn off all heaters");
    auto set = module.command<&Heaters::set_temperature>("SET_HEATER_TEMPERATURE",
                                                         "Sets a heater temperature");
    set.parameter<&SetTemperature::heater>("Which heater.").required();
    set.parameter<&SetTemperature::target>("Degrees Celsius; 0 turns it off.");
    auto wait = module.command<&Heaters::wait_for_temperature>(
        "TEMPERATURE_WAIT", "Wait for a temperature on a sensor");
    wait.parameter<&TemperatureWait::sensor>("Section of the heater or sensor.").required();
    wait.parameter<&TemperatureWait::minimum>("At least so warm, in degrees Celsius.");
    wait.parameter<&TemperatureWait::maximum>("At most so warm.");

    module.status<&Status::available_heaters>("The sections of all heaters.");
    module.status<&Status::available_sensors>("The sections of all temperature sensors.");
    module.status<&Status::available_monitors>("Sensors that only report.");
}

}  // namespace escapement::modules
