// Sorts errors, and looks up what is wished.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/error_policy.hpp"

#include "modules/urgent_command.hpp"
#include "printer/console.hpp"

namespace escapement::modules {

void ErrorPolicy::describe(printer::Description<ErrorPolicy>& module) {
    module.section("error_policy").doc("What becomes of a print when a line of its file fails.");
    const std::vector<std::string> wishes{"cancel", "pause", "warn"};
    module
        .option<&Config::move_out_of_range>(
            "A move that leaves the machine's range: it is left "
            "out, and the print is ended, paused or goes on.")
        .choices(wishes);
    module.option<&Config::macro_error>("A macro that cannot be evaluated, or raises an error.")
        .choices(wishes);
    module.option<&Config::command_error>("Any other command that fails.").choices(wishes);
    module
        .option<&Config::heater_fault>(
            "A heater that does not heat as it should: the printer is "
            "shut down, or the heater is switched off and the print is "
            "paused or ended.")
        .choices({"shutdown", "pause", "cancel"});
    module
        .option<&Config::sensor_excursion>(
            "A temperature sensor that is outside of its range for a moment: the printer is shut "
            "down once four readings say so, or what it heats is off meanwhile and the print goes "
            "on, is paused or ended.")
        .choices({"shutdown", "warn", "pause", "cancel"});
    module
        .option<&Config::sensor_excursion_time>(
            "After so long outside of the range the printer is shut down anyway.")
        .at_least(base::Seconds{1.0})
        .at_most(base::Seconds{6.0});
}

void ErrorPolicy::check(const Config& config, printer::Complaints& complaints) {
    if (config.heater_fault != "shutdown")
        complaints.require_section("heater_fault", "pause_resume");
    if (config.sensor_excursion == "pause" || config.sensor_excursion == "cancel")
        complaints.require_section("sensor_excursion", "pause_resume");
}

base::Seconds ErrorPolicy::bears_excursions() const {
    return config_.sensor_excursion == "shutdown" ? base::Seconds{} : config_.sensor_excursion_time;
}

void ErrorPolicy::note_excursion(const std::string& what) const {
    context_.console.error(what);
    if (config_.sensor_excursion == "pause") run_urgently(context_, "PAUSE");
    if (config_.sensor_excursion == "cancel") run_urgently(context_, "CANCEL_PRINT");
}

bool ErrorPolicy::forgives_heater_fault() const {
    if (config_.heater_fault == "shutdown") return false;
    run_urgently(context_, config_.heater_fault == "pause" ? "PAUSE" : "CANCEL_PRINT");
    return true;
}

const std::string& ErrorPolicy::option_for(const printer::CommandError& error) const {
    using Kind = printer::CommandError::Kind;
    if (error.kind() == Kind::out_of_range) return config_.move_out_of_range;
    return error.kind() == Kind::macro ? config_.macro_error : config_.command_error;
}

ErrorPolicy::Wish ErrorPolicy::wish_for(const printer::CommandError& error) const {
    const std::string& option = option_for(error);
    if (option == "warn") return Wish::warn;
    return option == "pause" ? Wish::pause : Wish::cancel;
}

}  // namespace escapement::modules
