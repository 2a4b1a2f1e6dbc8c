// Tests of heights between measured points.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/mesh_surface.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace escapement::modules {
namespace {

MeshShape shape(const std::string& algo, int count, int between) {
    return {.min_x = 0,
            .max_x = 60,
            .min_y = 0,
            .max_y = 60,
            .x_count = count,
            .y_count = count,
            .mesh_x_pps = between,
            .mesh_y_pps = between,
            .algo = algo,
            .tension = 0.5};
}

MeshMatrix measured(int count, const std::function<double(double, double)>& height) {
    MeshMatrix rows(static_cast<std::size_t>(count));
    for (int y = 0; y < count; ++y)
        for (int x = 0; x < count; ++x)
            rows[static_cast<std::size_t>(y)].push_back(
                height(60.0 * x / (count - 1), 60.0 * y / (count - 1)));
    return rows;
}

double plane(double x, double y) {
    return 0.1 + x * 0.002 - y * 0.001;
}
double bowl(double x, double y) {
    return (x - 30) * (x - 30) * 1e-4 + x * y * 1e-5;
}

TEST(MeshSurface, measured_points_keep_their_heights) {
    for (const char* algo : {"lagrange", "bicubic"}) {
        const MeshSurface surface(shape(algo, 4, 2), measured(4, bowl));

        for (const double at : {0.0, 20.0, 40.0, 60.0})
            EXPECT_NEAR(surface.height(at, 20), bowl(at, 20), 1e-12) << algo;
    }
}

TEST(MeshSurface, a_tilted_bed_is_tilted_everywhere) {
    const MeshSurface surface(shape("lagrange", 3, 3), measured(3, plane));

    EXPECT_NEAR(surface.height(17, 41), plane(17, 41), 1e-12);
    EXPECT_NEAR(surface.lowest(), plane(0, 60), 1e-12);
    EXPECT_NEAR(surface.highest(), plane(60, 0), 1e-12);
    EXPECT_EQ(surface.average(), 0.13);
}

TEST(MeshSurface, lagrange_meets_a_parabola_at_computed_points) {
    const MeshSurface surface(shape("lagrange", 3, 2), measured(3, bowl));

    EXPECT_NEAR(surface.height(10, 50), bowl(10, 50), 1e-12);
    EXPECT_NEAR(surface.computed()[1][2], bowl(20, 10), 1e-12);
}

// With a tension of 1/2 a cardinal spline has the slopes of a parabola, except at the edges.
TEST(MeshSurface, bicubic_meets_a_parabola_inside) {
    const MeshSurface surface(shape("bicubic", 7, 1), measured(7, bowl));

    EXPECT_NEAR(surface.height(25, 35), bowl(25, 35), 1e-12);
    EXPECT_GT(std::abs(surface.height(5, 30) - bowl(5, 30)), 1e-4);
}

TEST(MeshSurface, outside_of_the_grid_it_goes_on_flat) {
    const MeshSurface surface(shape("direct", 3, 0), measured(3, plane));

    EXPECT_EQ(surface.height(-1e300, 30), surface.height(0, 30));
    EXPECT_EQ(surface.height(1e300, 1e9), surface.height(60, 60));
}

TEST(MeshSurface, offsets_move_where_heights_are_looked_up) {
    MeshSurface surface(shape("direct", 3, 0), measured(3, plane));

    surface.set_offset_x(10);
    surface.set_offset_y(-5);

    EXPECT_NEAR(surface.height(20, 30), plane(30, 25), 1e-12);
}

TEST(MeshSurface, what_makes_no_surface_is_complained_about) {
    const auto complaint = [](MeshShape changed) {
        return MeshSurface::complaint(changed, measured(3, plane));
    };
    auto good = shape("lagrange", 3, 2);
    EXPECT_EQ(complaint(good), "");

    auto bad = good;
    bad.x_count = 4;
    EXPECT_EQ(complaint(bad), "points must be 3 lines (y_count) of 4 numbers (x_count)");
    bad = good;
    bad.algo = "cubic";
    EXPECT_EQ(complaint(bad), "algo must be lagrange, bicubic or direct (is cubic)");
    bad = good;
    bad.algo = "direct";
    EXPECT_EQ(complaint(bad), "with algo direct, mesh_x_pps and mesh_y_pps must be 0");
    bad = good;
    bad.max_x = bad.min_x;
    EXPECT_EQ(complaint(bad), "max_x and max_y must be above min_x and min_y");
    bad = good;
    bad.mesh_x_pps = 2'000'000'000;
    EXPECT_NE(complaint(bad), "");
    bad = good;
    bad.y_count = 1;
    EXPECT_EQ(complaint(bad), "x_count and y_count must be at least 2");
    bad = good;
    bad.mesh_y_pps = -1;
    EXPECT_EQ(complaint(bad), "mesh_x_pps and mesh_y_pps must be at least 0");
}

}  // namespace
}  // namespace escapement::modules
