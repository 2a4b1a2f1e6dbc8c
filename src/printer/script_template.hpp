// An option whose value is a template that makes G-code, or other text.
// SPDX-License-Identifier: GPL-3.0-or-later
//
//   struct Config {
//       printer::ScriptTemplate press_gcode;                    // empty unless it is given
//       printer::ScriptTemplate gcode{"TURN_OFF_HEATERS\nM84"};  // a default
//   };
//   button.option<&Config::press_gcode>("What is run when it is pressed.").required();
//   ...
//   co_await config_.press_gcode.run(context_);
//
// The reader of options compiles it, so that whatever is wrong with the template is a problem of
// the configuration, with file, line and column.  A template sees `printer`, the actions of
// TemplateHost, and the names given to run() or render(): `params` for example.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "base/value.hpp"
#include "config/place.hpp"
#include "printer/script.hpp"
#include "printer/section_name.hpp"
#include "runtime/task.hpp"
#include "template/template.hpp"

namespace escapement::printer {

// Copies share (shared_ptr) what was compiled, which never changes.  Belongs to the main thread.
class ScriptTemplate {
  public:
    ScriptTemplate() = default;
    explicit ScriptTemplate(std::string_view text) : text_(text) {}

    // As it stands in the configuration.
    const std::string& text() const { return text_; }
    // Whether there is nothing to run.
    bool empty() const { return base::trim(text_).empty(); }

    // What the template prints.  Throws CommandError, which names template, line, column and
    // expression.
    std::string render(Context& context, const templates::Names& more = none) const;
    // The same, to be carried out by a ScriptRun; with values if the template is traced.
    std::unique_ptr<Script> print(Context& context, const templates::Names& more) const;
    // Prints it when the task begins, then carries out its lines one after another.  Throws
    // CommandError.  The task may be destroyed at any time.
    runtime::Task<> run(Context& context, templates::NameList more = {}) const;

    // The lines of G-code that are written out in it, each with its place, for those who look for
    // unknown commands; a text ends where the first expression begins.
    struct WrittenLine {
        std::string text;
        config::Place place;
    };
    std::vector<WrittenLine> written_lines() const;

    // For the reader of options.
    std::optional<config::Problem> settle(const SectionName& section, std::string_view option);

  private:
    static const templates::NameList none;

    std::string text_;
    std::string file_;
    // A shared_ptr, as the copies of a configuration, and tasks that outlive it, share it.
    std::shared_ptr<const templates::Template> compiled_;
};

base::Value to_value(const ScriptTemplate& value);

}  // namespace escapement::printer

namespace escapement::base {

template <>
struct Text<printer::ScriptTemplate> {
    static constexpr std::string_view unit = "";
    static constexpr std::string_view kind = "gcode_template";
    static std::optional<printer::ScriptTemplate> parse(std::string_view text) {
        return printer::ScriptTemplate(text);
    }
    static std::string print(const printer::ScriptTemplate& value) { return value.text(); }
};

}  // namespace escapement::base
