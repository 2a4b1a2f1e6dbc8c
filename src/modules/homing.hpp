// G28.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

  private:
    runtime::Task<> home(const gcode::Line& line);
    runtime::Task<> home_axes(printer::AxisSet axes);
    void give_up(const std::string& reason);

    printer::Context& context_;
    bool shut_down_ = false;
    printer::Signal<printer::ShutDown>::Connection connection_;
};

}  // namespace escapement::modules
