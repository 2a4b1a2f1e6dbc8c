// The options of outputs whose values are written in units of their own.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <string>

#include "printer/complaints.hpp"
#include "printer/description.hpp"
#include "printer/options.hpp"
#include "printer/section_name.hpp"

namespace escapement::modules {

struct OutputValueConfig {
    printer::SectionName section;
    printer::PinName pin;
    double scale = 1.0;
    double value = 0.0;
    double shutdown_value = 0.0;

    // What the pin gets, 0 to 1.
    double start() const { return value / scale; }
    double shutdown() const { return shutdown_value / scale; }
};

// Nothing is scheduled further ahead than this.
inline constexpr base::Seconds longest_cycle{3.0};

template <class Module>
requires std::derived_from<typename Module::Config, OutputValueConfig>
void describe_output_value(printer::Description<Module>& module) {
    using Config = OutputValueConfig;
    module.template option<&Config::pin>("The output.").required().output();
    module.template option<&Config::scale>("The value that stands for all the time on.").above(0.0);
    module.template option<&Config::value>("Value at the start, 0 to scale.").at_least(0.0);
    module.template option<&Config::shutdown_value>("Value after an emergency stop, 0 to scale.")
        .at_least(0.0);
}

// Complains about values beyond the scale.
inline void check_output_value(const OutputValueConfig& config, printer::Complaints& complaints) {
    const auto check = [&](const char* option, double value) {
        if (value > config.scale && complaints.none_about({option, "scale"}))
            complaints.add(option,
                           "must be at most " + base::print_number(config.scale) +
                               ", the scale (is " + base::print_number(value) + ")");
    };
    check("value", config.value);
    check("shutdown_value", config.shutdown_value);
}

// The VALUE of SET_PIN as what the pin gets.  Throws CommandError if it is out of range.
double scaled_value(double value, double scale);

}  // namespace escapement::modules
