// escapement modules: what the printer modules declare, for people and for programs.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/modules.hpp"

#include <cstdio>
#include <map>
#include <memory>

#include "base/text.hpp"
#include "base/value.hpp"
#include "escapement/commands.hpp"
#include "printer/module.hpp"

namespace escapement::app {
namespace {

using base::Value;
using printer::Command;
using printer::Field;
using printer::ModuleType;
using printer::Schema;

std::string section_label(const Schema& schema, const std::string& name) {
    return name + (schema.named ? " <name>" : "");
}

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

Value commands(const std::vector<ModuleType>& types) {
    std::map<std::string, Value> by_name;
    for (const ModuleType& type : types)
        for (const Command& command : type.schema->commands) {
            Value entry;
            entry["command"] = command.name;
            if (!command.mux.empty()) entry["mux"] = command.mux;
            Value::List parameters;
            for (const Field& field : command.parameters)
                parameters.push_back(describe_field(field, "param"));
            entry["params"] = std::move(parameters);
            entry["when_not_ready"] = command.when_not_ready;
            entry["doc"] = command.doc;
            by_name[command.name] = std::move(entry);
        }
    Value::List list;
    for (auto& [name, entry] : by_name) list.push_back(std::move(entry));
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

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

// As one would write it into a configuration.
std::string as_written(const Value& value) {
    if (const auto* text = value.as<std::string>()) return *text;
    if (const auto* number = value.as<double>()) return base::print_number(*number);
    const auto* list = value.as<Value::List>();
    if (!list) return base::to_json(value);
    std::vector<std::string> entries;
    for (const Value& entry : *list) entries.push_back(as_written(entry));
    return joined(entries);
}

// "default 5 mm, at least 0"; empty if there is nothing to say.
std::string notes(const Field& field, const Value* value) {
    const auto unit = std::string(field.unit);
    const auto preset = value ? as_written(*value) : std::string();
    std::string out;
    const auto add = [&out](const std::string& note) {
        out += (out.empty() || note.empty() ? "" : "; ") + note;
    };
    if (field.required) add("required");
    if (value && !value->is_null() && !preset.empty())
        add("default " + preset + (unit.empty() ? "" : " " + unit));
    else if (!unit.empty())
        add("in " + unit);
    add(field.bounds.text());
    add(field.choices.empty() ? "" : "one of " + joined(field.choices));
    return out;
}

void print_line(const std::string& name, const std::string& doc, const std::string& notes) {
    std::printf("  %-26s %s%s\n",
                name.c_str(),
                doc.c_str(),
                notes.empty() ? "" : (" (" + notes + ")").c_str());
}

void print_field(const Field& field, const Value* value) {
    print_line(field.name, field.doc, notes(field, value));
}

void print_text(const ModuleType& type) {
    std::string heading;
    for (const auto& name : type.schema->sections)
        heading += (heading.empty() ? "[" : " [") + section_label(*type.schema, name) + "]";
    std::printf("%s\n  %s\n", heading.c_str(), type.schema->doc.c_str());
    const Value defaults = type.defaults();
    for (const Field& field : type.schema->options) print_field(field, defaults.find(field.name));
    for (const auto& family : type.schema->families)
        print_line(family.prefix + family.rest, family.doc, "");
    for (const Command& command : type.schema->commands) {
        std::printf("  %s: %s\n", command.name.c_str(), command.doc.c_str());
        for (const Field& field : command.parameters) print_field(field, nullptr);
    }
    std::printf("\n");
}

bool matches(const ModuleType& type, const std::string& wanted) {
    return wanted.empty() || type.schema->serves(wanted) || type.schema->serves(wanted + " name");
}

}  // namespace

int list_modules(const ModulesWish& wish) {
    auto types = modules::all_modules();
    std::erase_if(types, [&](const ModuleType& type) { return !matches(type, wish.section); });
    if (types.empty()) {
        std::fprintf(stderr,
                     "escapement: no module serves section [%s]; 'escapement modules' lists them\n",
                     wish.section.c_str());
        return exit_failed;
    }
    if (wish.json)
        print_json(types);
    else
        for (const ModuleType& type : types) print_text(type);
    return exit_good;
}

}  // namespace escapement::app
