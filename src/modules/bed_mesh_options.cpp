// Rules between the options of [bed_mesh].
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/bed_mesh_options.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "base/text.hpp"

namespace escapement::modules {
namespace {

constexpr int least_count = 3;
// Lagrange's polynomials swing between more points than this.
constexpr int most_for_lagrange = 6;
constexpr int least_for_bicubic = 4;

void check_pair(const printer::SectionName& section,
                const char* option,
                const std::vector<int>& pair,
                int least) {
    if (pair.size() != 1 && pair.size() != 2)
        throw section.error(option, "must be one whole number, or two separated by a comma");
    for (const int number : pair)
        if (number < least)
            throw section.error(option,
                                "must be at least " + std::to_string(least) + " (is " +
                                    std::to_string(number) + ")");
}

void check_place(const printer::SectionName& section,
                 const char* option,
                 const std::vector<double>& place) {
    if (section.gives(option) && place.size() != 2)
        throw section.error(option, "must be X, Y: two numbers separated by a comma");
}

BedPlace place_of(const std::vector<double>& pair) {
    return {pair[0], pair[1]};
}

std::pair<int, int> both(const std::vector<int>& pair) {
    return {pair.front(), pair.back()};
}

void check_algorithm(const BedMeshOptions& options) {
    const auto algorithm = base::lower_case(base::trim(options.algorithm));
    if (algorithm != "lagrange" && algorithm != "bicubic")
        throw options.section.error("algorithm",
                                    "must be lagrange or bicubic (is " + options.algorithm + ")");
    const auto [x_pps, y_pps] = both(options.mesh_pps);
    if (x_pps == 0 && y_pps == 0) return;  // nothing is computed
    const auto area = options.area();
    const auto [fewest, most] = std::minmax(area.x_count, area.y_count);
    if (algorithm == "lagrange" && most > most_for_lagrange)
        throw options.section.error("probe_count",
                                    "must be at most 6 with algorithm lagrange; choose bicubic");
    if (algorithm == "bicubic" && fewest < least_for_bicubic && most > most_for_lagrange)
        throw options.section.error(
            "probe_count", "3 on one axis and more than 6 on the other do not go with bicubic");
}

void check_area(const BedMeshOptions& options) {
    if (options.mesh_radius && options.round_probe_count % 2 == 0)
        throw options.section.error("round_probe_count", "must be odd");
    const auto area = options.area();
    if (!(area.max[0] > area.min[0] && area.max[1] > area.min[1]))
        throw options.section.error("mesh_max", "must be above mesh_min, in x and in y");
    if (points_to_measure(area).empty())
        throw options.section.error("mesh_max",
                                    "is too close to mesh_min: points must be at least 1 mm apart");
}

// faulty_region_1_min, faulty_region_1_max and so on.
void check_faulty_region(const printer::SectionName& section,
                         const std::string& option,
                         const std::string& text) {
    const auto place = base::Text<std::vector<double>>::parse(text);
    const std::string rest = option.substr(std::string("faulty_region_").size());
    const auto number = base::parse_whole(rest.substr(0, rest.find('_')));
    const bool named_well = number && *number >= 1 && *number <= 99 &&
                            (rest.ends_with("_min") || rest.ends_with("_max"));
    if (!named_well || !place || place->size() != 2)
        throw section.error(option,
                            "must be like faulty_region_1_min: X, Y (up to 99, _min and _max)");
    const std::string partner =
        option.substr(0, option.size() - 3) + (rest.ends_with("_min") ? "max" : "min");
    if (!section.gives(partner)) throw section.error(option, "needs " + partner + " as well");
}

std::optional<BedPlace> corner(const BedMeshOptions& options, int number, const char* which) {
    const auto name = "faulty_region_" + std::to_string(number) + "_" + which;
    for (const auto& [option, text] : options.faulty_regions)
        if (option == name) return place_of(*base::Text<std::vector<double>>::parse(text));
    return std::nullopt;
}

bool any_corner_within(const BedRegion& one, const BedRegion& other) {
    return other.holds(one.min) || other.holds(one.max) || other.holds({one.min[0], one.max[1]}) ||
           other.holds({one.max[0], one.min[1]});
}

}  // namespace

void BedMeshOptions::check(printer::Complaints& complaints) const {
    if (!mesh_radius) {
        complaints.require("mesh_min");
        complaints.require("mesh_max");
    }
    complaints.attempt({"mesh_min"}, [&] { check_place(section, "mesh_min", mesh_min); });
    complaints.attempt({"mesh_max"}, [&] { check_place(section, "mesh_max", mesh_max); });
    complaints.attempt({"mesh_origin"}, [&] { check_place(section, "mesh_origin", mesh_origin); });
    complaints.attempt({"zero_reference_position"}, [&] {
        check_place(section, "zero_reference_position", zero_reference_position);
    });
    complaints.attempt({"probe_count"},
                       [&] { check_pair(section, "probe_count", probe_count, least_count); });
    complaints.attempt({"mesh_pps"}, [&] { check_pair(section, "mesh_pps", mesh_pps, 0); });
    complaints.attempt({"mesh_min", "mesh_max", "mesh_origin", "probe_count", "round_probe_count"},
                       [&] { check_area(*this); });
    complaints.attempt(
        {"mesh_min", "mesh_max", "mesh_origin", "algorithm", "probe_count", "mesh_pps"},
        [&] { check_algorithm(*this); });
    bool good = true;
    for (const auto& [option, text] : faulty_regions) {
        complaints.attempt({option}, [&] { check_faulty_region(section, option, text); });
        good = good && complaints.none_about({option});
    }
    if (good) complaints.attempt({"faulty_region_1_min"}, [&] { regions(); });
}

void BedMeshOptions::check_measuring() const {
    check_pair(section, "probe_count", probe_count, least_count);
    check_pair(section, "mesh_pps", mesh_pps, 0);
    check_area(*this);
    check_algorithm(*this);
}

std::vector<BedRegion> BedMeshOptions::regions() const {
    std::vector<BedRegion> regions;
    for (int number = 1;; ++number) {
        const auto start = corner(*this, number, "min");
        const auto end = corner(*this, number, "max");
        if (!start || !end) return regions;
        const BedRegion region{
            {std::min((*start)[0], (*end)[0]), std::min((*start)[1], (*end)[1])},
            {std::max((*start)[0], (*end)[0]), std::max((*start)[1], (*end)[1])}};
        for (std::size_t i = 0; i < regions.size(); ++i)
            if (any_corner_within(regions[i], region) || any_corner_within(region, regions[i]))
                throw section.error("faulty_region_" + std::to_string(number) + "_min",
                                    "overlaps faulty_region_" + std::to_string(i + 1));
        regions.push_back(region);
    }
}

MeasuredArea BedMeshOptions::area() const {
    MeasuredArea area;
    if (mesh_radius) {
        const double radius = std::floor(*mesh_radius * 10.0) / 10.0;
        area.radius = radius;
        area.origin = place_of(mesh_origin);
        area.min = {-radius, -radius};
        area.max = {radius, radius};
        area.x_count = area.y_count = round_probe_count;
    } else {
        area.min = place_of(mesh_min);
        area.max = place_of(mesh_max);
        std::tie(area.x_count, area.y_count) = both(probe_count);
    }
    return area;
}

MeshMoves::Settings BedMeshOptions::moves() const {
    MeshMoves::Settings settings{.fade_target = fade_target,
                                 .split_delta_z = split_delta_z,
                                 .move_check_distance = move_check_distance};
    if (fade_end > fade_start) {
        settings.fade_start = fade_start;
        settings.fade_end = fade_end;
    }
    return settings;
}

}  // namespace escapement::modules
