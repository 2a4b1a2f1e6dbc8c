// Keeps what is to be saved until SAVE_CONFIG asks for it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/configfile.hpp"

#include <algorithm>
#include <cctype>

#include "modules/heaters.hpp"
#include "modules/verify_heater.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

using base::Value;

Value as_written(const config::Document& document) {
    Value::Table sections;
    for (const config::Section& section : document.sections()) {
        Value::Table options;
        for (const config::Option& option : section.options)
            options.emplace_back(option.key, option.value);
        sections.emplace_back(section.name, std::move(options));
    }
    return sections;
}

std::string lower_case(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

// A section that stands for defaults alone.
config::Section unwritten(std::string name) {
    config::Section section;
    section.name = std::move(name);
    return section;
}

}  // namespace

Configfile::Configfile(printer::Context& context)
    : context_(context),
      block_(context.config),
      status_{.config = as_written(context.config), .settings = Value::Table{}},
      ready_(context.events.ready.connect([this](const printer::Ready&) { learn_settings(); })) {}

void Configfile::learn_settings() {
    Value::Table settings;
    std::vector<config::Problem> none;  // all sections have been checked
    const printer::Checking checking{context_.config, context_.pins, none};
    for (const printer::Module& module : context_.modules.all()) {
        const config::Section* written = context_.config.find(module.name);
        if (!written && module.type->schema->options.empty()) continue;
        const config::Section section = written ? *written : unwritten(module.name);
        auto values = module.type->settings(section, checking);
        if (values.as<Value::Table>()->empty()) continue;
        settings.emplace_back(lower_case(module.name), std::move(values));
    }
    // Every heater is watched, with a section or without.
    const auto watch = printer::ModuleType::of<VerifyHeater>();
    const auto* heaters = context_.modules.first<Heaters>();
    for (const auto& heater : heaters ? heaters->names() : std::vector<std::string>()) {
        const auto section = unwritten("verify_heater " + heater);
        if (!context_.config.find(section.name))
            settings.emplace_back(lower_case(section.name), watch.settings(section, checking));
    }
    status_.settings = std::move(settings);
    seen_.renew();
}

std::optional<templates::HostValue> Configfile::Seen::field(std::string_view name) {
    if (name == "config") return &config_;
    if (name == "settings") return &settings_;
    if (name == "warnings") return status_.warnings;
    if (name == "save_config_pending") return base::Value(status_.save_config_pending);
    if (name == "save_config_pending_items") return status_.save_config_pending_items;
    return std::nullopt;
}

std::vector<std::string> Configfile::Seen::names() {
    return {"config", "settings", "warnings", "save_config_pending", "save_config_pending_items"};
}

void Configfile::set(std::string_view section, std::string_view option, const std::string& value) {
    block_.set(section, option, value);
    status_.save_config_pending_items[section][option] = value;
    status_.save_config_pending = true;
}

// A section that is only pending is forgotten; null stands for one that goes.
void Configfile::remove(std::string_view section) {
    if (!block_.remove(section)) return;
    status_.save_config_pending_items[section] = Value();
    status_.save_config_pending = true;
}

void Configfile::save() {
    if (block_.empty() && !status_.save_config_pending) return;
    if (context_.simulated)
        throw printer::CommandError("SAVE_CONFIG: the printer is simulated, and " +
                                    context_.config.file() + " stays as it is; nothing was saved");
    if (!context_.save_config)
        return context_.console.info(
            "SAVE_CONFIG: nothing is saved while planning; the printer would restart here, which "
            "ends a print");
    if (auto saved = context_.save_config(block_); !saved)
        throw printer::CommandError(saved.error().what);
    status_.save_config_pending = false;
    status_.save_config_pending_items = Value::Table{};
    if (context_.restart) context_.restart(printer::Restart::host);
}

void Configfile::describe(printer::Description<Configfile>& module) {
    module.section("configfile").always().doc("The configuration; has no options.");
    module.command<&Configfile::save>("SAVE_CONFIG", "Overwrite config file and restart");
    module.status<&Status::config>("Sections and options as they are written.");
    module.status<&Status::settings>("The values of options, defaults included.");
    module.status<&Status::warnings>("What is fine, but perhaps not what was meant.");
    module.status<&Status::save_config_pending>("Whether SAVE_CONFIG has something to save.");
    module.status<&Status::save_config_pending_items>(
        "What that is, by section and option; null for a section that goes.");
}

}  // namespace escapement::modules
