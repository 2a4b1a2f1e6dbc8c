// The commands of [bed_mesh].
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/bed_mesh.hpp"

#include <fmt/format.h>

#include <utility>

#include "gcode/parameters.hpp"
#include "modules/bed_mesh_report.hpp"
#include "modules/configfile.hpp"
#include "modules/current_probe.hpp"
#include "modules/exclude_object.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

using base::Value;
using printer::CommandError;

constexpr const char* not_measured = "Bed has not been probed";

std::string place_text(double x, double y) {
    return fmt::format("({:.1f}, {:.1f})", x, y);
}

}  // namespace

BedMesh::BedMesh(const Config& config, printer::Context& context)
    : config_(config),
      context_(context),
      gcode_move_(context.modules.the<GcodeMove>()),
      moves_(config.moves()),
      points_(context,
              {.horizontal_move_z = config.horizontal_move_z,
               .speed = config.speed,
               .below_the_probe = true}) {
    for (const printer::Module& module : context.modules.all())
        if (const auto* profile = context.modules.find<BedMeshProfile>(module.name))
            profiles_[profile->name()] = {profile->shape(), profile->points()};
    gcode_move_.path().put_first(moves_);
}

// Even when the mesh is refused, the position has to be looked up again.
void BedMesh::follow(std::optional<MeshSurface> surface, const std::string& name) {
    name_.clear();
    try {
        moves_.follow(std::move(surface));
    } catch (...) {
        gcode_move_.follow_machine();
        throw;
    }
    name_ = moves_.surface() ? name : "";
    gcode_move_.follow_machine();
}

runtime::Task<> BedMesh::calibrate(const MeshRequest& request) {
    std::string name = request.profile;
    if (base::trim(name).empty())
        throw CommandError("Value for parameter 'PROFILE' must be specified");
    follow(std::nullopt, "");
    MeshPlan measured = plan(request);
    if (measured.adapted) name.clear();
    points_.set_places(measured.path);
    ProbePoints::Finish finish = [this, measured, name](std::vector<ProbeResult> found) {
        return take_over(measured, name, std::move(found));
    };
    auto measuring = points_.start(request, std::move(finish));
    co_await measuring;
}

// Only objects that were defined make a mesh adaptive.
MeshPlan BedMesh::plan(const MeshRequest& request) {
    auto* excluding = context_.modules.first<ExcludeObject>();
    if (request.adaptive != 0 && !excluding)
        context_.console.info("Exclude objects not enabled. Using full mesh...");
    try {
        MeshPlanner planner(config_, request);
        if (request.adaptive != 0 && excluding) {
            const Value objects = excluding->status().objects;
            const auto* list = objects.as<Value::List>();
            if (list && !list->empty())
                context_.console.info(fmt::format("Found {} objects", list->size()));
            for (const auto& line : planner.adapt(objects_region(objects)))
                context_.console.info(line);
        }
        return planner.plan();
    } catch (const printer::ConfigError& error) {
        throw CommandError(error.problem().what);
    }
}

runtime::Task<ProbePoints::Next> BedMesh::take_over(MeshPlan plan,
                                                    std::string name,
                                                    std::vector<ProbeResult> found) {
    follow(surface_of(plan, found), name.empty() ? "adaptive" : name);
    context_.console.info("Mesh Bed Leveling Complete");
    if (!name.empty()) keep(name);
    co_return ProbePoints::Next::done;
}

void BedMesh::clear() {
    follow(std::nullopt, "");
}

void BedMesh::output(const Output& request) {
    const auto& console = context_.console;
    if (request.pgp != 0) return console.info(points_text());
    const MeshSurface* surface = moves_.surface();
    if (!surface) return console.info(not_measured);
    console.info(measured_text(*surface));
    console.raw(computed_text(*surface, config_.horizontal_move_z));
}

void BedMesh::map() {
    const MeshSurface* surface = moves_.surface();
    if (!surface) return context_.console.info(not_measured);
    const MeshShape& shape = surface->shape();
    Value map;
    map["mesh_min"] = Value::List{shape.min_x, shape.min_y};
    map["mesh_max"] = Value::List{shape.max_x, shape.max_y};
    map["z_positions"] = rounded(surface->measured());
    context_.console.raw("mesh_map_output " + base::to_json(map));
}

void BedMesh::offset(const Offset& request) {
    MeshSurface* surface = moves_.surface();
    if (!surface) return context_.console.info("No mesh loaded to offset");
    if (request.x) surface->set_offset_x(*request.x);
    if (request.y) surface->set_offset_y(*request.y);
    if (request.zfade) moves_.set_tool_offset(*request.zfade);
    gcode_move_.follow_machine();
}

void BedMesh::use_profile(const gcode::Line& line) {
    const auto parameters = gcode::parameters(line);
    if (!parameters) throw CommandError(parameters.error().what);
    constexpr std::pair<const char*, void (BedMesh::*)(const std::string&)> actions[] = {
        {"LOAD", &BedMesh::load}, {"SAVE", &BedMesh::save}, {"REMOVE", &BedMesh::remove}};
    for (const auto& [key, action] : actions) {
        const std::string* name = parameters->find(key);
        if (!name) continue;
        if (base::trim(*name).empty())
            throw CommandError(std::string("Value for parameter '") + key + "' must be specified");
        return (this->*action)(*name);
    }
    context_.console.info("Invalid syntax '" + gcode::shown(line.text()) +
                          "': give LOAD, SAVE or REMOVE");
}

void BedMesh::load(const std::string& name) {
    const auto found = profiles_.find(name);
    if (found == profiles_.end()) throw CommandError("bed_mesh: Unknown profile [" + name + "]");
    follow(MeshSurface(found->second.shape, found->second.points), name);
}

void BedMesh::save(const std::string& name) {
    const auto& console = context_.console;
    if (name == "default")
        return console.info("Profile 'default' is reserved, please choose another profile name.");
    if (!moves_.surface())
        return console.info("Unable to save to profile [" + name +
                            "], the bed has not been probed");
    keep(name);
}

void BedMesh::keep(const std::string& name) {
    const MeshSurface* surface = moves_.surface();
    profiles_[name] = {surface->shape(), surface->measured()};
    for (const auto& [option, value] : saved_profile(*surface))
        context_.modules.the<Configfile>().set("bed_mesh " + name, option, value);
    context_.console.info(
        "Bed Mesh state has been saved to profile [" + name +
        "]\nfor the current session.  The SAVE_CONFIG command will\nupdate the printer "
        "config file and restart the printer.");
}

void BedMesh::remove(const std::string& name) {
    if (profiles_.erase(name) == 0)
        return context_.console.info("No profile named [" + name + "] to remove");
    context_.modules.the<Configfile>().remove("bed_mesh " + name);
    context_.console.info("Profile [" + name +
                          "] removed from storage for this session.\nThe SAVE_CONFIG command will "
                          "update the printer\nconfiguration and restart the printer");
}

std::string BedMesh::points_text() const {
    std::string text = "bed_mesh: generated points\nIndex |  Tool Adjusted  |   Probe";
    const auto* prober = context_.modules.the<CurrentProbe>().prober();
    const auto [x_offset, y_offset, z_offset] =
        prober ? prober->options().offsets() : ProbeOffsets();
    int index = 0;
    const MeshPlan plan = MeshPlanner(config_, {}).plan();
    for (const auto& [x, y] : plan.points)
        text += fmt::format("\n  {:<4}| {:<16}| {}",
                            index++,
                            place_text(x - x_offset, y - y_offset),
                            place_text(x, y));
    if (const auto& zero = config_.zero_reference_position; !zero.empty())
        text += fmt::format(
            "\nbed_mesh: zero_reference_position is ({:.2f}, {:.2f})", zero[0], zero[1]);
    if (!plan.substitutes.empty()) text += "\nbed_mesh: faulty region points";
    for (const auto& [place, instead] : plan.substitutes) {
        const auto [x, y] = plan.points[place];
        text += fmt::format("\n{} ({:.2f}, {:.2f}), substituted points:", place, x, y);
        for (const auto& other : instead)
            text += fmt::format(" ({:.2f}, {:.2f})", other[0], other[1]);
    }
    return text;
}

BedMesh::Status BedMesh::status() const {
    Status status{.profile_name = name_,
                  .mesh_min = Value::List{0.0, 0.0},
                  .mesh_max = Value::List{0.0, 0.0},
                  .probed_matrix = Value::List{Value::List{}},
                  .mesh_matrix = Value::List{Value::List{}},
                  .profiles = Value::Table{}};
    for (const auto& [name, profile] : profiles_)
        status.profiles[name] = profile_value(profile.shape, profile.points);
    if (const MeshSurface* surface = moves_.surface()) {
        const MeshShape& shape = surface->shape();
        status.mesh_min = Value::List{shape.min_x, shape.min_y};
        status.mesh_max = Value::List{shape.max_x, shape.max_y};
        status.probed_matrix = rounded(surface->measured());
        status.mesh_matrix = rounded(surface->computed());
    }
    return status;
}

void BedMesh::describe(printer::Description<BedMesh>& module) {
    module.section("bed_mesh").doc("Moves follow a bed that is not flat.");
    describe_measuring(module);
    describe_moves(module);
    describe_commands(module);
    describe_status(module);
}

void BedMesh::describe_measuring(printer::Description<BedMesh>& module) {
    module.option<&Config::speed>("Speed between measurements.").above(base::Speed{0.0});
    module.option<&Config::horizontal_move_z>("Height of moves between measurements, mm.");
    module.option<&Config::mesh_radius>("Radius of a round bed's mesh, mm.").above(0.0);
    module.option<&Config::mesh_origin>("Middle of a round bed's mesh: X, Y.");
    module.option<&Config::mesh_min>("First corner of a rectangular mesh: X, Y.");
    module.option<&Config::mesh_max>("Last corner of a rectangular mesh: X, Y.");
    module.option<&Config::probe_count>("Points to measure along x and y.");
    module.option<&Config::round_probe_count>("Points to measure along both axes of a round bed.")
        .at_least(3);
    module.option<&Config::mesh_pps>("Points to compute between two, along x and y.");
    module.option<&Config::algorithm>("How to compute them: lagrange or bicubic.");
    module.option<&Config::bicubic_tension>("How tight the curves of bicubic are.")
        .at_least(0.0)
        .at_most(2.0);
    module.option<&Config::adaptive_margin>("Room around the objects of an adaptive mesh, mm.");
    module.option<&Config::scan_overshoot>("How far a rapid scan may run over, mm; 0: not at all.")
        .at_least(1.0)
        .off_by_default();
    module.option<&Config::zero_reference_position>("Where the height is zero: X, Y.");
    module.option<&Config::points>("Without effect: the mesh has its own points.");
    module
        .family<&Config::faulty_regions>(
            "faulty_region_",
            "<n>_min",
            "First corner of a region that cannot be probed; <n>_max is the last.")
        .numbers();
    module
        .family<&Config::faulty_regions>(
            "faulty_region_", "<n>_max", "Last corner of a region that cannot be probed.")
        .numbers();
}

void BedMesh::describe_moves(printer::Description<BedMesh>& module) {
    module.option<&Config::fade_start>("Height above which the mesh counts less and less, mm.");
    module.option<&Config::fade_end>("Height from which on it does not count; 0: it always does.");
    module.option<&Config::fade_target>("What is left there, mm; the mesh's average by default.");
    module.option<&Config::split_delta_z>("Change in height that splits a move, mm.")
        .at_least(0.01);
    module.option<&Config::move_check_distance>("How often a move is looked at, mm.").at_least(3.0);
}

void BedMesh::describe_commands(printer::Description<BedMesh>& module) {
    MeshRequest::describe(
        module.command<&BedMesh::calibrate>("BED_MESH_CALIBRATE", "Perform Mesh Bed Leveling"));
    module.command<&BedMesh::clear>("BED_MESH_CLEAR", "Clear the Mesh so no z-adjustment is made");
    module
        .command<&BedMesh::output>("BED_MESH_OUTPUT",
                                   "Retrieve interpolated grid of probed z-points")
        .parameter<&Output::pgp>("1 to list the points to measure instead.");
    module.command<&BedMesh::map>("BED_MESH_MAP", "Serialize mesh and output to terminal");
    auto offset =
        module.command<&BedMesh::offset>("BED_MESH_OFFSET", "Add X/Y offsets to the mesh lookup");
    offset.parameter<&Offset::x>("How much further along x heights are looked up, mm.");
    offset.parameter<&Offset::y>("The same along y.");
    offset.parameter<&Offset::zfade>("How much longer the tool is, for fading, mm.");
    module
        .command<&BedMesh::use_profile>("BED_MESH_PROFILE",
                                        "Bed Mesh Persistent Storage management")
        .word("LOAD", "Use the profile of this name.", "string")
        .word("SAVE", "Keep the present mesh under this name.", "string")
        .word("REMOVE", "Forget the profile of this name.", "string");
}

void BedMesh::describe_status(printer::Description<BedMesh>& module) {
    module.status<&Status::profile_name>("The profile in use, or an empty text.");
    module.status<&Status::mesh_min>("First corner of the mesh in use.");
    module.status<&Status::mesh_max>("Last corner of the mesh in use.");
    module.status<&Status::probed_matrix>("Its measured heights, row by row.");
    module.status<&Status::mesh_matrix>("Its computed heights, row by row.");
    module.status<&Status::profiles>("All profiles, by name.");
}

}  // namespace escapement::modules
