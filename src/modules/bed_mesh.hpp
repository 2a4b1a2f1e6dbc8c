// Beds that are not flat: moves follow what was measured.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/value.hpp"
#include "modules/bed_mesh_options.hpp"
#include "modules/bed_mesh_plan.hpp"
#include "modules/gcode_move.hpp"
#include "modules/mesh_moves.hpp"
#include "modules/probe_points.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

// [bed_mesh].  Belongs to the main thread.
class BedMesh {
  public:
    using Config = BedMeshOptions;
    struct Status {
        std::string profile_name;
        base::Value mesh_min, mesh_max, probed_matrix, mesh_matrix, profiles;
    };
    struct Output {
        int pgp = 0;
    };
    struct Offset {
        std::optional<double> x, y, zfade;
    };
    struct ProfileRequest {
        std::optional<std::string> load, save, remove;
    };
    static void describe(printer::Description<BedMesh>& module);
    static void check(const Config& config, printer::Complaints& complaints) {
        config.check(complaints);
    }

    BedMesh(const Config& config, printer::Context& context);

    Status status() const;

  private:
    struct Profile {
        MeshShape shape;
        MeshMatrix points;
    };
    static void describe_measuring(printer::Description<BedMesh>& module);
    static void describe_moves(printer::Description<BedMesh>& module);
    static void describe_commands(printer::Description<BedMesh>& module);
    static void describe_status(printer::Description<BedMesh>& module);

    runtime::Task<> calibrate(const MeshRequest& request);
    runtime::Task<ProbePoints::Next> take_over(MeshPlan plan,
                                               std::string name,
                                               std::vector<ProbeResult> found);
    void clear();
    void output(const Output& request);
    void map();
    void offset(const Offset& request);
    void use_profile(const gcode::Line& line);
    void load(const std::string& name);
    void save(const std::string& name);
    void keep(const std::string& name);
    void remove(const std::string& name);
    void follow(std::optional<MeshSurface> surface, const std::string& name);
    std::string points_text() const;
    MeshPlan plan(const MeshRequest& request);

    Config config_;
    printer::Context& context_;
    GcodeMove& gcode_move_;
    MeshMoves moves_;
    ProbePoints points_;
    std::string name_;  // of the profile in use
    std::map<std::string, Profile, std::less<>> profiles_;
};

}  // namespace escapement::modules
