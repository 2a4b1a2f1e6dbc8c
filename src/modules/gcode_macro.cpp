// G-code commands that the owner of a printer has written.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/gcode_macro.hpp"

#include <algorithm>

#include "base/names.hpp"
#include "base/text.hpp"
#include "gcode/parameters.hpp"
#include "printer/dispatcher.hpp"
#include "printer/errors.hpp"
#include "printer/script.hpp"

namespace escapement::modules {

using printer::CommandError;
using templates::HostValue;

namespace {

constexpr std::string_view variable_prefix = "variable_";

bool is_plain_name(std::string_view name) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    // Bytes beyond ASCII are part of letters that some alphabets have.
    const auto fits = [&](char c) {
        return (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    return !name.empty() && std::all_of(name.begin(), name.end(), fits) && !is_digit(name[0]) &&
           (name.size() == 1 || !is_digit(name[1]));
}

// What is wrong with a command of that name; empty if nothing is.
std::string name_complaint(const std::string& name) {
    if (gcode::is_traditional_name(name) || is_plain_name(name)) return "";
    return "Can't register '" + name +
           "' as it is an invalid name: use capitals, digits and '_', and letters in the first two "
           "places, or a letter and a number";
}

void check_names(const GcodeMacro::Config& config, printer::Complaints& complaints) {
    const auto& title = config.section.title;
    if (title.find_first_of(" \t") != std::string::npos)
        return complaints.add(
            "", "Name of section '" + config.section.full + "' contains illegal whitespace");
    const auto name = base::upper_case(title);
    if (const auto wrong = name_complaint(name); !wrong.empty()) complaints.add("", wrong);
    if (!config.rename_existing) return;
    const auto& other = *config.rename_existing;
    if (gcode::is_traditional_name(name) != gcode::is_traditional_name(other))
        complaints.add(
            "rename_existing",
            "G-Code macro rename of different types ('" + name + "' vs '" + other + "'): " +
                (gcode::is_traditional_name(name)
                     ? "the new name must be a letter and a number, such as " + name + ".1"
                     : "the new name must not be a letter and a number; try " + name + "_BASE"));
    else if (const auto wrong = name_complaint(other); !wrong.empty())
        complaints.add("rename_existing", wrong);
}

std::string literal_complaint(const std::string& option,
                              const std::string& section,
                              const std::string& why) {
    return "Option '" + option + "' in section '" + section + "' is not a valid literal: " + why;
}

}  // namespace

// What the template sees besides what all of them see: what it was called with, then its variables.
class GcodeMacro::Names final : public templates::Names {
  public:
    Names(const gcode::Line& line, const gcode::Parameters& parameters, Variables& variables)
        : line_(line), parameters_(parameters), variables_(variables) {}

    std::optional<HostValue> find(std::string_view name) const override {
        if (name == "params") return base::Value(parameter_table());
        if (name == "rawparams") return base::Value(line_.raw_parameters());
        if (const auto* value = variables_.find(name)) return *value;
        return std::nullopt;
    }
    void changed(std::string_view name, const templates::Literal& now) const override {
        variables_.set(name, now);
    }

  private:
    base::Value::Table parameter_table() const {
        base::Value::Table table;
        table.reserve(parameters_.entries().size());
        const bool traditional = line_.is_traditional();
        for (const auto& [name, value] : parameters_.entries())
            table.emplace_back(name, traditional ? base::upper_case(value) : value);
        return table;
    }

    const gcode::Line& line_;
    const gcode::Parameters& parameters_;
    Variables& variables_;
};

void GcodeMacro::Variables::set(std::string_view name, templates::Literal value) {
    for (auto& [known, held] : all_)
        if (known == name) return void(held = std::move(value));
    all_.emplace_back(name, std::move(value));
}

const templates::Literal* GcodeMacro::Variables::find(std::string_view name) const {
    for (const auto& [known, value] : all_)
        if (known == name) return &value;
    return nullptr;
}

std::optional<HostValue> GcodeMacro::Variables::field(std::string_view name) {
    const auto* const value = find(name);
    return value ? std::optional<HostValue>(*value) : std::nullopt;
}

std::vector<std::string> GcodeMacro::Variables::names() {
    std::vector<std::string> list;
    for (const auto& [name, value] : all_) list.push_back(name);
    return list;
}

void GcodeMacro::describe(printer::Description<GcodeMacro>& module) {
    module.section("gcode_macro").named().doc("A G-code command made of others.");
    module.option<&Config::gcode>("What the command does: a template.").required();
    module.option<&Config::rename_existing>(
        "The macro takes the place of a command, which gets this name.");
    module.option<&Config::description>("What HELP says about it.");
    module.family<&Config::variables>(
        variable_prefix,
        "<suffix>",
        "A variable and what it is at the start, written as in Python.");
    auto set = module.command<&GcodeMacro::set_variable>(
        "SET_GCODE_VARIABLE", "Set the value of a G-Code macro variable");
    set.word("VARIABLE", "Its name, without variable_.", "string");
    set.word("VALUE", "Its value, written as in Python.", "string");
    set.chosen_by("MACRO");
    module.status<&Status::variables>("The variables.").called("<suffix>").entries();
    module.status<&Status::variables>("As SET_GCODE_VARIABLE names them.")
        .called("<VARIABLE>")
        .entries();
}

void GcodeMacro::check(const Config& config, printer::Complaints& complaints) {
    check_names(config, complaints);
    for (const auto& [option, text] : config.variables)
        if (const auto literal = templates::read_literal(text); !literal)
            complaints.add(option,
                           literal_complaint(option, config.section.full, literal.error().what));
}

GcodeMacro::GcodeMacro(Config config, printer::Context& context)
    : config_(std::move(config)), context_(context) {
    command_.name = base::upper_case(config_.section.title);
    command_.doc = config_.description;
    command_.run = [](void* macro, const gcode::Line& line) {
        return static_cast<GcodeMacro*>(macro)->run(line);
    };
    for (const auto& [option, text] : config_.variables)
        variables_.set(option.substr(variable_prefix.size()), *templates::read_literal(text));
    if (!config_.rename_existing && !context_.gcode.add(command_, this))
        throw config_.section.error("",
                                    "gcode command " + command_.name +
                                        " already registered: give the macro another name, or the "
                                        "command with rename_existing");
}

void GcodeMacro::after_build() {
    if (!config_.rename_existing) return;
    if (const auto why_not = context_.gcode.rename(command_.name, *config_.rename_existing))
        throw config_.section.error("rename_existing",
                                    *why_not + " in gcode_macro rename; " +
                                        "without this option the macro is a command of its own");
    context_.gcode.add(command_, this);
}

GcodeMacro::Status GcodeMacro::status() const {
    base::Value::Table table;
    for (const auto& [name, value] : variables_.all())
        table.emplace_back(name, templates::plain_value(value));
    return {base::Value(std::move(table))};
}

std::optional<runtime::Task<>> GcodeMacro::run(const gcode::Line& line) {
    const auto parameters = gcode::parameters(line);
    if (!parameters) throw CommandError(parameters.error().what);
    if (running_) throw CommandError("Macro " + command_.name + " called recursively");
    Running running(*this);
    printer::ScriptRun script(context_,
                              config_.gcode.print(context_, Names(line, *parameters, variables_)));
    if (script.advance()) return std::nullopt;
    return go_on(std::move(running), std::move(script));
}

runtime::Task<> GcodeMacro::go_on(Running, printer::ScriptRun script) {
    co_await script.rest();
}

void GcodeMacro::set_variable(const gcode::Line& line) {
    const auto parameters = gcode::parameters(line);
    if (!parameters) throw CommandError(parameters.error().what);
    const auto variable = parameters->required("VARIABLE");
    const auto value = parameters->required("VALUE");
    if (!variable) throw CommandError(variable.error().what);
    if (!value) throw CommandError(value.error().what);
    if (!variables_.find(*variable))
        throw CommandError("Unknown gcode_macro variable '" + *variable + "'" +
                           base::did_you_mean(*variable, variables_.names()));
    auto literal = templates::read_literal(*value);
    if (!literal)
        throw CommandError("Unable to parse '" + *value + "' as a literal: " +
                           literal.error().what + " in '" + std::string(line.text()) + "'");
    variables_.set(*variable, std::move(*literal));
}

}  // namespace escapement::modules
