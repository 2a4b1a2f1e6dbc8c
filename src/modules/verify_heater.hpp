// Other settings for the watch over one heater.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/heater_watch.hpp"
#include "printer/module.hpp"

namespace escapement::modules {

// Every heater is watched; [verify_heater NAME] says how strictly.
class VerifyHeater {
  public:
    struct Config {
        printer::SectionName section;
        double hysteresis = 5.0;
        double max_error = 120.0;
        double heating_gain = 2.0;
        std::optional<base::Seconds> check_gain_time;
    };
    static void describe(printer::Description<VerifyHeater>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    VerifyHeater(const Config& config, printer::Context& context);
};

// A bed takes longer to get going than a nozzle.
base::Seconds usual_gain_time(std::string_view heater);

inline void complete_settings(VerifyHeater::Config& config, const printer::Complaints&) {
    if (!config.check_gain_time) config.check_gain_time = usual_gain_time(config.section.title);
}

}  // namespace escapement::modules
