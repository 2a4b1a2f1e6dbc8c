// PID_CALIBRATE: finds the gains of a heater.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/relay_tuning.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class PidCalibrate {
  public:
    struct Calibrate {
        std::string heater;
        double target = 0.0;
        int write_file = 0;
    };
    static void describe(printer::Description<PidCalibrate>& module);

    explicit PidCalibrate(printer::Context& context) : context_(context) {}

  private:
    runtime::Task<> calibrate(const Calibrate& request);
    void report(const std::string& section, const printer::RelayTuning::Gains& gains);
    static void write_file(const printer::RelayTuning& tuning);

    printer::Context& context_;
};

}  // namespace escapement::modules
