// The options of [bed_mesh], and what they say together.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/quantity.hpp"
#include "modules/bed_mesh_points.hpp"
#include "modules/bed_mesh_profile.hpp"
#include "modules/mesh_moves.hpp"
#include "printer/complaints.hpp"
#include "printer/section_name.hpp"

namespace escapement::modules {

struct BedMeshOptions {
    printer::SectionName section;

    // What is to be measured, and how.
    std::optional<double> mesh_radius;
    std::vector<double> mesh_origin{0.0, 0.0};
    int round_probe_count = 5;
    std::vector<int> probe_count{3, 3};
    std::vector<double> mesh_min, mesh_max;  // empty if not given
    std::vector<int> mesh_pps{2, 2};
    std::string algorithm = "lagrange";
    double bicubic_tension = 0.2;
    double adaptive_margin = 0.0;
    double scan_overshoot = 0.0;
    std::vector<double> zero_reference_position;  // empty if not given
    NumberRows points;
    std::vector<std::pair<std::string, std::string>> faulty_regions;
    base::Speed speed{50.0};
    double horizontal_move_z = 5.0;

    // How moves follow the mesh.
    double fade_start = 1.0, fade_end = 0.0;
    std::optional<double> fade_target;
    double split_delta_z = 0.025;
    double move_check_distance = 5.0;

    void check(printer::Complaints& complaints) const;
    // Rules between what is to be measured.  Throws ConfigError.
    void check_measuring() const;
    // What cannot be probed, in the order of the numbers.  Throws ConfigError where two overlap.
    std::vector<BedRegion> regions() const;
    // Once they are checked.
    MeasuredArea area() const;
    MeshMoves::Settings moves() const;
};

// A bed is round or has corners.
inline std::vector<std::string> unused_options(const BedMeshOptions& options,
                                               const printer::Complaints&) {
    if (options.mesh_radius) return {"probe_count", "mesh_min", "mesh_max"};
    return {"round_probe_count", "mesh_origin"};
}

}  // namespace escapement::modules
