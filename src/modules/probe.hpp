// What a configuration says about a probe.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

// [probe].  Only its settings so far: nothing probes yet, and no command says it could.
class Probe {
  public:
    struct Config {
        printer::PinName pin;
        double x_offset = 0.0, y_offset = 0.0, z_offset = 0.0;  // mm, from the nozzle
        double speed = 5.0;                                     // mm/s
        std::optional<double> lift_speed;                       // mm/s
        int samples = 1;
        double sample_retract_dist = 2.0;  // mm
        std::string samples_result = "average";
        double samples_tolerance = 0.1;  // mm
        int samples_tolerance_retries = 0;
        bool deactivate_on_each_sample = true;
    };
    static void describe(printer::Description<Probe>& module);

    Probe(const Config& config, printer::Context&) : config_(config) {}

    const Config& settings() const { return config_; }

  private:
    Config config_;
};

}  // namespace escapement::modules
