// The settings of the watch over heaters.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/verify_heater.hpp"

#include "modules/heater_parts.hpp"
#include "modules/heaters.hpp"

namespace escapement::modules {

base::Seconds usual_gain_time(std::string_view heater) {
    return base::Seconds(heater == "heater_bed" ? 60.0 : 20.0);
}

void VerifyHeater::describe(printer::Description<VerifyHeater>& module) {
    module.section("verify_heater").named().doc("How strictly a heater is watched.");

    module.option<&Config::hysteresis>("Degrees below the target that are still well.")
        .unit("C")
        .at_least(0.0);
    module.option<&Config::max_error>("Degree seconds that may be missed before the printer stops.")
        .at_least(0.0);
    module.option<&Config::heating_gain>("Degrees to be gained in the gain time while heating up.")
        .unit("C")
        .above(0.0);
    module.option<&Config::check_gain_time>("Time for that; 60 for heater_bed, 20 for others.")
        .at_least(base::Seconds(1.0));
}

void VerifyHeater::check(const Config& config, printer::Complaints& complaints) {
    check_heater_name(config.section.title, "", complaints);
}

VerifyHeater::VerifyHeater(const Config& config, printer::Context& context) {
    auto& heaters = context.modules.the<Heaters>();
    const auto& heater = heaters.require(config.section.title);
    heaters.watch(
        heater,
        {.max_error = config.max_error,
         .hysteresis = config.hysteresis,
         .heating_gain = config.heating_gain,
         .check_gain_time = config.check_gain_time.value_or(usual_gain_time(heater.name()))});
}

}  // namespace escapement::modules
