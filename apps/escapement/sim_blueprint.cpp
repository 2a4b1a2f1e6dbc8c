// From sections and options to motors, endstops, heaters and boards.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/sim_blueprint.hpp"

#include <algorithm>
#include <memory>
#include <numbers>
#include <optional>
#include <stdexcept>

#include "base/text.hpp"
#include "chips/accelerometer.hpp"
#include "chips/driver_chips.hpp"
#include "chips/named_sensors.hpp"
#include "config/board_pins.hpp"
#include "config/pin.hpp"
#include "config/values.hpp"
#include "escapement/heat_forecast.hpp"
#include "escapement/pins_mentioned.hpp"
#include "escapement/sim_drivers.hpp"
#include "escapement/sim_mechanism.hpp"
#include "escapement/sim_sections.hpp"
#include "printer/options.hpp"
#include "sim/sensor_model.hpp"

namespace escapement::app {
namespace {

using base::Error;
using base::Result;
using config::Section;

using Blend = std::array<double, 3>;

// Which coordinates the motors of x, y and z follow, and a second carriage's on x.
struct Belts {
    std::string_view kinematics;
    std::array<Blend, 3> axes;
    Blend second_x;
};

// Not the tables of the host, on purpose.
constexpr std::array<Belts, 5> known_belts{{
    {"cartesian", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}, {1, 0, 0}},
    {"corexy", {{{1, 1, 0}, {1, -1, 0}, {0, 0, 1}}}, {}},
    {"corexz", {{{1, 0, 1}, {0, 1, 0}, {1, 0, -1}}}, {}},
    {"hybrid_corexy", {{{1, -1, 0}, {0, 1, 0}, {0, 0, 1}}}, {1, 1, 0}},
    {"hybrid_corexz", {{{1, 0, -1}, {0, 1, 0}, {0, 0, 1}}}, {1, 0, 1}},
}};

class Maker {
  public:
    Maker(const config::Document& config, const printer::ThermalModels& measured)
        : config_(config), measured_(measured) {
        for (const Section& section : config_.sections())
            if (section.type() == "board_pins") static_cast<void>(aliases_.add(section));
    }

    sim::Blueprint make() {
        add_boards();
        add_axes();
        add_steppers();
        add_probes();
        for (const Section& section : config_.sections()) add_part(section);
        for (const Section& section : config_.sections())
            if (chips::find_driver_chip(section.type()))
                add_driver(section);
            else if (sim::SensorModel::make(section.type()))
                add_sensor(section);
        auto pins = pins_mentioned(config_);
        for (auto& board : plan_.boards) {
            board.pins = std::move(pins[board.name]);
            // Every board has the buses that some section names.
            board.spi_buses = buses_mentioned(config_, "spi_bus", "spi1");
            board.i2c_buses = buses_mentioned(config_, "i2c_bus", "i2c1");
        }
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
        return real_pin(text(section, key), section, key);
    }

    sim::PinBlueprint real_pin(const std::string& name,
                               const Section& section,
                               const std::string& key) {
        auto parsed = config::parse_pin(name, config::input_prefixes);
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
        const auto known = std::find_if(known_belts.begin(), known_belts.end(), [&](const auto& k) {
            return k.kinematics == kinematics;
        });
        if (known != known_belts.end())
            belts_ = *known;
        else if (!(curved_ = plan_mechanism(kinematics, config_)))
            fail(*printer,
                 "kinematics: '" + kinematics +
                     "' cannot be simulated yet; cartesian, corexy, corexz, hybrids, delta and "
                     "polar can");
        find_second_carriage(kinematics);
        if (curved_) {
            plan_.mechanism = curved_->mechanism;
            plan_.start = curved_->start;
        }
    }

    void find_second_carriage(const std::string& kinematics) {
        second_ = config_.find("dual_carriage");
        if (!second_) return;
        if (belts_.second_x == Blend{}) fail(*second_, "cannot be simulated on " + kinematics);
        const auto* axis = second_->find("axis");
        if (axis && axis->value == "y") second_axis_ = 1;
    }

    void add_steppers() {
        for (const Section& section : config_.sections()) {
            if (section.name.starts_with("stepper_"))
                curved_ ? add_part_motor(section) : add_axis_motor(section);
            if (section.type().starts_with("extruder") && section.find("step_pin"))
                add_motor(section, {}, fed_tool(section));
        }
        if (second_) add_second_carriage();
    }

    // Each of two carriages has an extruder of its own.
    std::optional<std::size_t> fed_tool(const Section& section) const {
        if (!second_ || (section.name != "extruder" && section.name != "extruder1")) return {};
        return section.name == "extruder" ? 0 : 1;
    }

    void add_axis_motor(const Section& section) {
        const auto axis = std::string_view("xyz").find(section.name.at(8));
        if (axis == std::string_view::npos) return;
        const bool one_tool = second_ && axis == second_axis_;
        add_motor(
            section, belts_.axes[axis], one_tool ? std::optional<std::size_t>(0) : std::nullopt);
        if (section.find("endstop_pin"))
            plan_.start[axis] = add_endstop(section, section.name.substr(0, 9), axis, 0);
    }

    void add_second_carriage() {
        const Blend share = second_axis_ == 0 ? belts_.second_x : belts_.axes[1];
        for (const Section& section : config_.sections())
            if (section.type().starts_with("dual_carriage")) add_motor(section, share, 1);
        auto start = plan_.start;
        start[second_axis_] = add_endstop(*second_, second_->name, second_axis_, 1);
        plan_.further_starts.push_back(start);
    }

    // Returns a plausible place to find a carriage in: a tenth of the way from the middle.
    double add_endstop(const Section& section,
                       const std::string& rail,
                       std::size_t axis,
                       std::size_t tool) {
        const Section& limits = *config_.find(rail);
        const bool by_probe = is_probe(section);
        const double position =
            number(limits, "position_endstop", by_probe ? std::optional(0.0) : std::nullopt);
        const double low = number(limits, "position_min", 0.0),
                     high = number(limits, "position_max");
        if (!by_probe)
            plan_.endstops.push_back({.pin = endstop_pin(section),
                                      .axis = axis,
                                      .position = position,
                                      .at_upper_end = position > (low + high) / 2,
                                      .tool = tool});
        return low + (high - low) * 0.6;
    }

    // The axis homes to the probe.
    static bool is_probe(const Section& section) {
        const auto parsed = config::parse_pin(text(section, "endstop_pin"), config::input_prefixes);
        return parsed && parsed->chip == "probe";
    }

    // A driver that notices stalls tells the end of the axis by a pin of its own.
    sim::PinBlueprint endstop_pin(const Section& section) {
        if (const auto diagnostics = stall_pin(config_, text(section, "endstop_pin")))
            return pin(*diagnostics->section, diagnostics->option);
        return pin(section, "endstop_pin");
    }

    // The bed is a little askew and higher in its middle, so that there is something to find.
    void add_probes() {
        plan_.bed = {.tilt_x = 0.0005,
                     .tilt_y = -0.0003,
                     .bump_height = 0.08,
                     .bump_radius = 80.0,
                     .bump_middle = {100.0, 100.0}};
        for (const Section& section : config_.sections()) {
            const bool servo = section.name == "bltouch";
            if (!servo && section.name != "probe" && section.name != "smart_effector") continue;
            plan_.probes.push_back(
                {.sensor = pin(section, servo ? "sensor_pin" : "pin"),
                 .control = servo ? pin(section, "control_pin") : sim::PinBlueprint{},
                 .offset = {number(section, "x_offset", 0.0),
                            number(section, "y_offset", 0.0),
                            number(section, "z_offset")}});
        }
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
        plan_.endstops.push_back({.pin = endstop_pin(section),
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

    void add_motor(const Section& section,
                   const Blend& blend,
                   std::optional<std::size_t> tool = {}) {
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
                                .both_edges = steps_on_both_edges(config_, section),
                                .blend = blend,
                                .tool = tool});
    }

    void add_part(const Section& section) {
        if (section.find("heater_pin") && section.find("sensor_pin"))
            add_heater(section);
        else if (section.find("sensor_pin") && section.find("sensor_type"))
            add_room_sensor(section);
        else if (section.type() == "filament_switch_sensor" && section.find("switch_pin"))
            add_filament_switch(section);
        add_buttons(section);
        if (section.type().find("fan") != std::string_view::npos && section.find("pin") &&
            is_on_board(section, "pin"))
            plan_.fans.push_back({section.name, pin(section, "pin")});
    }

    void add_heater(const Section& section) {
        const auto thermal = thermal_properties(section, measured_);
        const auto sensor = std::make_shared<chips::AnalogSensor>(make_sensor(section));
        plan_.heaters.push_back(
            {.name = section.name,
             .heater = pin(section, "heater_pin"),
             .sensor = pin(section, "sensor_pin"),
             .power_w = thermal.power_w,
             .heat_capacity_j_per_k = thermal.heat_capacity_j_per_k,
             .loss_w_per_k = thermal.loss_w_per_k,
             .sensor_lag_s = thermal.sensor_lag_s,
             .sensor_reading = [sensor](double celsius) { return sensor->fraction_at(celsius); }});
    }

    sim::PinBlueprint optional_pin(const Section& section, const char* key) {
        return section.find(key) ? pin(section, key) : sim::PinBlueprint{};
    }

    void add_driver(const Section& section) {
        sim::DriverBlueprint driver{.chip = std::string(section.type())};
        for (std::size_t i = 0; i < plan_.motors.size(); ++i)
            if (plan_.motors[i].name == section.title()) driver.motor = i;
        driver.receive = optional_pin(section, "uart_pin");
        driver.send = optional_pin(section, "tx_pin");
        driver.address = static_cast<std::uint8_t>(number(section, "uart_address", 0.0));
        driver.choosing = pin_list(section, "select_pins");
        driver.select = optional_pin(section, "cs_pin");
        driver.position = static_cast<std::size_t>(number(section, "chain_position", 1.0));
        driver.clock = optional_pin(section, "spi_software_sclk_pin");
        driver.data = optional_pin(section, "spi_software_mosi_pin");
        driver.answer = optional_pin(section, "spi_software_miso_pin");
        if (!driver.receive.name.empty() || !driver.select.name.empty())
            plan_.drivers.push_back(std::move(driver));
    }

    std::size_t board_of_i2c(const Section& section) {
        const auto name = section.find("i2c_mcu") ? text(section, "i2c_mcu") : "mcu";
        for (std::size_t i = 0; i < plan_.boards.size(); ++i)
            if (plan_.boards[i].name == name) return i;
        fail(section, "i2c_mcu: there is no microcontroller '" + name + "'");
    }

    // An accelerometer is mounted as its axes_map says.
    void add_sensor(const Section& section) {
        sim::SensorBlueprint sensor{.chip = std::string(section.type())};
        sensor.select = optional_pin(section, "cs_pin");
        if (sensor.select.name.empty()) {
            // Buses that are made of pins are not simulated.
            if (section.find("i2c_software_scl_pin")) return;
            sensor.select.board = board_of_i2c(section);
            const auto* chip = chips::find_accelerometer(section.type());
            sensor.i2c_address =
                static_cast<int>(number(section, "i2c_address", chip->i2c_address));
            if (section.find("i2c_bus")) sensor.i2c_bus = text(section, "i2c_bus");
        }
        sensor.clock = optional_pin(section, "spi_software_sclk_pin");
        sensor.data = optional_pin(section, "spi_software_mosi_pin");
        sensor.answer = optional_pin(section, "spi_software_miso_pin");
        if (section.find("axes_map")) {
            const auto words = printer::split_list(text(section, "axes_map"));
            for (std::size_t i = 0; i < std::min(words.size(), sensor.axes.size()); ++i) {
                const auto index = std::string_view("xyz").find(words[i].back());
                if (index == std::string_view::npos) fail(section, "axes_map: " + words[i]);
                sensor.axes[i] = {index, words[i].front() == '-'};
            }
        }
        plan_.sensors.push_back(std::move(sensor));
    }

    std::vector<sim::PinBlueprint> pin_list(const Section& section, const std::string& key) {
        std::vector<sim::PinBlueprint> list;
        if (!section.find(key)) return list;
        for (const auto& name : printer::split_list(text(section, key)))
            list.push_back(real_pin(name, section, key));
        return list;
    }

    // Whether the pin is one of a board, and not one that stands for others.
    bool is_on_board(const Section& section, const std::string& key) const {
        const auto parsed = config::parse_pin(text(section, key), config::input_prefixes);
        return parsed && std::any_of(plan_.boards.begin(),
                                     plan_.boards.end(),
                                     [&](const auto& board) { return board.name == parsed->chip; });
    }

    // There is filament.
    void add_filament_switch(const Section& section) {
        if (is_on_board(section, "switch_pin"))
            plan_.closed_switches.push_back(pin(section, "switch_pin"));
    }

    // Nobody presses them; where a resistor says which one is pressed, the circuit is open then.
    void add_buttons(const Section& section) {
        std::vector<std::string> keys;
        if (section.type() == "gcode_button") keys = {"pin"};
        if (section.type() == "display")
            keys = {"click_pin", "back_pin", "up_pin", "down_pin", "kill_pin"};
        for (const auto& key : keys) {
            if (!section.find(key) || !is_on_board(section, key)) continue;
            if (section.find("analog_range_" + key) || section.find("analog_range"))
                plan_.inputs.push_back({pin(section, key), 1.0});
            else
                plan_.open_switches.push_back(pin(section, key));
        }
        if (section.type() == "display")
            for (const auto& each : pin_list(section, "encoder_pins"))
                plan_.open_switches.push_back(each);
    }

    // What is not heated has the temperature of the room.  Sensors that are no resistors and such
    // are not simulated.
    void add_room_sensor(const Section& section) {
        const auto type = text(section, "sensor_type");
        if (!chips::find_named_sensor(type) && !config_.find("thermistor " + type)) return;
        if (is_on_board(section, "sensor_pin"))
            plan_.inputs.push_back({pin(section, "sensor_pin"),
                                    make_sensor(section).fraction_at(plan_.ambient_celsius)});
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
    const printer::ThermalModels& measured_;
    config::BoardPins aliases_;
    sim::Blueprint plan_;
    Belts belts_{};
    const Section* second_ = nullptr;  // [dual_carriage]
    std::size_t second_axis_ = 0;
    std::optional<MechanismPlan> curved_;
};

}  // namespace

Result<sim::Blueprint> make_blueprint(const config::Document& config,
                                      const printer::ThermalModels& measured) {
    try {
        return Maker(config, measured).make();
    } catch (const Failure& failure) {
        return failure.error;
    }
}

}  // namespace escapement::app
