// What there is once for all macros: tracing them, and reading them anew.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

class GcodeMacro;

// MACRO_TRACE and RELOAD_GCODE_MACROS.  Belongs to the main thread.
class MacroCommands {
  public:
    struct Trace {
        std::optional<bool> enable;
        std::optional<std::string> macro;
    };
    static void describe(printer::Description<MacroCommands>& module);

    explicit MacroCommands(printer::Context& context) : context_(context) {}

  private:
    void trace(const Trace& request);
    void report_trace() const;
    // Reads the configuration's files again and takes the texts of the macros from them, all or
    // none.  Variables keep their values; macros do not come or go.
    void reload();
    // Throws CommandError where no macro has that name.
    GcodeMacro& find(const std::string& name) const;

    printer::Context& context_;
};

}  // namespace escapement::modules
