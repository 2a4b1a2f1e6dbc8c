// Notes on fields, and two ways to lay them out.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/module_reference.hpp"

#include <cctype>
#include <fstream>
#include <vector>

#include "base/text.hpp"
#include "base/value.hpp"

namespace escapement::app {
namespace {

using base::Value;
using printer::Command;
using printer::Field;
using printer::ModuleType;
using printer::Schema;

constexpr const char* page_mark =
    "<!-- Made by 'escapement modules --markdown docs/reference/sections'; do not edit. -->";

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

// Empty where there is none.
std::string preset_of(const Field& field, const Value* value) {
    if (!value || value->is_null()) return {};
    const auto written = as_written(*value);
    return written.empty() || field.unit.empty() ? written
                                                 : written + " " + std::string(field.unit);
}

// "default 5 mm; at least 0"; empty if there is nothing to say.
std::string notes(const Field& field, const Value* value) {
    std::string out;
    const auto add = [&out](const std::string& note) {
        out += (out.empty() || note.empty() ? "" : "; ") + note;
    };
    if (field.required) add("required");
    if (const auto preset = preset_of(field, value); !preset.empty())
        add("default " + preset);
    else if (!field.unit.empty())
        add("in " + std::string(field.unit));
    add(field.bounds.text());
    add(field.choices.empty() ? "" : "one of " + joined(field.choices));
    return out;
}

std::string text_line(const std::string& name, const std::string& doc, const std::string& notes) {
    std::string padded = name;
    if (padded.size() < 26) padded.resize(26, ' ');
    return "  " + padded + " " + doc + (notes.empty() ? "" : " (" + notes + ")") + "\n";
}

std::string field_line(const Field& field, const Value* value) {
    return text_line(field.name, field.doc, notes(field, value));
}

std::string headings(const Schema& schema) {
    std::string text;
    for (const auto& name : schema.sections)
        text += (text.empty() ? "[" : " [") + section_label(schema, name) + "]";
    return text;
}

// The name of its object among the printer's.
std::string status_object(const Schema& schema) {
    return schema.status_name.empty() ? section_label(schema, schema.sections.front())
                                      : schema.status_name;
}

// A cell of a table: bars would end it.
std::string cell(std::string_view text) {
    std::string out;
    for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
    return out;
}

std::string row(const std::vector<std::string>& cells) {
    std::string line = "|";
    for (const auto& each : cells) line += " " + each + " |";
    return line + "\n";
}

std::string code(std::string_view text) {
    return text.empty() ? std::string() : "`" + cell(text) + "`";
}

// What is allowed, beside the kind.
std::string range_of(const Field& field) {
    if (!field.choices.empty()) return cell("one of " + joined(field.choices));
    return cell(field.bounds.text());
}

std::string field_row(const Field& field, const Value* preset) {
    const auto unit = field.unit.empty() ? "" : ", " + std::string(field.unit);
    const auto written = preset && !preset->is_null() ? as_written(*preset) : std::string();
    return row({code(field.name),
                cell(std::string(field.kind) + unit),
                field.required ? "required" : code(written),
                range_of(field),
                cell(field.doc)});
}

std::string options_table(const ModuleType& type) {
    const Schema& schema = *type.schema;
    if (schema.options.empty() && schema.families.empty()) return {};
    std::string text =
        "\n## Options\n\n| option | kind | default | range | |\n|---|---|---|---|---|\n";
    const Value defaults = type.defaults();
    for (const Field& field : schema.options) text += field_row(field, defaults.find(field.name));
    for (const auto& family : schema.families)
        text += row({code(family.prefix + family.rest), "string", "", "", cell(family.doc)});
    return text;
}

std::string missing_list(const Schema& schema) {
    if (schema.missing.empty()) return {};
    std::string text = "\nNot supported yet:";
    for (const auto& missing : schema.missing) text += "\n- `" + missing.name + "`: " + missing.why;
    return text + "\n";
}

std::string command_part(const Command& command) {
    std::string text = "\n### " + command.name + "\n\n" + command.doc + "\n";
    if (!command.mux.empty())
        text += "\n`" + command.mux + "=` chooses the section" +
                (command.mux_optional ? ", if given.\n" : ".\n");
    if (command.when_not_ready) text += "\nWorks before the printer is ready, too.\n";
    if (command.parameters.empty()) return text;
    text += "\n| parameter | kind | | range | |\n|---|---|---|---|---|\n";
    for (const Field& field : command.parameters) text += field_row(field, nullptr);
    return text;
}

std::string status_table(const Schema& schema) {
    if (schema.status.empty()) return {};
    std::string text = "\n## Status\n\nThe fields of `" + status_object(schema) +
                       "`.\n\n| field | kind | |\n|---|---|---|\n";
    for (const Field& field : schema.status)
        text += row({code(field.name),
                     cell(std::string(field.kind) +
                          (field.unit.empty() ? "" : ", " + std::string(field.unit))),
                     cell(field.doc)});
    return text;
}

}  // namespace

std::string section_label(const Schema& schema, const std::string& name) {
    return name + (schema.named ? " <name>" : "");
}

std::string module_key(const Schema& schema) {
    return schema.sections.front() + (schema.named ? "-name" : "");
}

std::string command_text(const Schema& schema, const Command& command) {
    std::string text = command.name + ": " + command.doc + "\n  of " + headings(schema) + "\n";
    for (const Field& field : command.parameters) text += field_line(field, nullptr);
    return text + "\n";
}

std::string reference_text(const ModuleType& type) {
    const Schema& schema = *type.schema;
    std::string text = headings(schema) + "\n  " + schema.doc + "\n";
    const Value defaults = type.defaults();
    for (const Field& field : schema.options) text += field_line(field, defaults.find(field.name));
    for (const auto& family : schema.families)
        text += text_line(family.prefix + family.rest, family.doc, "");
    for (const Command& command : schema.commands) {
        text += "  " + command.name + ": " + command.doc + "\n";
        for (const Field& field : command.parameters) text += field_line(field, nullptr);
    }
    if (!schema.status.empty()) text += "  status of '" + status_object(schema) + "':\n";
    for (const Field& field : schema.status)
        text += text_line(field.name, field.doc, std::string(field.kind));
    return text + "\n";
}

std::string reference_page(const ModuleType& type) {
    const Schema& schema = *type.schema;
    std::string text = std::string(page_mark) + "\n# " + cell(headings(schema)) + "\n\n" +
                       schema.doc + "\n" + options_table(type) + missing_list(schema);
    if (!schema.commands.empty()) text += "\n## Commands\n";
    for (const Command& command : schema.commands) text += command_part(command);
    return text + status_table(schema);
}

std::string reference_file(const ModuleType& type) {
    return module_key(*type.schema) + ".md";
}

bool is_reference_file(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::string line;
    return path.extension() == ".md" && std::getline(file, line) && line == page_mark;
}

}  // namespace escapement::app
