// escapement modules: what the printer modules declare, for people and for programs.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/modules.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>

#include "base/names.hpp"
#include "base/text.hpp"
#include "base/value.hpp"
#include "escapement/commands.hpp"
#include "escapement/config_schema.hpp"
#include "escapement/loading.hpp"
#include "escapement/module_reference.hpp"
#include "printer/klipper_names.hpp"
#include "printer/module.hpp"

namespace escapement::app {
namespace {

using base::Value;
using printer::Command;
using printer::Field;
using printer::ModuleType;
using printer::Schema;

void add_bounds(Value& entry, const printer::Bounds& bounds) {
    if (bounds.at_least) entry["minval"] = *bounds.at_least;
    if (bounds.at_most) entry["maxval"] = *bounds.at_most;
    if (bounds.above) entry["above"] = *bounds.above;
    if (bounds.below) entry["below"] = *bounds.below;
}

Value describe_field(const Field& field, std::string_view key) {
    Value entry;
    entry[key] = field.name;
    entry["type"] = std::string(field.kind);
    entry["required"] = field.required;
    add_bounds(entry, field.bounds);
    if (!field.unit.empty()) entry["unit"] = std::string(field.unit);
    if (!field.choices.empty()) entry["choices"] = printer::to_value(field.choices);
    entry["doc"] = field.doc;
    return entry;
}

Value options(const ModuleType& type) {
    Value::List list;
    const Value defaults = type.defaults();
    for (const Field& field : type.schema->options) {
        Value entry = describe_field(field, "option");
        if (const Value* value = defaults.find(field.name)) entry["default"] = *value;
        list.push_back(std::move(entry));
    }
    for (const auto& family : type.schema->families) {
        Value entry;
        entry["option"] = family.prefix + family.rest;
        entry["type"] = "prefix_options";
        entry["doc"] = family.doc;
        list.push_back(std::move(entry));
    }
    return list;
}

Value sections(const std::vector<ModuleType>& types) {
    Value::List list;
    for (const ModuleType& type : types)
        for (const std::string& name : type.schema->sections) {
            Value entry;
            entry["section"] = section_label(*type.schema, name);
            entry["doc"] = type.schema->doc;
            entry["options"] = options(type);
            list.push_back(std::move(entry));
        }
    return list;
}

// A command that several modules have, with what each of them takes.
struct CommandEntry {
    const Command* command = nullptr;
    std::vector<const Field*> parameters;

    void add(const Command& other) {
        command = &other;
        for (const Field& field : other.parameters)
            if (std::none_of(parameters.begin(), parameters.end(), [&](const Field* known) {
                    return known->name == field.name;
                }))
                parameters.push_back(&field);
    }
    Value described() const {
        Value entry;
        entry["command"] = command->name;
        if (!command->mux.empty()) entry["mux"] = command->mux;
        Value::List list;
        for (const Field* field : parameters) list.push_back(describe_field(*field, "param"));
        entry["params"] = std::move(list);
        entry["when_not_ready"] = command->when_not_ready;
        entry["doc"] = command->doc;
        return entry;
    }
};

Value commands(const std::vector<ModuleType>& types) {
    std::map<std::string, CommandEntry> by_name;
    for (const ModuleType& type : types)
        for (const Command& command : type.schema->commands) by_name[command.name].add(command);
    Value::List list;
    for (const auto& [name, entry] : by_name) list.push_back(entry.described());
    return list;
}

Value status_objects(const std::vector<ModuleType>& types) {
    Value::List list;
    for (const ModuleType& type : types) {
        if (type.schema->status.empty()) continue;
        Value::List fields;
        for (const Field& field : type.schema->status) fields.push_back(field.name);
        auto names = type.schema->sections;
        if (!type.schema->status_name.empty()) names = {type.schema->status_name};
        for (const std::string& name : names) {
            Value entry;
            entry["object"] = section_label(*type.schema, name);
            entry["fields"] = fields;
            list.push_back(std::move(entry));
        }
    }
    return list;
}

void print_json(const std::vector<ModuleType>& types) {
    Value all;
    all["sections"] = sections(types);
    all["commands"] = commands(types);
    all["status"] = status_objects(types);
    all["endpoints"] = Value::List();
    all["moonraker"] = Value::List();
    std::printf("%s\n", base::to_json(all).c_str());
}

bool matches(const ModuleType& type, const std::string& wanted) {
    return wanted.empty() || type.schema->serves(wanted) || type.schema->serves(wanted + " name");
}

std::vector<std::string> section_names() {
    std::vector<std::string> names;
    for (const ModuleType& type : modules::all_modules())
        names.insert(names.end(), type.schema->sections.begin(), type.schema->sections.end());
    return names;
}

std::vector<std::string> command_names() {
    std::vector<std::string> names;
    for (const ModuleType& type : modules::all_modules())
        for (const Command& command : type.schema->commands) names.push_back(command.name);
    return names;
}

// Whether there is such a command; each section that brings it is described for itself.
bool print_command(const std::string& name) {
    bool found = false;
    for (const ModuleType& type : modules::all_modules())
        for (const Command& command : type.schema->commands)
            if (command.name == name) {
                std::fputs(command_text(*type.schema, command).c_str(), stdout);
                found = true;
            }
    return found;
}

// Why nothing is listed.
std::string nothing_of_that_name(const std::string& wanted) {
    if (printer::is_klipper_section(wanted)) return "section [" + wanted + "] is not supported yet";
    auto names = section_names();
    for (auto& name : command_names()) names.push_back(std::move(name));
    return "there is no section or command '" + wanted + "'" + base::did_you_mean(wanted, names);
}

// One file for each module, and nothing else of that kind in the folder.
int write_reference(const std::vector<ModuleType>& types, const std::string& folder) {
    std::error_code trouble;
    std::filesystem::create_directories(folder, trouble);
    for (const auto& entry : std::filesystem::directory_iterator(folder, trouble))
        if (is_reference_file(entry.path())) std::filesystem::remove(entry.path(), trouble);
    for (const ModuleType& type : types) {
        const auto path = std::filesystem::path(folder) / reference_file(type);
        std::ofstream file(path);
        file << reference_page(type);
        file.close();
        if (!file) {
            complain(path.string() + ": cannot be written: " + std::strerror(errno));
            return exit_failed;
        }
    }
    return exit_good;
}

}  // namespace

int list_modules(const ModulesWish& wish) {
    auto types = modules::all_modules();
    std::erase_if(types, [&](const ModuleType& type) { return !matches(type, wish.section); });
    // Of several with one name, the one that has most to say.
    if (!wish.section.empty())
        std::stable_sort(types.begin(), types.end(), [](const auto& one, const auto& other) {
            return one.schema->options.size() > other.schema->options.size();
        });
    if (types.empty() && print_command(base::upper_case(wish.section))) return exit_good;
    if (types.empty()) {
        complain(nothing_of_that_name(wish.section) + "; 'escapement modules' lists them");
        return exit_failed;
    }
    if (!wish.markdown.empty()) return write_reference(types, wish.markdown);
    if (wish.schema)
        std::printf("%s\n", base::to_json(config_schema(types)).c_str());
    else if (wish.json)
        print_json(types);
    else
        for (const ModuleType& type : types) std::fputs(reference_text(type).c_str(), stdout);
    return exit_good;
}

}  // namespace escapement::app
