// QUERY_ADC.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/query_adc.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "mcu/adc_in.hpp"
#include "printer/console.hpp"

namespace escapement::modules {

void QueryAdc::describe(printer::Description<QueryAdc>& module) {
    module.section("query_adc").always().doc("The last readings of analog inputs.");

    auto query =
        module.command<&QueryAdc::query>("QUERY_ADC", "Report the last value of an analog pin");
    query.parameter<&Query::name>("Which input; without it, all of them are listed.");
    query
        .parameter<&Query::pullup>(
            "Resistor between the pin and the supply, in ohm: the resistance is told, too.")
        .above(0.0);
}

void QueryAdc::query(const Query& request) {
    const auto found = inputs_.find(request.name);
    if (found == inputs_.end()) {
        std::string names;
        for (const auto& [name, input] : inputs_)
            names += (names.empty() ? "\"" : ", \"") + name + "\"";
        return context_.console.info("Available ADC objects: " + names);
    }
    const auto& last = found->second->last();
    auto text = fmt::format("ADC object \"{}\" has value {:.6f} (timestamp {:.3f})",
                            request.name,
                            last.value,
                            last.when.time_since_epoch().count());
    if (request.pullup) {
        constexpr double least = 1e-5;
        const double share = std::clamp(last.value, least, 1.0 - least);
        text += fmt::format("\n resistance {:.3f} (with {:.0f} pullup)",
                            *request.pullup * share / (1.0 - share),
                            *request.pullup);
    }
    context_.console.info(text);
}

}  // namespace escapement::modules
