// A gantry on four motors that follows the bed, twisting if need be.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include "modules/probe_points.hpp"
#include "modules/z_steppers.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

// How high the bed is, as seen from the gantry, at its four motors: front left, back left, back
// right, front right.  `found` are at the four places in the same order, `corners` the gantry's
// ends at the first and the third motor.
std::array<double, 4> gantry_heights(const std::vector<ProbeResult>& found,
                                     const std::array<double, 4>& heights,
                                     const BedPlace& first_corner,
                                     const BedPlace& last_corner);

// [quad_gantry_level].  Belongs to the main thread.
class QuadGantryLevel {
  public:
    struct Config : ProbePointsOptions, RetryOptions {
        printer::SectionName section;
        NumberRows gantry_corners;
        double max_adjust = 4.0;
    };
    struct Status {
        bool applied = false;
    };
    static void describe(printer::Description<QuadGantryLevel>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    QuadGantryLevel(const Config& config, printer::Context& context);

    Status status() const { return {applied_.applied()}; }

  private:
    runtime::Task<> level(const Retries::Request& request);
    runtime::Task<ProbePoints::Next> adjust(std::vector<ProbeResult> found);

    const Config config_;
    printer::Context& context_;
    ZApplied applied_;
    Retries retries_;
    ProbePoints points_;
    ZAdjuster adjuster_;
};

}  // namespace escapement::modules
