// Where a bed is to be probed for a mesh, and the mesh that comes of it.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. The grid lies in the area of the options, or of the command, or around the objects of a print.
// 2. Points in faulty regions are replaced by places at their edges, up to four, whose mean counts.
// 3. The height is zero where the reference is: inside the mesh it is looked up there afterwards,
//    outside it is probed last.
// 4. The rows of a round bed are as long as the circle is wide there; their ends are repeated.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "modules/bed_mesh_options.hpp"
#include "modules/mesh_surface.hpp"
#include "modules/probe_points.hpp"

namespace escapement::modules {

// What BED_MESH_CALIBRATE may want otherwise than the options.
struct MeshRequest : ProbePoints::Request {
    std::string profile = "default";
    std::optional<double> mesh_radius;
    std::vector<double> mesh_origin, mesh_min, mesh_max;  // empty if not given
    std::optional<int> round_probe_count;
    std::vector<int> probe_count, mesh_pps;  // the same
    std::optional<std::string> algorithm;
    int adaptive = 0;
    std::optional<double> adaptive_margin, scan_speed, sample_time;

    static void describe(printer::CommandRef<MeshRequest> command);
};

struct MeshPlan {
    MeshShape shape;
    std::vector<BedPlace> points;                              // of the grid, as they are visited
    std::map<std::size_t, std::vector<BedPlace>> substitutes;  // for points, by index
    std::vector<BedPlace> path;                                // where to probe
    bool round = false;
    bool adapted = false;
    enum class Zero { as_it_is, in_mesh, last } zero = Zero::as_it_is;
    BedPlace reference{};
};

class MeshPlanner {
  public:
    // Throws ConfigError when what the request wants cannot be.
    MeshPlanner(const BedMeshOptions& options, const MeshRequest& request);

    // Keeps to what lies around this region, if there is one.  What is to be said about it.
    std::vector<std::string> adapt(const std::optional<BedRegion>& objects);
    // Throws ConfigError.
    MeshPlan plan() const;

  private:
    void fit_circle(const BedRegion& region, const std::array<int, 2>& counts);
    void add_substitutes(MeshPlan& plan) const;
    std::vector<BedPlace> around(const BedPlace& place, const BedRegion& region, bool back) const;
    void choose_zero(MeshPlan& plan) const;

    BedMeshOptions options_;
    const bool by_hand_;
    MeasuredArea area_;
    bool adapted_ = false;
};

// What the polygons of these objects (of [exclude_object]'s status) lie in; nothing if there are
// no objects.
std::optional<BedRegion> objects_region(const base::Value& objects);

// The mesh from what was found along the plan's path.  Throws CommandError.
MeshSurface surface_of(const MeshPlan& plan, const std::vector<ProbeResult>& found);

}  // namespace escapement::modules
