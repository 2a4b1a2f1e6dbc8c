// Rendering what is followed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/template_evaluator.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

#include "base/names.hpp"
#include "base/text.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "template/literal.hpp"

namespace escapement::modules {
namespace {

using printer::CommandError;

std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

}  // namespace

void TemplateEvaluator::describe(printer::Description<TemplateEvaluator>& module) {
    module.section("template_evaluator").always().doc("Outputs and lights that follow templates.");
}

TemplateEvaluator::TemplateEvaluator(printer::Context& context)
    : context_(context), timer_(context.executor, [this] { render_all(); }) {}

void TemplateEvaluator::follow(const Follower& follower,
                               const gcode::Parameters& parameters,
                               Callbacks callbacks) {
    const std::string* name = parameters.find("TEMPLATE");
    if (!name || name->empty()) {
        followers_.erase(follower);
        return;
    }
    const auto* source = context_.modules.find<DisplayTemplate>("display_template " + *name);
    if (!source) throw CommandError("Unknown display_template '" + *name + "'");
    std::string key = *name;
    auto values = read_values(*source, parameters, key);
    followers_.insert_or_assign(
        follower, Followed{source, std::move(values), std::move(key), std::move(callbacks)});
    if (context_.offline) return render_all();
    timer_.set(context_.executor.now());
}

DisplayTemplate::Values TemplateEvaluator::read_values(const DisplayTemplate& source,
                                                       const gcode::Parameters& parameters,
                                                       std::string& key) const {
    DisplayTemplate::Values values;
    for (const auto& [parameter, text] : parameters.entries()) {
        if (!parameter.starts_with("PARAM_")) continue;
        const auto name = lower(parameter);
        if (!source.has_parameter(name))
            throw CommandError("Invalid display_template parameter: " + name);
        auto value = templates::read_literal(text);
        if (!value) throw CommandError("Unable to parse '" + text + "' as a literal");
        values.emplace_back(name, std::move(*value));
        key += '\n' + name + '=' + text;
    }
    return values;
}

// A template that fails counts as one that prints nothing; that is told once.
std::string TemplateEvaluator::render(Followed& followed) {
    try {
        return followed.source->render(followed.values);
    } catch (const CommandError& error) {
        if (!std::exchange(followed.failed, true)) context_.console.error(error.what());
        return {};
    }
}

void TemplateEvaluator::render_all() {
    if (followers_.empty()) return;
    std::map<std::string, std::string> rendered;
    for (auto& [follower, followed] : followers_) {
        auto found = rendered.find(followed.key);
        if (found == rendered.end()) found = rendered.emplace(followed.key, render(followed)).first;
        followed.callbacks.update(found->second);
    }
    for (auto& [follower, followed] : followers_)
        if (followed.callbacks.flush) followed.callbacks.flush();
    if (!context_.offline) timer_.set_after(interval);
}

double number_of(const std::string& text) {
    return base::parse_number(base::trim(text)).value_or(0.0);
}

}  // namespace escapement::modules
