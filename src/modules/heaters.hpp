// All heaters and sensors of the printer, and the commands that concern any of them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/excursions.hpp"
#include "modules/temperature_request.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"
#include "printer/heater.hpp"
#include "printer/heater_config.hpp"
#include "printer/heater_watch.hpp"
#include "printer/module.hpp"
#include "printer/temperature_source.hpp"
#include "printer/thermal_fit.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// Owns the heaters.  Belongs to the main thread.
class Heaters {
  public:
    struct Status {
        std::vector<std::string> available_heaters;
        std::vector<std::string> available_sensors;
        std::vector<std::string> available_monitors;
    };
    struct SetTemperature {
        std::string heater;
        double target = 0.0;
    };
    struct TemperatureWait {
        std::string sensor;
        std::optional<double> minimum;
        std::optional<double> maximum;
    };
    static void describe(printer::Description<Heaters>& module);

    explicit Heaters(printer::Context& context);
    ~Heaters();
    // [error_policy] is known now.
    void after_build();

    // Makes the heater of a section, named by the section's last word.  `gcode_id` is what
    // temperature reports call it ("T0", "B"; nothing: they do not).  Throws ConfigError.
    printer::Heater& add(const printer::HeaterConfig& config,
                         const printer::SectionName& section,
                         const std::string& gcode_id);
    // The heater of that name ("extruder"), or nullptr.
    printer::Heater* find(std::string_view name) const;
    // Like find(), but throws MissingModule if there is none: see check_heater_name().
    printer::Heater& require(std::string_view name) const;

    // The heaters' names, and the section that one was made from.
    std::vector<std::string> names() const;
    std::string section_of(const printer::Heater& heater) const;

    // The object of that name tells a temperature that is no sensor's.
    void add_monitor(std::string name) { monitors_.push_back(std::move(name)); }

    // What a sensor reports beside the temperatures of heaters.
    struct Reading {
        double celsius = 0.0;
        double target = 0.0;
    };
    // Makes the temperature sensor of a section that is no heater; `reading` is what M105 and
    // TEMPERATURE_WAIT get.  Throws ConfigError.
    void add_sensor(TemperatureRequest request,
                    const std::string& gcode_id,
                    std::function<Reading()> reading);

    // Watches a heater with other settings than the usual ones.
    void watch(const printer::Heater& heater, const printer::HeaterWatch::Settings& settings);

    // 0 turns the heater off.  Takes effect at once, not when queued moves have ended.  Throws
    // CommandError when out of range.
    void set_target(printer::Heater& heater, double celsius);
    // Until the heater is where it should be; reports temperatures every second.  Returns at
    // once when the heater is off.  A pause may come in between; what it has switched off is
    // switched on again.  Throws CommandError when the printer stops meanwhile, and Interrupted.
    runtime::Task<> wait_for(printer::Heater& heater);

    // How heaters warm, as far as that has been seen in this session.
    printer::ThermalModels thermal_models() const;

    // "B:60.0 /60.0 T0:199.8 /200.0"
    std::string report() const;
    Status status() const;

  private:
    struct Entry {
        std::unique_ptr<printer::Heater> heater;
        std::optional<printer::HeaterWatch::Settings> watch_settings;
        std::optional<printer::HeaterWatch> watch;
        std::optional<Excursions> excursions;
        printer::ThermalFit fit;
    };
    // Of a heater or not.
    struct Sensor {
        std::string section;   // "extruder", "heater_generic chamber"
        std::string gcode_id;  // may be empty
        std::string heater;    // its name, or nothing
        std::unique_ptr<printer::TemperatureSource> source;
        std::function<Reading()> reading;
    };
    std::unique_ptr<printer::Heater> make_heater(const printer::HeaterConfig& config,
                                                 const printer::SectionName& section,
                                                 base::Seconds report_interval);
    void refuse_same_name(const std::string& name, const printer::SectionName& section) const;
    void refuse_same_id(const std::string& gcode_id, const printer::SectionName& section) const;
    const Sensor* find_sensor(std::string_view name) const;
    std::string history_of(const Sensor& sensor) const;

    void report_temperatures();
    void turn_off();
    void set_temperature(const SetTemperature& request);
    runtime::Task<> wait_for_temperature(const TemperatureWait& request);
    // One second, during which everything queued goes on.  True if a pause came in between.
    runtime::Task<bool> wait_a_second();

    void begin_watching();
    void check_heaters();
    bool handle_fault(Entry& entry);
    void stop(const std::string& reason);

    printer::Context& context_;
    std::vector<std::unique_ptr<Entry>> entries_;
    std::vector<Sensor> sensors_;
    std::vector<std::string> monitors_;
    bool started_ = false;
    bool stopped_ = false;
    runtime::Timer watch_timer_;
    printer::Signal<printer::Ready>::Connection ready_;
    printer::Signal<printer::ShutDown>::Connection shut_down_;
    printer::Signal<printer::Restarting>::Connection restarting_;
};

}  // namespace escapement::modules
