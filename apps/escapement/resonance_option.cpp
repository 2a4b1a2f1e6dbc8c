// Reads resonances.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/resonance_option.hpp"

#include "base/text.hpp"
#include "printer/options.hpp"

namespace escapement::app {
namespace {

constexpr double highest_frequency = 500.0;

base::Error unreadable_resonance(const std::string& word) {
    return {"--resonance " + word +
            ": write AXIS=HZ or AXIS=HZ:RATIO, for example x=52.4:0.1,y=38, with 0 < HZ <= 500 "
            "and 0 <= RATIO < 1"};
}

}  // namespace

base::Result<sim::Resonances> parse_resonances(const std::string& text,
                                               const sim::Resonances& usual) {
    sim::Resonances resonances = usual;
    for (const std::string& word : printer::split_list(text)) {
        const auto equals = word.find('=');
        const auto axis = equals == 1 ? std::string_view("xyz").find(word[0]) : std::string::npos;
        if (axis == std::string_view::npos) return unreadable_resonance(word);
        const std::string value = word.substr(equals + 1);
        const auto colon = value.find(':');
        const auto hz = base::parse_number(value.substr(0, colon));
        const auto ratio = colon == std::string::npos
                               ? std::optional(resonances[axis].damping_ratio)
                               : base::parse_number(value.substr(colon + 1));
        if (!hz || !ratio || !(*hz > 0.0 && *hz <= highest_frequency) ||
            !(*ratio >= 0.0 && *ratio < 1.0))
            return unreadable_resonance(word);
        resonances[axis] = {*hz, *ratio};
    }
    return resonances;
}

}  // namespace escapement::app
