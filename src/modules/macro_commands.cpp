// What there is once for all macros: tracing them, and reading them anew.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/macro_commands.hpp"

#include <utility>
#include <vector>

#include "base/names.hpp"
#include "base/text.hpp"
#include "modules/gcode_macro.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"
#include "printer/printer.hpp"
#include "printer/template_host.hpp"

namespace escapement::modules {
namespace {

std::vector<GcodeMacro*> macros_of(const printer::Modules& modules) {
    std::vector<GcodeMacro*> macros;
    for (const printer::Module& module : modules.all())
        if (auto* macro = modules.find<GcodeMacro>(module.name)) macros.push_back(macro);
    return macros;
}

std::string template_name(const GcodeMacro& macro) {
    return macro.section().full + ":gcode";
}

}  // namespace

void MacroCommands::describe(printer::Description<MacroCommands>& module) {
    module.section("gcode_macro")
        .companion_of("gcode_macro")
        .doc("Commands for all macros; has no options.");
    auto trace = module.command<&MacroCommands::trace>(
        "MACRO_TRACE", "Show each line of macros as it runs, with the values it was made from");
    trace.parameter<&Trace::enable>("1 begins, 0 ends it; nothing: say what is traced.");
    trace.parameter<&Trace::macro>("Only this macro; nothing: all templates.");
    module.command<&MacroCommands::reload>(
        "RELOAD_GCODE_MACROS", "Read the texts of all macros anew from the configuration");
}

void MacroCommands::trace(const Trace& request) {
    auto& trace = context_.templates.trace();
    const auto name = request.macro ? template_name(find(*request.macro)) : std::string();
    if (!request.enable) return report_trace();
    if (*request.enable && request.macro)
        trace.start(name);
    else if (*request.enable)
        trace.start();
    else if (request.macro)
        trace.stop(name);
    else
        trace.stop();
    report_trace();
}

void MacroCommands::report_trace() const {
    const auto& trace = context_.templates.trace();
    if (trace.wants_all()) return context_.console.info("All macros are traced");
    std::string names;
    for (const GcodeMacro* macro : macros_of(context_.modules))
        if (trace.wants(template_name(*macro))) names += " " + macro->command();
    context_.console.info(names.empty() ? "No macro is traced" : "Traced macros:" + names);
}

GcodeMacro& MacroCommands::find(const std::string& name) const {
    std::vector<std::string> known;
    for (GcodeMacro* macro : macros_of(context_.modules)) {
        if (macro->command() == base::upper_case(name)) return *macro;
        known.push_back(macro->command());
    }
    throw printer::CommandError("There is no macro '" + name + "'" +
                                base::did_you_mean(name, known));
}

void MacroCommands::reload() {
    if (!context_.read_config)
        throw printer::CommandError("The configuration does not come from files");
    const auto reading = context_.read_config();
    auto problems = reading.errors;
    std::vector<std::pair<GcodeMacro*, printer::ScriptTemplate>> texts;
    for (GcodeMacro* macro : macros_of(context_.modules)) {
        const auto* section = reading.document.find(macro->section().full);
        const auto* option = section ? section->find("gcode") : nullptr;
        if (!option) continue;
        printer::ScriptTemplate text(option->value);
        if (auto problem = text.settle(printer::section_name(*section), "gcode"))
            problems.push_back(std::move(*problem));
        else if (text.text() != macro->gcode().text())
            texts.emplace_back(macro, std::move(text));
    }
    if (!problems.empty())
        throw printer::CommandError("The macros stay as they are\n" +
                                    printer::problem_text(problems));
    for (auto& [macro, text] : texts) macro->replace(std::move(text));
    context_.console.info(std::to_string(texts.size()) + " macros have changed");
}

}  // namespace escapement::modules
