// G28 as the configuration wants it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "modules/homing.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/script_template.hpp"

namespace escapement::modules {

// [homing_override].  G28 in its script is the usual one.  Belongs to the main thread.
class HomingOverride {
  public:
    struct Config {
        printer::SectionName section;
        std::optional<double> set_position_x, set_position_y, set_position_z;
        std::string axes = "XYZ";
        printer::ScriptTemplate gcode;
    };
    static void describe(printer::Description<HomingOverride>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    HomingOverride(const Config& config, printer::Context& context);

  private:
    runtime::Task<> home(printer::AxisSet axes, std::string line);
    bool concerns(printer::AxisSet axes) const;
    void set_position();

    const Config config_;
    printer::Context& context_;
    HomingModule& homing_;
    bool running_ = false;
};

}  // namespace escapement::modules
