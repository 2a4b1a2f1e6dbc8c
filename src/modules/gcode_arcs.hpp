// G2 and G3: arcs, carried out as many short moves.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "modules/arc_path.hpp"
#include "modules/gcode_move.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// [gcode_arcs].  Belongs to the main thread.
class GcodeArcs {
  public:
    struct Config {
        double resolution = 1.0;  // mm
    };
    struct Request {
        std::optional<double> x, y, z, e, f;
        double i = 0.0, j = 0.0, k = 0.0;
        std::optional<double> r;
    };
    static void describe(printer::Description<GcodeArcs>& module);

    GcodeArcs(const Config& config, printer::Context& context);

  private:
    runtime::Task<> clockwise(const Request& request);
    runtime::Task<> counter_clockwise(const Request& request);
    void use_xy() { plane_ = plane_xy; }
    void use_xz() { plane_ = plane_xz; }
    void use_yz() { plane_ = plane_yz; }

    Arc arc_of(const Request& request, bool is_clockwise) const;
    runtime::Task<> follow(Arc arc, Request request);

    Config config_;
    GcodeMove& gcode_move_;
    ArcPlane plane_ = plane_xy;
};

}  // namespace escapement::modules
