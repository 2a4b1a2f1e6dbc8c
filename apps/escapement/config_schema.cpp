// From the declarations of options to the words of JSON schema.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/config_schema.hpp"

#include <string>

#include "escapement/module_reference.hpp"

namespace escapement::app {
namespace {

using base::Value;
using printer::Field;
using printer::ModuleType;
using printer::Schema;

Value types(std::initializer_list<const char*> names) {
    Value::List list;
    for (const char* name : names) list.emplace_back(name);
    return list;
}

void set_kind(Value& entry, const Field& field) {
    if (!field.choices.empty()) {
        entry["enum"] = printer::to_value(field.choices);
    } else if (field.kind == "boolean") {
        entry["type"] = types({"boolean", "string"});
    } else if (field.kind == "int") {
        entry["type"] = types({"integer", "string"});
    } else if (field.kind == "float") {
        entry["type"] = types({"number", "string"});
    } else if (field.kind == "list") {
        entry["type"] = types({"array", "number", "string"});
    } else {
        entry["type"] = "string";
    }
}

// They hold for numbers only: what is computed is a text.
void set_bounds(Value& entry, const printer::Bounds& bounds) {
    if (bounds.at_least) entry["minimum"] = *bounds.at_least;
    if (bounds.above) entry["exclusiveMinimum"] = *bounds.above;
    if (bounds.at_most) entry["maximum"] = *bounds.at_most;
    if (bounds.below) entry["exclusiveMaximum"] = *bounds.below;
}

std::string description(const Field& field) {
    return field.unit.empty() ? field.doc : field.doc + " In " + std::string(field.unit) + ".";
}

Value option(const Field& field, const Value* preset) {
    Value entry;
    set_kind(entry, field);
    set_bounds(entry, field.bounds);
    entry["description"] = description(field);
    if (preset && !preset->is_null()) entry["default"] = *preset;
    return entry;
}

// Text as a pattern that matches just it.
std::string literal(std::string_view text) {
    std::string out;
    for (const char c : text)
        out += std::string_view(".*+?()[]{}^$|\\").find(c) == std::string_view::npos
                   ? std::string(1, c)
                   : "\\" + std::string(1, c);
    return out;
}

Value section(const ModuleType& type) {
    const Schema& schema = *type.schema;
    Value entry, properties = Value::Table{}, patterns = Value::Table{};
    Value::List required;
    const Value defaults = type.defaults();
    for (const Field& field : schema.options) {
        properties[field.name] = option(field, defaults.find(field.name));
        if (field.required) required.emplace_back(field.name);
    }
    for (const auto& family : schema.families) {
        Value& pattern = patterns["^" + literal(family.prefix)];
        pattern["type"] = types({"number", "string"});
        pattern["description"] = family.doc;
    }
    entry["type"] = "object";
    entry["description"] = schema.doc;
    entry["properties"] = std::move(properties);
    entry["patternProperties"] = std::move(patterns);
    entry["required"] = std::move(required);
    entry["additionalProperties"] = false;
    return entry;
}

// The names that a module's section may have, as a pattern.
std::string name_pattern(const Schema& schema, const std::string& name) {
    const auto begin = "^" + literal(name);
    if (schema.numbered) return begin + "[0-9]*$";
    if (schema.name_optional) return begin + "( .+)?$";
    return begin + (schema.named ? " .+$" : "$");
}

}  // namespace

Value config_schema(const std::vector<ModuleType>& modules) {
    Value schema, definitions = Value::Table{}, patterns = Value::Table{};
    for (const ModuleType& type : modules) {
        const Schema& declared = *type.schema;
        if (declared.early || (declared.always && declared.options.empty())) continue;
        const auto key = module_key(declared);
        definitions[key] = section(type);
        for (const std::string& name : declared.sections)
            patterns[name_pattern(declared, name)]["$ref"] = "#/$defs/" + key;
    }
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
    schema["title"] = "The configuration of a printer";
    schema["description"] = "Sections of options, as Escapement reads them from printer.cfg.";
    schema["type"] = "object";
    schema["patternProperties"] = std::move(patterns);
    schema["additionalProperties"] = false;
    schema["$defs"] = std::move(definitions);
    return schema;
}

}  // namespace escapement::app
