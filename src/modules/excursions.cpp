// Telling when a sensor leaves its range, and when it is back.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/excursions.hpp"

#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <utility>

#include "modules/error_policy.hpp"
#include "printer/console.hpp"
#include "printer/module.hpp"

namespace escapement::modules {

bool Excursions::believes(base::PrintTime when, double celsius) {
    const bool within = celsius >= range_.lowest && celsius <= range_.highest;
    if (within && out_) end(when, celsius);
    if (within) last_believed_ = celsius;
    if (within) return true;
    const auto* policy = context_.modules.first<ErrorPolicy>();
    if (!policy || policy->bears_excursions() == base::Seconds{}) return true;
    if (!out_) begin(when, celsius);
    return false;
}

void Excursions::begin(base::PrintTime when, double celsius) {
    out_ = true;
    since_ = when;
    const auto reading = std::isfinite(celsius) ? fmt::format("reads {:.1f} degrees", celsius)
                                                : std::string("cannot be read");
    const auto before =
        last_believed_ ? fmt::format("; before it was at {:.1f}", *last_believed_) : std::string();
    context_.modules.first<ErrorPolicy>()->note_excursion(
        fmt::format("Sensor '{}' {}, not in range {:.1f}:{:.1f}{}.\n"
                    "What it heats is off until it is back.\n"
                    "Usual causes: a loose plug, or a cable that breaks where it bends.",
                    section_,
                    reading,
                    range_.lowest,
                    range_.highest,
                    before));
}

void Excursions::end(base::PrintTime when, double celsius) {
    out_ = false;
    context_.console.info(fmt::format("Sensor '{}' is back in range after {:.1f} s: {:.1f} degrees",
                                      section_,
                                      (when - since_).count(),
                                      celsius));
}

printer::TemperatureListener without_excursions(std::string section,
                                                printer::TemperatureRange range,
                                                printer::TemperatureListener listener,
                                                printer::Context& context) {
    // The copies that a std::function makes of itself share it.
    auto excursions = std::make_shared<Excursions>(std::move(section), range, context);
    return [excursions = std::move(excursions), listener = std::move(listener)](
               base::PrintTime when, double celsius) {
        if (excursions->believes(when, celsius)) listener(when, celsius);
    };
}

}  // namespace escapement::modules
