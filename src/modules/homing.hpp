// G28.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "gcode/line.hpp"
#include "printer/axes.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class HomingModule {
  public:
    static void describe(printer::Description<HomingModule>& module);

    explicit HomingModule(printer::Context& context);

    // Homes these, however G28 may be overridden; motors go off when that fails.  Throws
    // CommandError.
    runtime::Task<> home_axes(printer::AxisSet axes);
    // G28 is this from now on: told the axes that it names, which may be none, and the whole line.
    // Throws ConfigError, about `section`, if it is something else already.
    using Override = std::function<runtime::Task<>(printer::AxisSet named, std::string line)>;
    void override_by(Override override, const printer::SectionName& section);

  private:
    runtime::Task<> home(const gcode::Line& line);
    void give_up(const std::string& reason);

    printer::Context& context_;
    bool shut_down_ = false;
    Override override_;
    std::string overridden_by_;
    printer::Signal<printer::ShutDown>::Connection connection_;
};

}  // namespace escapement::modules
