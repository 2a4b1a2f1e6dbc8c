// Rendering templates, and those that they call for.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/display_template.hpp"

#include <algorithm>

#include "modules/display_screens.hpp"
#include "printer/errors.hpp"
#include "template/literal.hpp"

namespace escapement::modules {

// render(name, param_x=...) inside of a template.
class DisplayTemplate::RenderFunction final : public templates::HostFunction {
  public:
    RenderFunction(printer::Context& context, int depth) : context_(context), depth_(depth) {}

    base::Result<base::Value> call(const templates::HostArguments& arguments) override {
        const auto* name =
            arguments.positional.empty() ? nullptr : arguments.positional.front().as<std::string>();
        if (!name) return base::Error{"render() needs the name of a display_template"};
        const auto* found = context_.modules.find<DisplayTemplate>("display_template " + *name);
        const auto* screens = context_.modules.first<DisplayScreens>();
        if (!found && screens) found = screens->find_template(*name);
        if (!found) return base::Error{"Unknown display_template '" + *name + "'"};
        if (depth_ == deepest)
            return base::Error{"display_template '" + *name + "' calls for itself again and again"};
        try {
            const Values values(arguments.named.begin(), arguments.named.end());
            return base::Value(found->render(values, depth_ + 1));
        } catch (const printer::CommandError& error) {
            return base::Error{error.what()};
        }
    }

  private:
    printer::Context& context_;
    int depth_;
};

std::unique_ptr<templates::HostFunction> DisplayTemplate::render_function(
    printer::Context& context) {
    return std::make_unique<RenderFunction>(context, 0);
}

void DisplayTemplate::describe(printer::Description<DisplayTemplate>& module) {
    module.section("display_template")
        .named()
        .doc("A template that makes a short text, for displays, lights and outputs.");
    module.option<&Config::text>("The template.").required();
    module.family<&Config::params>(
        "param_", "<name>", "A variable of the template and its usual value, a Python literal.");
}

void DisplayTemplate::check(const Config& config, printer::Complaints& complaints) {
    for (const auto& [name, text] : config.params)
        if (const auto literal = templates::read_literal(text); !literal)
            complaints.add(name, "Unable to parse '" + text + "' as a literal");
}

DisplayTemplate::DisplayTemplate(const Config& config, printer::Context& context)
    : context_(context), text_(config.text) {
    for (const auto& [name, text] : config.params)
        usual_.emplace_back(name, *templates::read_literal(text));
}

bool DisplayTemplate::has_parameter(std::string_view name) const {
    return std::any_of(
        usual_.begin(), usual_.end(), [&](const auto& usual) { return usual.first == name; });
}

std::string DisplayTemplate::render(const Values& values, int depth) const {
    RenderFunction render_other(context_, depth);
    templates::NameList names;
    for (const auto& [name, value] : usual_) names.set(name, value);
    for (const auto& [name, value] : values) names.set(name, value);
    names.set("render", static_cast<templates::HostFunction*>(&render_other));
    return text_.render(context_, names);
}

}  // namespace escapement::modules
