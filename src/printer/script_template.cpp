// An option whose value is a template that makes G-code, or other text.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/script_template.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "printer/context.hpp"
#include "printer/dispatcher.hpp"
#include "printer/template_host.hpp"

namespace escapement::printer {
namespace {

// What all templates know, then what this one is given.
class TemplateNames final : public templates::Names {
  public:
    TemplateNames(TemplateHost& host, const templates::Names& more) : host_(host), more_(more) {}

    std::optional<templates::HostValue> find(std::string_view name) const override {
        if (auto found = host_.find(name)) return found;
        return more_.find(name);
    }

  private:
    TemplateHost& host_;
    const templates::Names& more_;
};

templates::Origin origin_of(const SectionName& section, std::string_view option) {
    templates::Origin origin{section.full + ":" + std::string(option), section.place.file, {}};
    const config::Option* const written = section.written ? section.written->find(option) : nullptr;
    if (!written) return origin;
    origin.file = written->place.file;
    for (const auto& start : written->lines) origin.lines.push_back({start.line, start.column});
    return origin;
}

// Owns all that it needs.
runtime::Task<> run_one(ScriptTemplate script, Context& context, templates::NameList more) {
    co_await context.gcode.run_script(script.render(context, more));
}

}  // namespace

const templates::NameList ScriptTemplate::none;

std::optional<config::Problem> ScriptTemplate::settle(const SectionName& section,
                                                      std::string_view option) {
    auto origin = origin_of(section, option);
    std::size_t wrong_line = 0;
    auto compiled = templates::Template::compile(text_, origin, &wrong_line);
    if (compiled) {
        // Who shares the shared_ptr says the header.
        compiled_ = std::make_shared<const templates::Template>(std::move(*compiled));
        return std::nullopt;
    }
    auto problem = section.problem(option, compiled.error().what);
    if (wrong_line > 0 && wrong_line <= origin.lines.size())
        problem.place.line = origin.lines[wrong_line - 1].line;
    return problem;
}

std::string ScriptTemplate::render(Context& context, const templates::Names& more) const {
    if (!compiled_) return text_;
    TemplateHost& host = context.templates;
    auto printed = compiled_->render(TemplateNames(host, more), host.limits());
    if (!printed) throw CommandError(printed.error().what);
    return std::move(*printed);
}

runtime::Task<> ScriptTemplate::run(Context& context, templates::NameList more) const {
    return run_one(*this, context, std::move(more));
}

base::Value to_value(const ScriptTemplate& value) {
    return value.text();
}

}  // namespace escapement::printer
