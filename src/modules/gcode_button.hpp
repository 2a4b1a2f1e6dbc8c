// A button that runs scripts.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "modules/debounce.hpp"
#include "modules/script_runner.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/module.hpp"
#include "printer/options.hpp"
#include "printer/script_template.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class GcodeButton {
  public:
    struct Config {
        printer::SectionName section;
        printer::PinName pin;
        std::vector<double> analog_range;
        double analog_pullup_resistor = 4700.0;
        base::Seconds debounce_delay{0.0};
        printer::ScriptTemplate press_gcode;
        printer::ScriptTemplate release_gcode;
    };
    struct Status {
        std::string state;
    };
    struct Query {
        std::string button;
    };
    static void describe(printer::Description<GcodeButton>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    GcodeButton(const Config& config, printer::Context& context);

    Status status() const { return {pressed_ ? "PRESSED" : "RELEASED"}; }

  private:
    void changed(bool pressed);
    void query(const Query& request);

    Config config_;
    printer::Context& context_;
    ScriptRunner runner_;
    Debounce debounce_;
    bool pressed_ = false;
};

}  // namespace escapement::modules
