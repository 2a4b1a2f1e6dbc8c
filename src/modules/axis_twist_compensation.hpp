// A rail that is twisted tilts the probe: what it finds is corrected along x and y.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/bed_mesh_points.hpp"
#include "modules/manual_probe.hpp"
#include "modules/prober.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

// Corrections at even distances along an axis, mm.
struct TwistTable {
    std::vector<double> corrections;
    double start = 0.0, end = 0.0;

    // In between on straight lines, which go on beyond the ends.  Zero without corrections.
    double at(double coordinate) const;
};

// [axis_twist_compensation].  Belongs to the main thread.
class AxisTwistCompensation {
  public:
    struct Config {
        printer::SectionName section;
        double horizontal_move_z = 5.0;
        base::Speed speed{50.0};
        std::optional<double> calibrate_start_x, calibrate_end_x, calibrate_y;
        std::optional<double> calibrate_start_y, calibrate_end_y, calibrate_x;
        std::vector<double> z_compensations, zy_compensations;
        std::optional<double> compensation_start_x, compensation_end_x;
        std::optional<double> compensation_start_y, compensation_end_y;
    };
    struct Request : ProbeRequest {
        int sample_count = 3;
        std::string axis = "X";
        base::Speed speed{5.0};
    };
    static void describe(printer::Description<AxisTwistCompensation>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    AxisTwistCompensation(const Config& config, printer::Context& context);

  private:
    // A calibration under way: the nozzle goes to places where the probe was.
    struct Run {
        bool along_x = true;
        Request request;
        std::vector<BedPlace> places;
        std::vector<double> offsets;
        double probed_z = 0.0;
    };
    static void describe_options(printer::Description<AxisTwistCompensation>& module);
    runtime::Task<> calibrate(const Request& request);
    std::vector<BedPlace> places(bool along_x, int count) const;
    runtime::Task<> next();
    runtime::Task<> touched(std::optional<ProbeResult> place);
    void finish();
    void go(const printer::Toolhead::Target& target, base::Speed speed);
    Prober& prober();

    const Config config_;
    printer::Context& context_;
    TwistTable x_, y_;
    Run run_;
};

}  // namespace escapement::modules
