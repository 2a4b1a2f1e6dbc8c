// From sections and options to motors, endstops, heaters and boards.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/sim_blueprint.hpp"

#include <algorithm>
#include <memory>
#include <numbers>
#include <optional>
#include <stdexcept>

#include "base/text.hpp"
#include "chips/named_sensors.hpp"
#include "config/board_pins.hpp"
#include "config/pin.hpp"
#include "config/values.hpp"
#include "escapement/pins_mentioned.hpp"
#include "escapement/sim_mechanism.hpp"
#include "escapement/sim_sections.hpp"

namespace escapement::app {
namespace {

using base::Error;
using base::Result;
using config::Section;

class Maker {
  public:
    explicit Maker(const config::Document& config) : config_(config) {
        for (const Section& section : config_.sections())
            if (section.type() == "board_pins") static_cast<void>(aliases_.add(section));
    }

    sim::Blueprint make() {
        add_boards();
        add_axes();
        add_steppers();
        for (const Section& section : config_.sections()) add_part(section);
        auto pins = pins_mentioned(config_);
        for (auto& board : plan_.boards) board.pins = std::move(pins[board.name]);
        return std::move(plan_);
    }

  private:
    void add_boards() {
        for (const Section& section : config_.sections())
            if (section.type() == "mcu")
                plan_.boards.push_back(
                    {.name = section.title().empty() ? "mcu" : std::string(section.title())});
        const auto is_main = [](const auto& board) { return board.name == "mcu"; };
        const auto main = std::find_if(plan_.boards.begin(), plan_.boards.end(), is_main);
        if (main == plan_.boards.end())
            throw Failure{{"the configuration has no [mcu] section; add one"}};
        std::rotate(plan_.boards.begin(), main, main + 1);
    }

    sim::PinBlueprint pin(const Section& section, const std::string& key) {
        auto parsed = config::parse_pin(text(section, key), config::input_prefixes);
        if (parsed) parsed = aliases_.resolve(*parsed);
        const auto real = value_or_fail(std::move(parsed), section, key);
        for (std::size_t i = 0; i < plan_.boards.size(); ++i)
            if (plan_.boards[i].name == real.chip) return {i, real.name, real.inverted};
        fail(section, key + ": there is no microcontroller '" + real.chip + "'");
    }

    void add_axes() {
        const Section* printer = config_.find("printer");
        if (!printer) throw Failure{{"the configuration has no [printer] section; add one"}};
        const auto kinematics = text(*printer, "kinematics");
        if (kinematics == "cartesian")
            blends_ = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
        else if (kinematics == "corexy")
            blends_ = {{{1, 1, 0}, {1, -1, 0}, {0, 0, 1}}};
        else if (kinematics == "corexz")
            blends_ = {{{1, 0, 1}, {0, 1, 0}, {1, 0, -1}}};
        else if (kinematics == "hybrid_corexy")
            blends_ = {{{1, -1, 0}, {0, 1, 0}, {0, 0, 1}}};
        else if (kinematics == "hybrid_corexz")
            blends_ = {{{1, 0, -1}, {0, 1, 0}, {0, 0, 1}}};
        else if (!(curved_ = plan_mechanism(kinematics, config_)))
            fail(*printer,
                 "kinematics: '" + kinematics +
                     "' cannot be simulated yet; cartesian, corexy, corexz, hybrids, delta and "
                     "polar can");
        if (const Section* second = config_.find("dual_carriage"))
            fail(*second, "a second carriage cannot be simulated yet");
        if (curved_) {
            plan_.mechanism = curved_->mechanism;
            plan_.start = curved_->start;
        }
    }

    void add_steppers() {
        for (const Section& section : config_.sections()) {
            if (section.name.starts_with("stepper_"))
                curved_ ? add_part_motor(section) : add_axis_motor(section);
            if (section.type().starts_with("extruder") && section.find("step_pin"))
                add_motor(section, {});
        }
    }

    void add_axis_motor(const Section& section) {
        const auto axis = std::string_view("xyz").find(section.name.at(8));
        if (axis == std::string_view::npos) return;
        add_motor(section, blends_[axis]);
        if (!section.find("endstop_pin")) return;
        const bool primary = section.name.size() == 9;
        const Section& limits = primary ? section : *config_.find(section.name.substr(0, 9));
        const double position = number(limits, "position_endstop");
        const double low = number(limits, "position_min", 0.0),
                     high = number(limits, "position_max");
        plan_.endstops.push_back({.pin = pin(section, "endstop_pin"),
                                  .axis = axis,
                                  .position = position,
                                  .at_upper_end = position > (low + high) / 2});
        // A plausible place to find a machine in: a quarter of the way from the middle.
        plan_.start[axis] = low + (high - low) * 0.6;
    }

    // [stepper_a1] is a further motor of [stepper_a].
    void add_part_motor(const Section& section) {
        const auto first = section.name.substr(0, section.name.find_last_not_of("0123456789") + 1);
        const auto& names = curved_->sections;
        const auto found = std::find(names.begin(), names.end(), first);
        if (found == names.end()) return;
        const auto part = static_cast<std::size_t>(found - names.begin());
        add_motor(section, {});
        auto& motor = plan_.motors.back();
        motor.part = part;
        if (!section.find("endstop_pin") || !curved_->endstops[part]) return;
        plan_.endstops.push_back({.pin = pin(section, "endstop_pin"),
                                  .part = part,
                                  .position = *curved_->endstops[part],
                                  .at_upper_end = curved_->at_upper_end[part]});
    }

    // What turns measures its turns in radians.
    double rotation(const Section& section) const {
        for (std::size_t i = 0; curved_ && i < curved_->sections.size(); ++i)
            if (curved_->turns[i] && section.name == curved_->sections[i])
                return 2.0 * std::numbers::pi;
        return number(section, "rotation_distance");
    }

    void add_motor(const Section& section, const std::array<double, 3>& blend) {
        const auto* gears = section.find("gear_ratio");
        const double ratio =
            gears ? value_or_fail(config::parse_gear_ratio(gears->value), section, "gear_ratio")
                  : 1.0;
        const double steps = number(section, "full_steps_per_rotation", 200.0) *
                             number(section, "microsteps") * ratio;
        plan_.motors.push_back({.name = section.name,
                                .step = pin(section, "step_pin"),
                                .dir = pin(section, "dir_pin"),
                                .enable = section.find("enable_pin") ? pin(section, "enable_pin")
                                                                     : sim::PinBlueprint{},
                                .step_distance = rotation(section) / steps,
                                .blend = blend});
    }

    void add_part(const Section& section) {
        if (section.find("heater_pin") && section.find("sensor_pin")) add_heater(section);
        if (section.type().find("fan") != std::string_view::npos && section.find("pin"))
            plan_.fans.push_back({section.name, pin(section, "pin")});
    }

    void add_heater(const Section& section) {
        const bool bed = section.name == "heater_bed";
        const auto sensor = std::make_shared<chips::AnalogSensor>(make_sensor(section));
        plan_.heaters.push_back(
            {.name = section.name,
             .heater = pin(section, "heater_pin"),
             .sensor = pin(section, "sensor_pin"),
             .power_w = bed ? 300.0 : 50.0,
             .heat_capacity_j_per_k = bed ? 420.0 : 12.0,
             .loss_w_per_k = bed ? 1.6 : 0.12,
             .sensor_lag_s = bed ? 3.0 : 1.5,
             .sensor_reading = [sensor](double celsius) { return sensor->fraction_at(celsius); }});
    }

    chips::AnalogSensor make_sensor(const Section& section) {
        const auto type = text(section, "sensor_type");
        auto model = chips::find_named_sensor(type);
        if (!model) model = custom_thermistor(type);
        if (!model) fail(section, "sensor_type: '" + type + "' cannot be simulated");
        chips::AnalogCircuit circuit;
        circuit.pullup_ohm = number(section, "pullup_resistor", circuit.pullup_ohm);
        circuit.inline_ohm = number(section, "inline_resistor", circuit.inline_ohm);
        circuit.reference_volt = number(section, "adc_voltage", circuit.reference_volt);
        return value_or_fail(chips::AnalogSensor::build(*model, circuit), section, "sensor_type");
    }

    std::optional<chips::AnalogModel> custom_thermistor(const std::string& type) {
        const Section* section = config_.find("thermistor " + type);
        if (!section) return std::nullopt;
        const auto point = [&](const std::string& n) {
            return chips::ThermistorPoint{number(*section, "temperature" + n),
                                          number(*section, "resistance" + n)};
        };
        if (section->find("beta"))
            return value_or_fail(chips::Thermistor::from_beta(point("1"), number(*section, "beta")),
                                 *section,
                                 "beta");
        return value_or_fail(chips::Thermistor::from_points({point("1"), point("2"), point("3")}),
                             *section,
                             "temperature1");
    }

    const config::Document& config_;
    config::BoardPins aliases_;
    sim::Blueprint plan_;
    std::array<std::array<double, 3>, 3> blends_{};
    std::optional<MechanismPlan> curved_;
};

}  // namespace

Result<sim::Blueprint> make_blueprint(const config::Document& config) {
    try {
        return Maker(config).make();
    } catch (const Failure& failure) {
        return failure.error;
    }
}

}  // namespace escapement::app
