// Dictionaries from files, and a dictionary that can do everything.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/mentioned_boards.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "base/names.hpp"
#include "escapement/loading.hpp"
#include "escapement/pins_mentioned.hpp"
#include "firmware/port/sim/sim_mcu.hpp"

namespace escapement::app {
namespace {

using base::Error;
using base::Result;

// Nobody looks at the pins of a board that is only asked what it can do.
class NoWorld final : public firmware::sim::PinObserver {
    void output(messages::PinNumber, bool, base::McuClock) override {}
    void pwm(messages::PinNumber, std::uint32_t, base::Ticks32, base::McuClock) override {}
    bool input(messages::PinNumber, base::McuClock) override { return false; }
    std::uint16_t analog(messages::PinNumber, base::McuClock) override { return 0; }
};

wire::Dictionary able_dictionary(const std::vector<std::string>& pins,
                                 const config::Document& config) {
    NoWorld world;
    return firmware::sim::SimMcu({.pins = pins,
                                  .spi_buses = buses_mentioned(config, "spi_bus", "spi1"),
                                  .i2c_buses = buses_mentioned(config, "i2c_bus", "i2c1")},
                                 world)
        .dictionary();
}

using Given = std::map<std::string, wire::Dictionary>;

Result<Given> read_given(const config::Document& config, const std::vector<std::string>& given) {
    const auto names = board_names(config);
    Given read;
    for (const std::string& text : given) {
        const auto [name, file] = split_given(text);
        if (std::find(names.begin(), names.end(), name) == names.end())
            return Error{"-d " + text + ": the configuration has no [mcu " + name + "]" +
                         base::did_you_mean(name, names)};
        auto dictionary = load_dictionary(file);
        if (!dictionary) return dictionary.error();
        if (!read.emplace(name, std::move(*dictionary)).second)
            return Error{"-d " + text + ": '" + name + "' was given before"};
    }
    return read;
}

}  // namespace

GivenDictionary split_given(const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) return {"mcu", text};
    return {text.substr(0, equals), text.substr(equals + 1)};
}

std::vector<std::string> board_names(const config::Document& config) {
    std::vector<std::string> names{"mcu"};
    for (const config::Section& section : config.sections())
        if (section.type() == "mcu" && !section.title().empty())
            names.emplace_back(section.title());
    return names;
}

Result<std::vector<NamedDictionary>> boards_from_files(const config::Document& config,
                                                       const std::vector<std::string>& given) {
    auto read = read_given(config, given);
    if (!read) return read.error();
    std::vector<NamedDictionary> boards;
    for (const std::string& name : board_names(config)) {
        const auto found = read->find(name);
        if (found == read->end())
            return Error{"no data dictionary for [" + (name == "mcu" ? name : "mcu " + name) +
                         "]; give one with -d " + (name == "mcu" ? "" : name + "=") + "FILE"};
        boards.push_back({name, std::move(found->second)});
    }
    return boards;
}

Result<std::vector<NamedDictionary>> boards_for_check(const config::Document& config,
                                                      const std::vector<std::string>& given) {
    auto read = read_given(config, given);
    if (!read) return read.error();
    auto pins = pins_mentioned(config);
    std::vector<NamedDictionary> boards;
    for (const std::string& name : board_names(config)) {
        const auto found = read->find(name);
        boards.push_back({name,
                          found != read->end() ? std::move(found->second)
                                               : able_dictionary(pins[name], config)});
    }
    return boards;
}

}  // namespace escapement::app
