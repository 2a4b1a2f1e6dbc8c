// Options and state of microcontrollers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/mcu.hpp"

#include <algorithm>
#include <variant>

#include "base/assert.hpp"
#include "base/text.hpp"
#include "mcu/can_bus.hpp"
#include "mcu/mcu.hpp"
#include "printer/mcus.hpp"

namespace escapement::modules {
namespace {

mcu::Mcu& find(const printer::SectionName& section, const printer::Context& context) {
    mcu::Mcu* mcu = context.mcus.find(section.title);
    ASSERT(mcu);  // the application makes one for each section
    return *mcu;
}

base::Value constants(const wire::Dictionary& dictionary) {
    base::Value::Table table;
    for (const auto& [name, constant] : dictionary.config)
        table.emplace_back(
            name, std::visit([](const auto& value) { return base::Value(value); }, constant));
    return base::Value(std::move(table));
}

// "name=number name=number ..."
base::Value table_of(std::string_view stats) {
    base::Value::Table table;
    while (!stats.empty()) {
        const auto end = std::min(stats.find(' '), stats.size());
        const auto pair = stats.substr(0, end);
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos)
            if (const auto number = base::parse_number(pair.substr(equals + 1)))
                table.emplace_back(std::string(pair.substr(0, equals)), *number);
        stats.remove_prefix(std::min(end + 1, stats.size()));
    }
    return base::Value(std::move(table));
}

}  // namespace

void McuModule::describe(printer::Description<McuModule>& module) {
    module.section("mcu").named_or_not().doc("A microcontroller.");

    module.option<&Config::serial>("Its serial port, or socket://HOST:PORT, or a local socket.");
    module.option<&Config::canbus_uuid>("Its name on a CAN bus, instead of a port.");
    module.option<&Config::canbus_interface>("The network interface of that bus.");
    module.option<&Config::baud>("Bits per second; USB ports ignore it.").at_least(2400);
    module.option<&Config::restart_method>("How it is restarted.")
        .choices({"arduino", "cheetah", "command", "rpi_usb"});
    module.option<&Config::is_non_critical>(
        "It may be missing, vanish and come back while the printer goes on without it. Not the "
        "main "
        "one, nor one with motors or heaters.");
    module.option<&Config::reconnect_interval>("How often it is looked for while it is absent.")
        .above(base::Seconds{0.0});

    module.status<&Status::mcu_version>("Version of its firmware.");
    module.status<&Status::mcu_build_versions>("What its firmware was built with.");
    module.status<&Status::mcu_constants>("What its firmware says about the board.");
    module.status<&Status::last_stats>("Load and traffic.");
    module.status<&Status::non_critical_disconnected>("It is absent, and the printer goes on.");
}

void McuModule::check(const Config& config, printer::Complaints& complaints) {
    if (config.is_non_critical && config.section.title == "mcu")
        complaints.add("is_non_critical", "Primary MCU cannot be marked as non-critical!");
    if (config.canbus_uuid.empty()) return complaints.require("serial");
    if (const auto uuid = mcu::CanUuid::parse(config.canbus_uuid); !uuid)
        complaints.add("canbus_uuid", uuid.error().what);
}

McuModule::McuModule(const Config& config, printer::Context& context)
    : mcu_(find(config.section, context)) {}

McuModule::Status McuModule::status() const {
    if (!mcu_.identified()) return {};
    const auto& dictionary = mcu_.dictionary();
    return {.mcu_version = dictionary.version,
            .mcu_build_versions = dictionary.build_versions,
            .mcu_constants = constants(dictionary),
            .last_stats = table_of(mcu_.stats()),
            .non_critical_disconnected = mcu_.absent()};
}

}  // namespace escapement::modules
