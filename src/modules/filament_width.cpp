// Measuring filament, and what the extruder makes of it when it arrives.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/filament_width.hpp"

#include <fmt/format.h>

#include <cmath>

#include "mcu/adc_in.hpp"
#include "modules/rounding.hpp"
#include "modules/toolhead.hpp"
#include "printer/console.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {
namespace {

constexpr base::Seconds between_updates{1.0};
constexpr const char* cleared = "Filament width measurements cleared!";

double extruder_position(const printer::Context& context) {
    return context.modules.the<ToolheadModule>().toolhead().position()[motion::extruder_axis].value;
}

}  // namespace

bool FilamentOnItsWay::add(const Piece& piece, double interval) {
    if (!pieces_.empty() && pieces_.back().arrives_at + interval > piece.arrives_at) return false;
    if (pieces_.size() == capacity) pieces_.pop_front();
    pieces_.push_back(piece);
    return true;
}

std::optional<double> FilamentOnItsWay::take(double position) {
    if (pieces_.empty() || pieces_.front().arrives_at > position) return std::nullopt;
    const double width = pieces_.front().width;
    pieces_.pop_front();
    return width;
}

int flow_for(double width, double nominal, double tolerance) {
    constexpr double whole = 100.0;
    if (width < nominal - tolerance || width > nominal + tolerance) return 100;
    return static_cast<int>(std::lround(nominal * nominal / (width * width) * whole));
}

void HallFilamentWidthSensor::describe(printer::Description<HallFilamentWidthSensor>& module) {
    module.section("hall_filament_width_sensor")
        .doc("Two Hall sensors that measure how thick the filament is.");
    describe_options(module);
    describe_filament_runout(module);
    describe_commands(module);

    module.status<&Status::diameter>("Smoothed, in millimetres.").called("Diameter");
    module.status<&Status::raw>("Sum of both readings, 0 to 20000.").called("Raw");
    module.status<&Status::is_active>("Whether it measures.");
    module.status<&Status::flow_compensation_enabled>("Whether it sets the flow.");
}

void HallFilamentWidthSensor::describe_options(
    printer::Description<HallFilamentWidthSensor>& module) {
    module.option<&Config::adc1>("Input of the first sensor.").required().analog();
    module.option<&Config::adc2>("Input of the second sensor.").required().analog();
    module.option<&Config::cal_dia1>("A measured diameter, in millimetres.");
    module.option<&Config::cal_dia2>("A second one.");
    module.option<&Config::raw_dia1>("The sum of both readings at the first diameter.");
    module.option<&Config::raw_dia2>("The sum of both readings at the second one.");
    module.option<&Config::measurement_interval>(
        "Millimetres of filament between two measurements.");
    module.option<&Config::default_nominal_filament_diameter>("The usual diameter.")
        .required()
        .above(1.0);
    module.option<&Config::measurement_delay>("Millimetres from the sensor to the nozzle.")
        .required()
        .above(0.0);
    module.option<&Config::max_difference>("Larger differences from it are not believed.");
    module.option<&Config::enable>("Whether it measures from the start.");
    module.option<&Config::min_diameter>("Thinner filament counts as none.");
    module.option<&Config::max_diameter>(
        "Thicker filament counts as none; the usual diameter and max_difference if not given.");
    module.option<&Config::logging>("Whether each measurement is told.");
    module.option<&Config::enable_flow_compensation>("Whether it sets the flow.");
    module.option<&Config::use_current_dia_while_delay>(
        "Whether the first measurement counts until its filament arrives.");
}

void HallFilamentWidthSensor::describe_commands(
    printer::Description<HallFilamentWidthSensor>& module) {
    using Sensor = HallFilamentWidthSensor;
    module.command<&Sensor::query>("QUERY_FILAMENT_WIDTH",
                                   "Report the filament width in mm and show sensor status");
    module.command<&Sensor::reset>("RESET_FILAMENT_WIDTH_SENSOR",
                                   "Clear all filament width readings");
    module.command<&Sensor::disable>("DISABLE_FILAMENT_WIDTH_SENSOR",
                                     "Disable the filament width sensor");
    module
        .command<&Sensor::enable>(
            "ENABLE_FILAMENT_WIDTH_SENSOR",
            "Enable the filament width sensor and enable or disable flow compensation")
        .parameter<&Enable::flow_compensation>("1: it sets the flow; 0: it does not.")
        .at_least(0)
        .at_most(1);
    module.command<&Sensor::query_raw>("QUERY_RAW_FILAMENT_WIDTH",
                                       "Report the raw filament width sensor values");
    module.command<&Sensor::log_on>("ENABLE_FILAMENT_WIDTH_LOG",
                                    "Enable filament width sensor logging");
    module.command<&Sensor::log_off>("DISABLE_FILAMENT_WIDTH_LOG",
                                     "Disable filament width sensor logging");
}

void HallFilamentWidthSensor::check(const Config& config, printer::Complaints& complaints) {
    const auto& section = complaints.section();
    complaints.attempt({"raw_dia1", "raw_dia2"}, [&] {
        if (config.raw_dia1 == config.raw_dia2)
            throw section.error("raw_dia2", "raw_dia1 and raw_dia2 must be different");
    });
    complaints.attempt({"max_difference", "default_nominal_filament_diameter"}, [&] {
        if (config.max_difference >= config.default_nominal_filament_diameter)
            throw section.error("max_difference",
                                "must be less than default_nominal_filament_diameter");
    });
}

HallFilamentWidthSensor::HallFilamentWidthSensor(const Config& config,
                                                 printer::Context& sensor_context)
    : FilamentRunout(config, sensor_context),
      config_(config),
      runner_(sensor_context, config.section.full),
      diameter_(config.default_nominal_filament_diameter),
      width_(diameter_),
      active_(config.enable),
      compensating_(config.enable_flow_compensation),
      logging_(config.logging),
      timer_(sensor_context.executor, [this] { update(); }),
      ready_(sensor_context.events.ready.connect([this](const auto&) {
          if (!context().offline) update();
      })) {
    enable_runout(active_);
    constexpr printer::AdcOptions sampling{.sample_time = base::Seconds(0.03),
                                           .sample_count = 15,
                                           .report_interval = base::Seconds(0.5),
                                           .range_check_count = 0};
    constexpr double full = 10000.0;
    const auto watch = [&](const printer::PinName& pin, std::string_view option, int which) {
        auto& input = sensor_context.pins.adc(pin, {config_.section, option}, sampling);
        input.on_value([this, which](base::PrintTime, double reading) {
            readings_[which] = std::nearbyint(reading * full);
            if (which == 1) measure();
        });
    };
    watch(config.adc1, "adc1", 0);
    watch(config.adc2, "adc2", 1);
}

// A measurement counts a sixth.
void HallFilamentWidthSensor::measure() {
    if (!active_) {
        diameter_ = config_.default_nominal_filament_diameter;
        return;
    }
    const double slope = (config_.cal_dia2 - config_.cal_dia1) /
                         static_cast<double>(config_.raw_dia2 - config_.raw_dia1);
    const double sum = readings_[0] + readings_[1];
    const double now = hundredths(slope * (sum - config_.raw_dia1) + config_.cal_dia1);
    constexpr double older = 5.0;
    diameter_ = (older * diameter_ + now) / (older + 1.0);
}

void HallFilamentWidthSensor::set_flow(int per_cent) {
    runner_.run_text("M221 S" + std::to_string(per_cent));
}

// What commands asked for meanwhile.
void HallFilamentWidthSensor::note_changes() {
    if (off_pending_ || flow_off_pending_ || clear_pending_) set_flow(100);
    if (off_pending_ || clear_pending_) on_its_way_.clear();
    clear_pending_ = flow_off_pending_ = false;
    if (!std::exchange(off_pending_, false)) return;
    active_ = false;
    enable_runout(false);
    note_filament(true);
}

void HallFilamentWidthSensor::update() {
    const bool ends = off_pending_;
    note_changes();
    if (ends) return;
    const double position = extruder_position(context());
    const double arrives_at = position + config_.measurement_delay;
    const bool first = on_its_way_.empty();
    const bool added = on_its_way_.add({arrives_at, diameter_}, config_.measurement_interval);
    if (first) first_arrives_at_ = arrives_at;
    if (added && !first && logging_)
        context().console.info(fmt::format("Filament width:{:.3f}", diameter_));
    const double most = config_.max_diameter.value_or(config_.default_nominal_filament_diameter +
                                                      config_.max_difference);
    note_filament(diameter_ >= config_.min_diameter && diameter_ <= most);
    follow(position);
    if (active_) timer_.set_after(between_updates);
}

void HallFilamentWidthSensor::follow(double position) {
    const double nominal = config_.default_nominal_filament_diameter;
    if (diameter_ <= config_.min_diameter) {
        if (compensating_) set_flow(100);
        return on_its_way_.clear();
    }
    if (const auto width = on_its_way_.take(position))
        width_ = *width;
    else if (!on_its_way_.empty() && on_its_way_.next() == first_arrives_at_)
        width_ = config_.use_current_dia_while_delay ? diameter_ : nominal;
    if (compensating_) set_flow(flow_for(width_, nominal, config_.max_difference));
}

void HallFilamentWidthSensor::query() {
    const std::string off = "sensor disabled";
    const std::string present = filament_present() ? "present" : "not present";
    context().console.info(
        "Filament diameter: " + (active_ ? fmt::format("{:.3f} mm", diameter_) : off) +
        "\nFilament state: " + (active_ ? present : off) + "\nWidth sensor: " +
        (active_ ? "ON" : "OFF") + "\nFlow compensation: " + (compensating_ ? "ON" : "OFF"));
}

void HallFilamentWidthSensor::query_raw() {
    context().console.info(fmt::format("ADC1={:.0f} ADC2={:.0f} RAW={:.0f}",
                                       readings_[0],
                                       readings_[1],
                                       readings_[0] + readings_[1]));
}

void HallFilamentWidthSensor::reset() {
    on_its_way_.clear();
    if (active_)
        clear_pending_ = true;
    else
        set_flow(100);
    context().console.info(cleared);
}

void HallFilamentWidthSensor::enable(const Enable& request) {
    if (request.flow_compensation) {
        const bool wanted = *request.flow_compensation != 0;
        flow_off_pending_ = compensating_ && !wanted;
        compensating_ = wanted;
    }
    const bool was_active = std::exchange(active_, true);
    off_pending_ = false;
    enable_runout(true);
    if (!was_active && !context().offline) timer_.set(context().executor.now());
    context().console.info(std::string("Filament width sensor: ON\nFlow compensation: ") +
                           (compensating_ ? "ON" : "OFF"));
}

void HallFilamentWidthSensor::disable() {
    if (active_ && !context().offline) {
        off_pending_ = true;
    } else {
        off_pending_ = true;
        note_changes();
    }
    context().console.info("Filament width sensor: OFF");
}

void HallFilamentWidthSensor::log_on() {
    logging_ = true;
    context().console.info("Filament width logging: ON");
}

void HallFilamentWidthSensor::log_off() {
    logging_ = false;
    context().console.info("Filament width logging: OFF");
}

HallFilamentWidthSensor::Status HallFilamentWidthSensor::status() const {
    Status status;
    static_cast<FilamentRunoutStatus&>(status) = runout_status();
    status.diameter = diameter_;
    status.raw = readings_[0] + readings_[1];
    status.is_active = active_;
    status.flow_compensation_enabled = compensating_;
    return status;
}

void Tsl1401clFilamentWidthSensor::describe(
    printer::Description<Tsl1401clFilamentWidthSensor>& module) {
    using Sensor = Tsl1401clFilamentWidthSensor;
    module.section("tsl1401cl_filament_width_sensor")
        .doc("A line of light sensors that measures how thick the filament is.");
    module.option<&Config::pin>("Input of the sensor.").required().analog();
    module.option<&Config::default_nominal_filament_diameter>("The usual diameter.")
        .required()
        .above(1.0);
    module.option<&Config::measurement_delay>("Millimetres from the sensor to the nozzle.")
        .required()
        .above(0.0);
    module.option<&Config::max_difference>("Larger differences from it are not believed.")
        .required()
        .above(0.0);

    module.command<&Sensor::query>("QUERY_FILAMENT_WIDTH", "Report the filament width in mm");
    module.command<&Sensor::reset>("RESET_FILAMENT_WIDTH_SENSOR",
                                   "Clear all filament width readings");
    module.command<&Sensor::disable>("DISABLE_FILAMENT_WIDTH_SENSOR",
                                     "Disable the filament width sensor");
    module.command<&Sensor::enable>("ENABLE_FILAMENT_WIDTH_SENSOR",
                                    "Enable the filament width sensor");
}

Tsl1401clFilamentWidthSensor::Tsl1401clFilamentWidthSensor(const Config& config,
                                                           printer::Context& context)
    : config_(config),
      context_(context),
      runner_(context, config.section.full),
      timer_(context.executor, [this] { update(); }),
      ready_(context.events.ready.connect([this](const auto&) {
          if (!context_.offline) update();
      })) {
    constexpr printer::AdcOptions sampling{.report_interval = base::Seconds(0.5),
                                           .range_check_count = 0};
    constexpr double full_scale = 5.0;
    auto& input = context.pins.adc(config.pin, {config_.section, "pin"}, sampling);
    input.on_value(
        [this](base::PrintTime, double reading) { width_ = hundredths(reading * full_scale); });
}

void Tsl1401clFilamentWidthSensor::update() {
    constexpr double interval = 10.0, least = 0.5;
    const double position = extruder_position(context_);
    on_its_way_.add({position + config_.measurement_delay, width_}, interval);
    if (width_ <= least) {
        runner_.run_text("M221 S100");
        on_its_way_.clear();
    } else if (const auto width = on_its_way_.take(position)) {
        const int flow =
            flow_for(*width, config_.default_nominal_filament_diameter, config_.max_difference);
        runner_.run_text("M221 S" + std::to_string(flow));
    }
    if (active_) timer_.set_after(between_updates);
}

void Tsl1401clFilamentWidthSensor::query() {
    context_.console.info(width_ > 0.0 ? fmt::format("Filament dia (measured mm): {:.2f}", width_)
                                       : std::string("Filament NOT present"));
}

void Tsl1401clFilamentWidthSensor::reset() {
    on_its_way_.clear();
    context_.console.info(cleared);
    runner_.run_text("M221 S100");
}

void Tsl1401clFilamentWidthSensor::enable() {
    if (std::exchange(active_, true))
        return context_.console.info("Filament width sensor is already On");
    if (!context_.offline) timer_.set(context_.executor.now());
    context_.console.info("Filament width sensor Turned On");
}

void Tsl1401clFilamentWidthSensor::disable() {
    if (!std::exchange(active_, false))
        return context_.console.info("Filament width sensor is already Off");
    timer_.cancel();
    on_its_way_.clear();
    runner_.run_text("M221 S100");
    context_.console.info("Filament width sensor Turned Off");
}

}  // namespace escapement::modules
