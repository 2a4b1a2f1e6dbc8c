// Grids, what cannot be probed of them, and meshes from what was found.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/bed_mesh_plan.hpp"

#include <gtest/gtest.h>

#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

BedMeshOptions square() {
    BedMeshOptions options;
    options.mesh_min = {10.0, 10.0};
    options.mesh_max = {110.0, 110.0};
    return options;
}

std::vector<ProbeResult> found_at(const MeshPlan& plan, double (*height)(double, double)) {
    std::vector<ProbeResult> found;
    for (const auto& [x, y] : plan.path)
        found.push_back({.bed_x = x, .bed_y = y, .bed_z = height(x, y)});
    return found;
}

double slope(double x, double y) {
    return 0.01 * x - 0.002 * y;
}

TEST(MeshPlanner, puts_what_was_found_to_and_fro_into_rows) {
    const auto plan = MeshPlanner(square(), {}).plan();

    const auto surface = surface_of(plan, found_at(plan, slope));

    ASSERT_EQ(plan.path.size(), 9u);
    EXPECT_EQ(plan.path[3], (BedPlace{110.0, 60.0}));
    EXPECT_NEAR(surface.height(10.0, 60.0), slope(10.0, 60.0), 1e-9);
    EXPECT_NEAR(surface.height(110.0, 60.0), slope(110.0, 60.0), 1e-9);
    EXPECT_NEAR(surface.height(85.0, 30.0), slope(85.0, 30.0), 1e-9);
    EXPECT_EQ(surface.shape().min_x, 10.0);
    EXPECT_EQ(surface.shape().max_y, 110.0);
}

TEST(MeshPlanner, takes_what_the_command_wants_otherwise) {
    MeshRequest request;
    request.mesh_min = {20.0, 30.0};
    request.probe_count = {4};
    request.algorithm = "bicubic";
    request.mesh_pps = {3, 1};

    const auto plan = MeshPlanner(square(), request).plan();

    EXPECT_EQ(plan.path.size(), 16u);
    EXPECT_EQ(plan.path.front(), (BedPlace{20.0, 30.0}));
    EXPECT_EQ(plan.shape.algo, "bicubic");
    EXPECT_EQ(plan.shape.mesh_x_pps, 3);
    EXPECT_EQ(plan.shape.mesh_y_pps, 1);
}

TEST(MeshPlanner, refuses_what_cannot_be) {
    MeshRequest request;
    request.mesh_max = {5.0, 5.0};
    EXPECT_THROW(MeshPlanner(square(), request), printer::ConfigError);
    request = {};
    request.mesh_min = {5.0};
    EXPECT_THROW(MeshPlanner(square(), request), printer::ConfigError);
    request = {};
    request.algorithm = "cubic";
    EXPECT_THROW(MeshPlanner(square(), request), printer::ConfigError);
}

TEST(MeshPlanner, probes_beside_faulty_regions_and_takes_the_mean) {
    auto options = square();
    options.faulty_regions = {{"faulty_region_1_min", "50, 50"}, {"faulty_region_1_max", "70, 70"}};

    const auto plan = MeshPlanner(options, {}).plan();
    const auto surface = surface_of(plan, found_at(plan, slope));

    ASSERT_EQ(plan.path.size(), 12u);
    ASSERT_EQ(plan.substitutes.count(4), 1u);
    EXPECT_EQ(plan.substitutes.at(4).size(), 4u);
    EXPECT_EQ(plan.substitutes.at(4).front(), (BedPlace{70.0, 60.0}));  // on the way back
    EXPECT_NEAR(surface.height(60.0, 60.0), slope(60.0, 60.0), 1e-9);
}

TEST(MeshPlanner, makes_the_height_zero_at_the_reference) {
    auto options = square();
    options.zero_reference_position = {60.0, 60.0};
    const auto inside = MeshPlanner(options, {}).plan();
    EXPECT_EQ(inside.path.size(), 9u);
    EXPECT_NEAR(surface_of(inside, found_at(inside, slope)).height(60.0, 60.0), 0.0, 1e-9);

    options.zero_reference_position = {5.0, 60.0};
    const auto outside = MeshPlanner(options, {}).plan();
    ASSERT_EQ(outside.path.size(), 10u);
    EXPECT_EQ(outside.path.back(), (BedPlace{5.0, 60.0}));
    EXPECT_NEAR(surface_of(outside, found_at(outside, slope)).height(60.0, 60.0),
                slope(60.0, 60.0) - slope(5.0, 60.0),
                1e-9);
}

TEST(MeshPlanner, repeats_the_ends_of_a_round_beds_rows) {
    BedMeshOptions options;
    options.mesh_radius = 50.0;

    const auto plan = MeshPlanner(options, {}).plan();
    const auto surface = surface_of(plan, found_at(plan, slope));

    EXPECT_EQ(plan.path.size(), 13u);
    EXPECT_EQ(surface.measured()[0][0], surface.measured()[0][2]);
    EXPECT_NEAR(surface.measured()[2][0], slope(-50.0, 0.0), 1e-9);
}

TEST(MeshPlanner, keeps_to_the_objects_of_a_print) {
    auto options = square();
    options.probe_count = {5, 5};
    options.adaptive_margin = 5.0;
    MeshPlanner planner(options, {});

    const auto lines = planner.adapt(BedRegion{{40.0, 40.0}, {60.0, 100.0}});
    const auto plan = planner.plan();

    EXPECT_EQ(lines[2], "Adapted mesh bounds: ((35.0, 35.0),(65.0, 105.0))");
    EXPECT_EQ(lines[4], "Adapted probe count: (3,4)");
    EXPECT_TRUE(plan.adapted);
    EXPECT_EQ(plan.path.size(), 12u);
    EXPECT_EQ(plan.path.front(), (BedPlace{35.0, 35.0}));
}

TEST(MeshPlanner, reads_the_region_of_objects_from_their_polygons) {
    base::Value object = base::Value::Table{};
    object["polygon"] =
        base::Value::List{base::Value::List{10.0, 20.0}, base::Value::List{30.0, 5.0}};

    const auto region = objects_region(base::Value::List{object});

    ASSERT_TRUE(region);
    EXPECT_EQ(region->min, (BedPlace{10.0, 5.0}));
    EXPECT_EQ(region->max, (BedPlace{30.0, 20.0}));
    EXPECT_FALSE(objects_region(base::Value::List{}));
}

}  // namespace
}  // namespace escapement::modules
