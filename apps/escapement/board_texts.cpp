// Puts dictionaries and clocks into words.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/board_texts.hpp"

#include <cmath>
#include <variant>

#include "base/value.hpp"

namespace escapement::app {
namespace {

std::string constant_text(const std::string& text) {
    return text;
}
std::string constant_text(double number) {
    return base::to_json(base::Value(number));
}

std::string megahertz(double frequency_hz) {
    return std::to_string(std::lround(frequency_hz / 1e6)) + "Mhz";
}

}  // namespace

std::string loaded_text(const mcu::Mcu& mcu) {
    const auto& dictionary = mcu.dictionary();
    const auto count = dictionary.commands.size() + dictionary.responses.size();
    std::string text = "Loaded MCU '" + mcu.name() + "' " + std::to_string(count) + " commands (" +
                       dictionary.version + " / " + dictionary.build_versions + ")\nMCU '" +
                       mcu.name() + "' config:";
    for (const auto& [name, value] : dictionary.config)
        text += " " + name + "=" +
                std::visit([](const auto& constant) { return constant_text(constant); }, value);
    return text;
}

std::string frequency_warning(const mcu::Mcu& mcu) {
    constexpr double tolerance = 0.01;
    const double said_hz = mcu.clock().nominal_frequency_hz();
    const double seen_hz = mcu.clock().line().frequency_hz;
    const auto said = megahertz(said_hz);
    const auto seen = megahertz(seen_hz);
    if (std::abs(seen_hz - said_hz) <= tolerance * said_hz || said == seen) return {};
    return "MCU '" + mcu.name() + "' configured for " + said + " but running at " + seen + "!";
}

}  // namespace escapement::app
