// What happens when filament runs out, or comes: what all filament sensors have in common.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <string>
#include <vector>

#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"
#include "printer/module.hpp"
#include "printer/script_template.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

struct FilamentRunoutConfig {
    printer::SectionName section;
    bool pause_on_runout = true;
    printer::ScriptTemplate runout_gcode;
    printer::ScriptTemplate insert_gcode;
    base::Seconds pause_delay{0.5};
    base::Seconds event_delay{3.0};
};

struct FilamentRunoutStatus {
    bool filament_detected = false;
    bool enabled = true;
};

// The base of modules with a filament sensor.  It acts on changes only, at most one at a time, and
// not in the first moments of a printer.  Belongs to the main thread.
class FilamentRunout {
  public:
    struct Query {
        std::string sensor;
    };
    struct SetSensor {
        std::string sensor;
        int enable = 1;
    };

    FilamentRunout(const FilamentRunoutConfig& config, printer::Context& context);
    virtual ~FilamentRunout() = default;
    FilamentRunout(const FilamentRunout&) = delete;
    FilamentRunout& operator=(const FilamentRunout&) = delete;

    // For those who have no switch to look at.
    void assume_present() { present_ = true; }
    FilamentRunoutStatus runout_status() const { return {present_, enabled_}; }
    void query_sensor(const Query& request);
    void set_sensor(const SetSensor& request) { enabled_ = request.enable != 0; }

  protected:
    // The sensor sees filament, or none.
    void note_filament(bool present);
    bool filament_present() const { return present_; }
    void enable_runout(bool enabled) { enabled_ = enabled; }
    printer::Context& context() const { return context_; }

  private:
    void act(runtime::Task<> action);
    runtime::Task<> run_out();
    runtime::Task<> insert();
    runtime::Task<> run_in_turn(std::string first, printer::ScriptTemplate script);

    FilamentRunoutConfig config_;
    printer::Context& context_;
    bool present_ = false;
    bool enabled_ = true;
    bool acting_ = false;
    base::HostTime deaf_until_ = base::HostTime::max();
    printer::Signal<printer::Ready>::Connection ready_;
};

// `and_commands` leaves the commands out for sensors of which there is only one without a name.
template <class Module>
requires std::derived_from<typename Module::Config, FilamentRunoutConfig> &&
    std::derived_from<Module, FilamentRunout>
void describe_filament_runout(printer::Description<Module>& module) {
    using Config = FilamentRunoutConfig;
    using base::Seconds;
    module.template option<&Config::pause_on_runout>(
        "Whether the print is paused when the filament runs out.");
    module.template option<&Config::runout_gcode>("What is run when it runs out, after the pause.");
    module.template option<&Config::insert_gcode>(
        "What is run when it comes while nothing is printed.");
    module.template option<&Config::pause_delay>("Time between the pause and the script.")
        .above(Seconds{0.0});
    module.template option<&Config::event_delay>("Time for which it rests after a script.")
        .at_least(Seconds{0.0});

    auto query = module.template command<&FilamentRunout::query_sensor>(
        "QUERY_FILAMENT_SENSOR", "Query the status of the Filament Sensor");
    query.chosen_by("SENSOR");
    query.template parameter<&FilamentRunout::Query::sensor>("Which sensor.").required();
    auto set = module.template command<&FilamentRunout::set_sensor>(
        "SET_FILAMENT_SENSOR", "Sets the filament sensor on/off");
    set.chosen_by("SENSOR");
    set.template parameter<&FilamentRunout::SetSensor::sensor>("Which sensor.").required();
    set.template parameter<&FilamentRunout::SetSensor::enable>("1: it acts; 0: it only reports.");

    module.template status<&FilamentRunoutStatus::filament_detected>("Whether it sees filament.");
    module.template status<&FilamentRunoutStatus::enabled>("Whether it acts.");
}

// What is only looked at where it is given.
inline std::vector<std::string> unused_options(const FilamentRunoutConfig&,
                                               const printer::Complaints&) {
    return {"insert_gcode"};
}

}  // namespace escapement::modules
