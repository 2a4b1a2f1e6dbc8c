// Reading a section into a module's configuration.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/module.hpp"

#include <algorithm>

#include "base/names.hpp"
#include "config/computed.hpp"
#include "config/reading.hpp"
#include "config/values.hpp"
#include "printer/klipper_names.hpp"
#include "printer/pins.hpp"

namespace escapement::printer {
namespace {

// Says of a number that nobody wrote where it came from.
std::string computed_from(std::string_view number, const config::Option& option) {
    if (number == option.as_written()) return {};
    return ", computed from " + config::quote(option.as_written());
}

void complain_about(const Field& field, config::Problem problem, Complaints& complaints) {
    problem.what = complaints.section().problem(field.name, problem.what).what;
    complaints.add(field.name, std::move(problem));
}

bool read_written(const Field& field,
                  const config::Option& option,
                  void* record,
                  Complaints& complaints) {
    config::Computed computed{option.value, {}};
    if (field.type && field.type->numeric) computed = config::compute_numbers(option, field.unit);
    if (computed.problem) {
        complain_about(field, std::move(*computed.problem), complaints);
        return false;
    }
    const auto read = field.read(record, computed.text);
    if (!read) complaints.add(field.name, read.error().what + computed_from(computed.text, option));
    return static_cast<bool>(read);
}

void read_option(const Field& field,
                 const config::Section& section,
                 void* record,
                 Complaints& complaints) {
    const config::Option* option = section.find(field.name);
    if (!option && field.required) return complaints.require(field.name);
    if (option && !read_written(field, *option, record, complaints)) return;
    if (field.type && field.type->settle)
        if (auto problem =
                field.type->settle(field.place(record), complaints.section(), field.name))
            complaints.add(field.name, std::move(*problem));
}

void read_family(const OptionFamily& family, const config::Section& section, void* record) {
    for (const config::Option& option : section.options)
        if (family.takes(option.key)) family.assign(record, option.key, option.value);
}

bool serves_option(const Schema& schema, std::string_view option) {
    return schema.option(option) ||
           std::any_of(schema.families.begin(),
                       schema.families.end(),
                       [&](const OptionFamily& family) { return family.takes(option); });
}

std::vector<std::string> known_options(const Schema& schema) {
    std::vector<std::string> known;
    for (const Field& field : schema.options) known.push_back(field.name);
    for (const OptionFamily& family : schema.families) known.push_back(family.prefix);
    return known;
}

void refuse_unknown(const Schema& schema, const config::Option& option, Complaints& complaints) {
    for (const MissingOption& missing : schema.missing)
        if (missing.name == option.key)
            return complaints.add(option.key,
                                  "not supported yet (" + missing.why + "); remove it to continue");
    if (option.saved) return;  // nobody wrote it by hand: another version, or Klipper, saved it
    const auto former = about_former_option(complaints.section().full, option.key);
    auto problem = complaints.section().problem(
        "",
        "has no option '" + option.key + "'" +
            (former.empty() ? base::did_you_mean(option.key, known_options(schema))
                            : "; " + former));
    problem.place = option.place;
    complaints.add(option.key, std::move(problem));
}

bool is_one_of(std::string_view name, const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Null where nothing stands for "not given".
base::Value default_of(const Field& field, const void* record) {
    auto value = field.preset(record);
    const auto* text = value.as<std::string>();
    const auto* list = value.as<base::Value::List>();
    const bool nothing = (text && text->empty() && field.kind == "string") ||
                         (list && list->empty() && field.kind == "list");
    return nothing ? base::Value() : value;
}

// A number, or a list of several; text that is none stays as it is.
base::Value numbers_in(const std::string& text) {
    const auto numbers = config::parse_numbers(text);
    if (!numbers) return text;
    if (numbers->size() == 1) return numbers->front();
    return to_value(*numbers);
}

void claim_pin(const Field& field, const config::Option& option, Complaints& complaints) {
    const SectionName& section = complaints.section();
    const PinRule& rule = *field.pin;
    complaints.attempt({field.name}, [&] {
        const PinUse use{section, field.name, rule.share ? rule.share(section) : std::string()};
        if (rule.endstop && complaints.pins().is_offered_endstop({option.value}, use)) return;
        complaints.pins().claim({option.value}, use, rule.prefixes);
    });
}

void read_options(const Schema& schema,
                  const config::Section& section,
                  void* record,
                  Complaints& complaints) {
    for (const Field& field : schema.options) read_option(field, section, record, complaints);
    for (const OptionFamily& family : schema.families) read_family(family, section, record);
    for (const config::Option& option : section.options)
        if (!serves_option(schema, option.key)) refuse_unknown(schema, option, complaints);
}

void add_families(const Schema& schema, const config::Section& section, base::Value::Table& table) {
    for (const OptionFamily& family : schema.families)
        for (const config::Option& option : section.options)
            if (family.takes(option.key))
                table.emplace_back(option.key,
                                   family.numeric ? numbers_in(option.value) : option.value);
}

void settle_defaults(const Schema& schema, void* record) {
    SectionName section;
    section.full = section.title = schema.sections.front();
    for (const Field& field : schema.options) {
        if (!field.type || !field.type->settle) continue;
        const auto problem = field.type->settle(field.place(record), section, field.name);
        ASSERT(!problem);  // the program's own text
    }
}

void claim_pins(const Schema& schema, const config::Section& section, Complaints& complaints) {
    for (const Field& field : schema.options)
        if (const auto* option = section.find(field.name); option && field.pin)
            claim_pin(field, *option, complaints);
}

}  // namespace

const Module* Modules::find(std::string_view name) const {
    for (const Module& module : modules_)
        if (module.name == name) return &module;
    return nullptr;
}

const Module* Modules::find_status(std::string_view name) const {
    for (const Module& module : modules_) {
        const Schema& schema = *module.type->schema;
        const std::string& own = schema.status_name.empty() ? module.name : schema.status_name;
        const auto& aliases = schema.status_aliases;
        const bool known =
            own == name || std::find(aliases.begin(), aliases.end(), name) != aliases.end();
        if (known && !schema.status.empty()) return &module;
    }
    return nullptr;
}

std::vector<std::string> Modules::status_names() const {
    std::vector<std::string> names;
    for (const Module& module : modules_) {
        const Schema& schema = *module.type->schema;
        if (schema.status.empty()) continue;
        names.push_back(schema.status_name.empty() ? module.name : schema.status_name);
        names.insert(names.end(), schema.status_aliases.begin(), schema.status_aliases.end());
    }
    return names;
}

base::Value status_of(const Module& module) {
    base::Value::Table table;
    if (module.type->with_status)
        module.type->with_status(module.object.get(), [&](const void* status) {
            for (const Field& field : module.type->schema->status) {
                auto value = field.value(status);
                if (field.is_entries)
                    table = *value.as<base::Value::Table>();
                else
                    table.emplace_back(field.name, std::move(value));
            }
        });
    return table;
}

base::Value status_of(const Module& module, const Field& field) {
    base::Value value;
    module.type->with_status(module.object.get(),
                             [&](const void* status) { value = field.value(status); });
    return value;
}

// The section's options as the module's Config; that is null for modules that have none.
ConfigRecord ModuleType::read(const config::Section& section, Complaints& complaints) const {
    if (!make_config_) return {nullptr, [](void*) {}};
    ConfigRecord config = make_config_(complaints.section());
    read_options(*schema, section, config.get(), complaints);
    return config;
}

void ModuleType::check(const config::Section& section, const Checking& checking) const {
    Complaints complaints(section_name(section), checking);
    const ConfigRecord config = read(section, complaints);
    if (!config) return;
    claim_pins(*schema, section, complaints);
    if (check_config_) check_config_(config.get(), complaints);
}

std::shared_ptr<void> ModuleType::build(const config::Section* section, Context& context) const {
    if (!make_config_) return make_(nullptr, context);
    if (!section) {
        const ConfigRecord config = make_config_({});
        settle_defaults(*schema, config.get());
        return make_(config.get(), context);
    }
    std::vector<config::Problem> problems;
    Complaints complaints(section_name(*section), {context.config, context.pins, problems});
    const ConfigRecord config = read(*section, complaints);
    ASSERT(problems.empty());  // it has been checked
    return make_(config.get(), context);
}

base::Value ModuleType::defaults() const {
    base::Value::Table table;
    if (!make_config_) return table;
    const ConfigRecord config = make_config_({});
    for (const Field& field : schema->options)
        table.emplace_back(field.name, field.preset(config.get()));
    return table;
}

base::Value ModuleType::settings(const config::Section& section, const Checking& checking) const {
    base::Value::Table table;
    Complaints complaints(section_name(section), checking);
    const ConfigRecord config = read(section, complaints);
    if (!config) return table;
    if (complete_settings_) complete_settings_(config.get(), complaints);
    const auto unused =
        unused_options_ ? unused_options_(config.get(), complaints) : std::vector<std::string>();
    for (const Field& field : schema->options) {
        if (!field.type) continue;
        auto value = section.find(field.name)        ? field.value(config.get())
                     : is_one_of(field.name, unused) ? base::Value()
                                                     : default_of(field, config.get());
        if (!value.is_null()) table.emplace_back(field.name, std::move(value));
    }
    add_families(*schema, section, table);
    return table;
}

}  // namespace escapement::printer
