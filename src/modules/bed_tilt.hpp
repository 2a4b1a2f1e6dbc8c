// A bed that is flat but not level: moves follow its slope.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "modules/gcode_move.hpp"
#include "modules/probe_points.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/move_path.hpp"

namespace escapement::modules {

// [bed_tilt].  Belongs to the main thread.
class BedTilt final : public printer::MoveTransform {
  public:
    struct Config : ProbePointsOptions {
        printer::SectionName section;
        double x_adjust = 0.0, y_adjust = 0.0;  // mm per mm
        double z_adjust = 0.0;                  // mm
    };
    static void describe(printer::Description<BedTilt>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    BedTilt(const Config& config, printer::Context& context);

    void move(const motion::Position& end, base::Speed speed) override;
    motion::Position position() override;

  private:
    base::Length rise(const motion::Position& place) const;
    bool has_points() const { return !config_.points.rows.empty(); }
    runtime::Task<> calibrate(const ProbePoints::Request& request);
    runtime::Task<ProbePoints::Next> take_over(std::vector<ProbeResult> found);

    Config config_;
    printer::Context& context_;
    ProbePoints points_;
};

// The plane through what was found, as the height at the origin and the slopes along x and y.
struct BedPlane {
    double z = 0.0, x = 0.0, y = 0.0;
};
std::optional<BedPlane> bed_plane(const std::vector<ProbeResult>& found, bool underdetermined);

}  // namespace escapement::modules
