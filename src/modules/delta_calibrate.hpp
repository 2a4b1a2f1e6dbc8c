// Finds out what a delta is built like, from the heights of its bed and from distances on a print.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "modules/delta_model.hpp"
#include "modules/probe_points.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

// The nozzle is `height` above the bed there, or the two are `distance` apart.
struct MeasuredHeight {
    double height;
    StablePosition at;
};
struct MeasuredDistance {
    double distance;
    StablePosition from, to;
};

// [delta_calibrate].  Belongs to the main thread.
class DeltaCalibrate {
  public:
    using Numbered = std::vector<std::pair<std::string, std::string>>;
    struct Config : ProbePointsOptions {
        printer::SectionName section;
        double radius = 0.0;
        Numbered saved;  // height0, height0_pos and so on
    };
    struct Analyze {
        std::optional<double> manual_height;
        // Empty if not given.
        std::vector<double> center_dists, center_pillar_widths, outer_dists, outer_pillar_widths,
            scale;
        std::optional<std::string> calibrate;
    };
    static void describe(printer::Description<DeltaCalibrate>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    DeltaCalibrate(const Config& config, printer::Context& context);

  private:
    static void describe_saved(printer::Description<DeltaCalibrate>& module);
    runtime::Task<> calibrate(const ProbePoints::Request& request);
    runtime::Task<> analyze(const Analyze& request);
    runtime::Task<ProbePoints::Next> take_over(std::vector<ProbeResult> found);
    void add_manual_height(double height);
    void note(const Analyze& request);
    runtime::Task<> calibrate_extended();
    std::vector<MeasuredDistance> distances() const;
    runtime::Task<> find_parameters(std::vector<MeasuredHeight> probed,
                                    std::vector<MeasuredDistance> distances);
    void save(const DeltaModel& model,
              const std::vector<MeasuredHeight>& probed,
              const std::vector<MeasuredDistance>& distances);

    const Config config_;
    printer::Context& context_;
    ProbePoints points_;
    std::unique_ptr<DeltaModel> model_;
    std::vector<MeasuredHeight> probed_, manual_;
    std::vector<MeasuredDistance> distances_;
    std::map<std::string, std::vector<double>> measured_;  // by parameter of DELTA_ANALYZE
};

}  // namespace escapement::modules
