// G-code that a template has printed, and how its lines are carried out.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "printer/context.hpp"
#include "printer/errors.hpp"
#include "runtime/task.hpp"
#include "template/template.hpp"

namespace escapement::printer {

struct Script {
    std::string text;
    templates::Record record;
    // The template, which those who run one script share (shared_ptr): it may be replaced
    // meanwhile.
    std::shared_ptr<const templates::Template> source;
};

// Carries out the lines of one script.  An error gains a line that says where in the script it
// happened: "in gcode_macro PARK:gcode, printer.cfg:12:5: G1 X500"; so a chain of macros is told.
// If the script was recorded with values, each line is told on the console before it runs.
// Belongs to the main thread; may be destroyed at any time.
class ScriptRun {
  public:
    ScriptRun(Context& context, std::unique_ptr<Script> script)
        : context_(context), script_(std::move(script)) {}

    // Goes on until a line has to wait, or the script has to between two lines: then rest() is to
    // be awaited.  True at the end of the script.  Throws CommandError.
    bool advance();
    runtime::Task<> rest();
    // Instead of running it: tells what was printed until the evaluation failed.
    void tell_unfinished();

  private:
    std::string_view take_line();
    void name_line(CommandError& error) const;
    void tell_values(std::size_t until);
    void tell_line();

    Context& context_;
    std::unique_ptr<Script> script_;  // stays where it is: tasks refer to its text
    std::size_t next_ = 0;
    std::size_t begin_ = 0;  // of the line that runs
    std::string_view line_;
    std::size_t told_ = 0;                    // values
    std::optional<runtime::Task<>> pending_;  // the rest of the line
    std::optional<runtime::Task<>> pause_;    // before the next one
};

}  // namespace escapement::printer
