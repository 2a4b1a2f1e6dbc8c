// M104 and M109: the temperature of an extruder, whichever is meant.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "modules/extruder.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class ExtruderHeat {
  public:
    struct SetTarget {
        double s = 0.0;
        std::optional<int> t;
    };
    static void describe(printer::Description<ExtruderHeat>& module);

    explicit ExtruderHeat(printer::Context& context) : context_(context) {}

  private:
    void set_target(const SetTarget& request);
    runtime::Task<> set_target_and_wait(const SetTarget& request);
    // Empty if there is no such extruder and nothing to be heated.  Throws CommandError.
    Extruder* extruder(const SetTarget& request) const;

    printer::Context& context_;
};

}  // namespace escapement::modules
