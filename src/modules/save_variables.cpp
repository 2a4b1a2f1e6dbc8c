// SAVE_VARIABLE, and the file behind it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/save_variables.hpp"

#include <filesystem>
#include <fstream>
#include <utility>

#include "base/text.hpp"
#include "config/files.hpp"
#include "modules/user_path.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {

using printer::CommandError;

void SaveVariables::describe(printer::Description<SaveVariables>& module) {
    module.section("save_variables").doc("Variables that are kept for good.");
    module.option<&Config::filename>("The file they are in; ~ is the home folder.").required();

    auto save =
        module.command<&SaveVariables::save>("SAVE_VARIABLE", "Save arbitrary variables to disk");
    save.parameter<&Save::variable>("Its name, in lower case.").required();
    save.parameter<&Save::value>("Its value, as Python writes it: 12, 'text', [1, 2].").required();

    module.status<&Status::variables>("All variables, by name.");
}

SaveVariables::SaveVariables(const Config& config, printer::Context& context)
    : context_(context),
      path_(user_path(config.filename)),
      ready_(context.events.ready.connect([this](const printer::Ready&) { tell_unheld(); })) {
    const config::DiskFiles files;
    if (!std::filesystem::exists(path_)) {
        if (context.offline || context.simulated) return;  // files are left alone
        if (!std::ofstream(path_)) throw config.section.error("filename", "cannot write " + path_);
    }
    const auto text = files.read(path_);
    if (!text) throw config.section.error("filename", path_ + ": " + text.error().what);
    auto file = parse_variables(*text);
    if (!file)
        throw config.section.error(
            "filename",
            "Unable to parse existing variable file: " + path_ + ", " + file.error().what);
    file_ = std::move(*file);
}

void SaveVariables::save(const Save& request) {
    if (base::lower_case(request.variable) != request.variable)
        throw CommandError("VARIABLE must not contain upper case");
    if (request.variable.find_first_of("=:#;[\n") != std::string::npos || request.variable.empty())
        throw CommandError("VARIABLE must be a name: letters, digits and underscores");
    auto value = templates::read_literal(request.value);
    if (!value)
        throw CommandError("Unable to parse '" + request.value +
                           "' as a literal: " + value.error().what);
    if (!templates::read_literal(python_text(*value)))
        throw CommandError("Unable to save '" + request.value +
                           "': the file cannot hold infinite numbers, and could not be read any "
                           "more; give one up to 1.7e308");
    VariableFile file = file_;
    file.variables.insert_or_assign(request.variable, std::move(*value));
    file.unheld.erase(request.variable);
    if (!context_.offline && !context_.simulated) write(file);
    file_ = std::move(file);
}

void SaveVariables::tell_unheld() const {
    for (const auto& [name, value] : file_.unheld)
        context_.console.info(path_ + ":" + std::to_string(value.line) +
                              ": macros cannot see the " + "variable " + name + ": " + value.why +
                              ". It stays in the file as it is");
}

void SaveVariables::write(const VariableFile& file) const {
    config::DiskFiles files;
    if (auto written = files.replace(path_, print_variables(file), ""); !written)
        throw CommandError("Unable to save variable: " + written.error().what);
}

std::optional<templates::HostValue> SaveVariables::Seen::field(std::string_view name) {
    using templates::Literal;
    if (!has(name)) return std::nullopt;
    Literal::Items items;
    for (const auto& [key, value] : variables_) {
        items.push_back({key, Literal::Shape::plain});
        items.push_back(value);
    }
    return Literal{std::move(items), Literal::Shape::dict};
}

SaveVariables::Status SaveVariables::status() const {
    base::Value::Table table;
    for (const auto& [name, value] : file_.variables)
        table.emplace_back(name, templates::plain_value(value));
    return {base::Value(std::move(table))};
}

}  // namespace escapement::modules
