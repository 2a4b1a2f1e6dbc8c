// A bed on several motors: they level it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "modules/probe_points.hpp"
#include "modules/z_steppers.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

// [z_tilt].  Belongs to the main thread.
class ZTilt {
  public:
    struct Config : ProbePointsOptions, RetryOptions {
        printer::SectionName section;
        NumberRows z_positions;  // X, Y of each motor
    };
    struct Status {
        bool applied = false;
    };
    static void describe(printer::Description<ZTilt>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    ZTilt(const Config& config, printer::Context& context);

    Status status() const { return {applied_.applied()}; }

  private:
    runtime::Task<> level(const Retries::Request& request);
    runtime::Task<ProbePoints::Next> adjust(std::vector<ProbeResult> found);

    const Config config_;
    ZApplied applied_;
    Retries retries_;
    ProbePoints points_;
    ZAdjuster adjuster_;
};

}  // namespace escapement::modules
