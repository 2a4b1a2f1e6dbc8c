// Laying out a grid and filling it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/bed_mesh_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

using printer::CommandError;

// Bicubic curves need four points where the other axis has many.
constexpr int least_points = 3, least_for_curves = 4, many_points = 6;

std::string pair_text(double x, double y) {
    return "(" + base::to_json(base::Value(x)) + ", " + base::to_json(base::Value(y)) + ")";
}

std::string region_text(const BedPlace& min, const BedPlace& max) {
    return "(" + pair_text(min[0], min[1]) + "," + pair_text(max[0], max[1]) + ")";
}

MeshShape shape_of(const BedMeshOptions& options, const MeasuredArea& area) {
    MeshShape shape;
    shape.x_count = area.x_count;
    shape.y_count = area.y_count;
    shape.mesh_x_pps = options.mesh_pps.front();
    shape.mesh_y_pps = options.mesh_pps.back();
    shape.algo = base::lower_case(base::trim(options.algorithm));
    shape.tension = options.bicubic_tension;
    if (shape.mesh_x_pps == 0 && shape.mesh_y_pps == 0)
        shape.algo = "direct";
    else if (std::min(area.x_count, area.y_count) < least_for_curves)
        shape.algo = "lagrange";
    return shape;
}

void set_bounds(MeshShape& shape, const std::vector<BedPlace>& points) {
    shape.min_x = shape.max_x = points.front()[0];
    shape.min_y = shape.max_y = points.front()[1];
    for (const auto& [x, y] : points) {
        shape.min_x = std::min(shape.min_x, x);
        shape.max_x = std::max(shape.max_x, x);
        shape.min_y = std::min(shape.min_y, y);
        shape.max_y = std::max(shape.max_y, y);
    }
}

std::optional<double> coordinate_of(const base::Value& value) {
    if (const auto* number = value.as<double>()) return *number;
    if (const auto* whole = value.as<std::int64_t>()) return static_cast<double>(*whole);
    return std::nullopt;
}

bool same_row(const BedPlace& one, const BedPlace& other) {
    return std::abs(one[1] - other[1]) <= 0.1;
}

// The heights of the grid's points; that of a substituted one is the mean of those instead of it.
std::vector<double> heights_of(const MeshPlan& plan, const std::vector<ProbeResult>& found) {
    const double zero = plan.zero == MeshPlan::Zero::last ? found.back().bed_z : 0.0;
    std::vector<double> heights;
    std::size_t next = 0;
    for (std::size_t i = 0; i < plan.points.size(); ++i) {
        const auto instead = plan.substitutes.find(i);
        const std::size_t count = instead == plan.substitutes.end() ? 1 : instead->second.size();
        double sum = 0.0;
        for (std::size_t k = 0; k < count; ++k) sum += found[next++].bed_z;
        heights.push_back(sum / static_cast<double>(count) - zero);
    }
    return heights;
}

MeshMatrix rows_of(const MeshPlan& plan, const std::vector<double>& heights) {
    MeshMatrix rows(1);
    BedPlace before = plan.points.front();
    for (std::size_t i = 0; i < plan.points.size(); ++i) {
        const BedPlace& here = plan.points[i];
        if (!same_row(here, before)) rows.emplace_back();
        auto& row = rows.back();
        row.insert(here[0] > before[0] ? row.end() : row.begin(), heights[i]);
        before = here;
    }
    return rows;
}

// Beyond the circle the bed goes on flat.
void widen(MeshMatrix& rows, int count) {
    for (auto& row : rows) {
        if (row.empty() || row.size() % 2 == 0)
            throw CommandError("bed_mesh: incorrect number of points sampled on X");
        const std::size_t missing = (static_cast<std::size_t>(count) - row.size()) / 2;
        row.insert(row.begin(), missing, row.front());
        row.insert(row.end(), missing, row.back());
    }
}

}  // namespace

MeshPlanner::MeshPlanner(const BedMeshOptions& options, const MeshRequest& request)
    : options_(options), by_hand_(request.method == "manual") {
    const auto take = [](const auto& wanted, auto& option) {
        if constexpr (requires { wanted.has_value(); }) {
            if (wanted) option = *wanted;
        } else {
            if (!wanted.empty()) option = wanted;
        }
    };
    if (options_.mesh_radius) {
        take(request.mesh_radius, options_.mesh_radius);
        take(request.mesh_origin, options_.mesh_origin);
        take(request.round_probe_count, options_.round_probe_count);
    } else {
        take(request.mesh_min, options_.mesh_min);
        take(request.mesh_max, options_.mesh_max);
        take(request.probe_count, options_.probe_count);
    }
    take(request.mesh_pps, options_.mesh_pps);
    take(request.algorithm, options_.algorithm);
    take(request.adaptive_margin, options_.adaptive_margin);
    for (const auto* place : {&options_.mesh_min, &options_.mesh_max, &options_.mesh_origin})
        if (!place->empty() && place->size() != 2)
            throw printer::ConfigError(
                "MESH_MIN, MESH_MAX and MESH_ORIGIN must be X,Y: two numbers separated by a comma");
    options_.check_measuring();
    area_ = options_.area();
}

std::vector<std::string> MeshPlanner::adapt(const std::optional<BedRegion>& objects) {
    if (!objects) return {};
    const MeasuredArea whole = area_;
    BedRegion wanted;
    std::array<double, 2> size{}, ratio{};
    std::array<int, 2> counts{whole.x_count, whole.y_count};
    for (std::size_t axis = 0; axis < 2; ++axis) {
        wanted.min[axis] = std::max(objects->min[axis] - options_.adaptive_margin, whole.min[axis]);
        wanted.max[axis] = std::min(objects->max[axis] + options_.adaptive_margin, whole.max[axis]);
        size[axis] = wanted.max[axis] - wanted.min[axis];
        ratio[axis] = size[axis] / (whole.max[axis] - whole.min[axis]);
        counts[axis] = static_cast<int>(std::ceil(counts[axis] * ratio[axis]));
    }
    const bool uneven = std::max(counts[0], counts[1]) > many_points &&
                        std::min(counts[0], counts[1]) < least_for_curves;
    for (int& count : counts) count = std::max(count, uneven ? least_for_curves : least_points);
    std::vector<std::string> lines{
        "Original mesh bounds: " + region_text(whole.min, whole.max),
        fmt::format("Original probe count: ({},{})", whole.x_count, whole.y_count),
        "Adapted mesh bounds: " + region_text(wanted.min, wanted.max),
        "Ratio: " + pair_text(ratio[0], ratio[1]),
        fmt::format("Adapted probe count: ({},{})", counts[0], counts[1])};
    adapted_ = true;
    if (area_.radius) {
        fit_circle(wanted, counts);
    } else {
        area_.min = wanted.min;
        area_.max = wanted.max;
        area_.x_count = counts[0];
        area_.y_count = counts[1];
    }
    return lines;
}

// Around the region's middle, where such a circle lies within the whole one.
void MeshPlanner::fit_circle(const BedRegion& region, const std::array<int, 2>& counts) {
    const double width = std::max(region.max[0] - region.min[0], static_cast<double>(counts[0]));
    const double depth = std::max(region.max[1] - region.min[1], static_cast<double>(counts[1]));
    const double radius = std::hypot(width, depth) / 2.0;
    const BedPlace origin{region.min[0] + width / 2.0, region.min[1] + depth / 2.0};
    if (radius + std::hypot(origin[0], origin[1]) >= *area_.radius) return;
    const int count = std::max(counts[0], counts[1]);
    area_.radius = radius;
    area_.origin = origin;
    area_.min = {-radius, -radius};
    area_.max = {radius, radius};
    area_.x_count = area_.y_count = count + 1 - count % 2;
}

MeshPlan MeshPlanner::plan() const {
    MeshPlan plan;
    plan.shape = shape_of(options_, area_);
    plan.points = points_to_measure(area_);
    if (plan.points.empty())
        throw options_.section.error(
            "mesh_max", "min/max points too close together: they must be at least 1 mm apart");
    plan.round = area_.radius.has_value();
    plan.adapted = adapted_;
    set_bounds(plan.shape, plan.points);
    choose_zero(plan);
    add_substitutes(plan);
    for (std::size_t i = 0; i < plan.points.size(); ++i) {
        const auto instead = plan.substitutes.find(i);
        if (instead == plan.substitutes.end())
            plan.path.push_back(plan.points[i]);
        else
            plan.path.insert(plan.path.end(), instead->second.begin(), instead->second.end());
    }
    if (plan.zero == MeshPlan::Zero::last) plan.path.push_back(plan.reference);
    return plan;
}

void MeshPlanner::choose_zero(MeshPlan& plan) const {
    const auto& zero = options_.zero_reference_position;
    if (zero.empty() || by_hand_) return;
    plan.reference = {zero[0], zero[1]};
    const BedRegion whole{area_.min, area_.max};
    plan.zero = whole.holds(plan.reference) ? MeshPlan::Zero::in_mesh : MeshPlan::Zero::last;
    if (plan.zero != MeshPlan::Zero::last) return;
    for (const BedRegion& region : options_.regions())
        if (region.holds(plan.reference))
            throw options_.section.error("zero_reference_position",
                                         "Cannot probe zero reference position: it is located "
                                         "within a faulty region");
}

void MeshPlanner::add_substitutes(MeshPlan& plan) const {
    const auto regions = options_.regions();
    bool back = false;
    double row = plan.points.front()[1];
    for (std::size_t i = 0; i < plan.points.size(); ++i) {
        const BedPlace& place = plan.points[i];
        if (std::abs(place[1] - row) > 1e-9 * std::max(std::abs(place[1]), std::abs(row)))
            back = !back;
        row = place[1];
        for (const BedRegion& region : regions) {
            if (!region.holds(place, 1e-5)) continue;
            auto instead = around(place, region, back);
            if (instead.empty())
                throw options_.section.error(
                    "faulty_region_1_min",
                    "Unable to generate coordinates for faulty region at index: " +
                        std::to_string(i) + "; no edge of the region lies within the mesh");
            plan.substitutes[i] = std::move(instead);
            break;
        }
    }
}

// The places at the region's edges beside, in front of and behind it that the mesh reaches.
std::vector<BedPlace> MeshPlanner::around(const BedPlace& place,
                                          const BedRegion& region,
                                          bool back) const {
    std::array<BedPlace, 4> edges{{{region.min[0], place[1]},
                                   {place[0], region.min[1]},
                                   {place[0], region.max[1]},
                                   {region.max[0], place[1]}}};
    if (back) std::swap(edges.front(), edges.back());
    const auto step = [](double from, double to, int count) {
        return std::floor((to - from) / (count - 1) * 100.0) / 100.0;
    };
    const double last_x =
        area_.min[0] + step(area_.min[0], area_.max[0], area_.x_count) * (area_.x_count - 1);
    const BedRegion mesh{area_.min, {last_x, area_.max[1]}};
    std::vector<BedPlace> reached;
    for (const BedPlace& edge : edges)
        if (area_.radius ? std::hypot(edge[0], edge[1]) <= *area_.radius : mesh.holds(edge, 1e-6))
            reached.push_back(edge);
    return reached;
}

std::optional<BedRegion> objects_region(const base::Value& objects) {
    constexpr double far = std::numeric_limits<double>::infinity();
    BedRegion region{{far, far}, {-far, -far}};
    const auto* list = objects.as<base::Value::List>();
    if (!list) return std::nullopt;
    for (const base::Value& object : *list) {
        const auto* polygon = object.find("polygon");
        const auto* corners = polygon ? polygon->as<base::Value::List>() : nullptr;
        if (!corners) continue;
        for (const base::Value& corner : *corners) {
            const auto* pair = corner.as<base::Value::List>();
            for (std::size_t axis = 0; pair && axis < std::min<std::size_t>(2, pair->size());
                 ++axis) {
                const auto number = coordinate_of((*pair)[axis]);
                if (!number) continue;
                region.min[axis] = std::min(region.min[axis], *number);
                region.max[axis] = std::max(region.max[axis], *number);
            }
        }
    }
    if (region.min[0] > region.max[0] || region.min[1] > region.max[1]) return std::nullopt;
    return region;
}

MeshSurface surface_of(const MeshPlan& plan, const std::vector<ProbeResult>& found) {
    if (found.size() != plan.path.size())
        throw CommandError(fmt::format(
            "bed_mesh: invalid position list size, generated count: {}, probed count: {}",
            plan.path.size(),
            found.size()));
    auto rows = rows_of(plan, heights_of(plan, found));
    if (plan.round) widen(rows, plan.shape.x_count);
    if (const auto what = MeshSurface::complaint(plan.shape, rows); !what.empty())
        throw CommandError("bed_mesh: " + what);
    MeshSurface surface(plan.shape, rows);
    if (plan.zero != MeshPlan::Zero::in_mesh) return surface;
    const double zero = surface.height(plan.reference[0], plan.reference[1]);
    for (auto& row : rows)
        for (double& height : row) height -= zero;
    return MeshSurface(plan.shape, std::move(rows));
}

void MeshRequest::describe(printer::CommandRef<MeshRequest> command) {
    command.parameter<&MeshRequest::profile>("Name to keep the mesh under.");
    command.parameter<&MeshRequest::mesh_radius>("Radius of a round bed's mesh, mm.").above(0.0);
    command.parameter<&MeshRequest::mesh_origin>("Middle of a round bed's mesh: X,Y.");
    command.parameter<&MeshRequest::round_probe_count>("Points along both axes of a round bed.")
        .at_least(3);
    command.parameter<&MeshRequest::mesh_min>("First corner of the mesh: X,Y.");
    command.parameter<&MeshRequest::mesh_max>("Last corner of the mesh: X,Y.");
    command.parameter<&MeshRequest::probe_count>("Points along x and y.");
    command.parameter<&MeshRequest::mesh_pps>("Points to compute between two, along x and y.");
    command.parameter<&MeshRequest::algorithm>("How to compute them: lagrange or bicubic.");
    command.parameter<&MeshRequest::adaptive>("1 to measure only around the objects of the print.");
    command.parameter<&MeshRequest::adaptive_margin>("Room around them, mm.");
    command.parameter<&MeshRequest::scan_speed>("Without effect on probes that touch.");
    command.parameter<&MeshRequest::sample_time>("Without effect on probes that touch.");
    ProbePoints::Request::describe(command);
}

}  // namespace escapement::modules
