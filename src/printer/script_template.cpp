// An option whose value is a template that makes G-code, or other text.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/script_template.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "printer/context.hpp"
#include "printer/errors.hpp"
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
    void changed(std::string_view name, const templates::Literal& now) const override {
        more_.changed(name, now);
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
    ScriptRun lines(context, script.print(context, more));
    if (!lines.advance()) co_await lines.rest();
}

}  // namespace

const templates::NameList ScriptTemplate::none;

std::optional<config::Problem> ScriptTemplate::settle(const SectionName& section,
                                                      std::string_view option) {
    auto origin = origin_of(section, option);
    file_ = origin.file;
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
    return std::move(print(context, more)->text);
}

std::unique_ptr<Script> ScriptTemplate::print(Context& context,
                                              const templates::Names& more) const {
    ASSERT(compiled_);  // the reader of options has been here
    TemplateHost& host = context.templates;
    auto script = std::make_unique<Script>();
    script->source = compiled_;
    script->record.values = host.trace().wants(compiled_->name());
    auto printed = compiled_->render(TemplateNames(host, more), host.limits(), &script->record);
    if (!printed) {
        if (script->record.values) ScriptRun(context, std::move(script)).tell_unfinished();
        throw CommandError(printed.error().what, CommandError::Kind::macro);
    }
    script->text = std::move(*printed);
    return script;
}

std::vector<ScriptTemplate::WrittenLine> ScriptTemplate::written_lines() const {
    std::vector<WrittenLine> lines;
    if (!compiled_) return lines;
    for (const auto& line : compiled_->written_lines())
        lines.push_back({line.text, {file_, compiled_->line_in_file(line.line)}});
    return lines;
}

runtime::Task<> ScriptTemplate::run(Context& context, templates::NameList more) const {
    return run_one(*this, context, std::move(more));
}

base::Value to_value(const ScriptTemplate& value) {
    return value.text();
}

}  // namespace escapement::printer
