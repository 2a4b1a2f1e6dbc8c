// A gantry over a bed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/quad_gantry_level.hpp"

#include <gtest/gtest.h>

#include "modules/testing_probe.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using testing::probing_printer;

TEST(GantryHeights, are_those_of_the_bed_at_the_motors) {
    const auto height = [](double x, double y) { return 5.0 - 0.01 * x + 0.02 * y; };
    std::vector<ProbeResult> found;
    std::array<double, 4> heights{};
    const BedPlace places[] = {{50, 25}, {50, 225}, {250, 225}, {250, 25}};
    for (std::size_t i = 0; i < 4; ++i) {
        found.push_back({.bed_x = places[i][0], .bed_y = places[i][1]});
        heights[i] = height(places[i][0], places[i][1]);
    }

    const auto at_motors = gantry_heights(found, heights, {-60, -10}, {360, 370});

    EXPECT_NEAR(at_motors[0], height(-60, -10), 1e-9);
    EXPECT_NEAR(at_motors[1], height(-60, 370), 1e-9);
    EXPECT_NEAR(at_motors[2], height(360, 370), 1e-9);
    EXPECT_NEAR(at_motors[3], height(360, -10), 1e-9);
}

std::string motors() {
    std::string text;
    for (int i = 1; i < 4; ++i) {
        const auto pin = [i](int offset) { return "PD" + std::to_string(i * 3 + offset); };
        text += "[stepper_z" + std::to_string(i) + "]\nstep_pin: " + pin(0) +
                "\ndir_pin: " + pin(1) + "\nenable_pin: !" + pin(2) +
                "\nrotation_distance: 8\nmicrosteps: 16\n";
    }
    return text;
}
const std::string level =
    "[quad_gantry_level]\ngantry_corners:\n  -10, -10\n  210, 210\npoints:\n  20, 20\n  20, 180\n"
    "  180, 180\n  180, 20\nmax_adjust: 1\n";

TEST(QuadGantryLevel, leaves_a_level_gantry_alone) {
    OfflinePrinter printer(motors() + level, probing_printer());
    ASSERT_EQ(printer.problems(), "");
    printer.run("G28");

    printer.run("QUAD_GANTRY_LEVEL RETRIES=2 RETRY_TOLERANCE=0.01");

    EXPECT_EQ(printer.status("quad_gantry_level", "applied"), "true");
    EXPECT_EQ(printer.said().back(),
              "// Retries: 0/2 Probed points range: 0.000000 tolerance: 0.010000");
}

TEST(QuadGantryLevel, refuses_to_go_too_far) {
    OfflinePrinter printer(motors() + level + "[stepper_z]\nposition_min: -9\n");
    printer.run(
        "G28\nQUAD_GANTRY_LEVEL METHOD=manual\nTESTZ Z=-5\nACCEPT\nTESTZ Z=-9\nACCEPT\n"
        "TESTZ Z=-9\nACCEPT\nTESTZ Z=-5");

    EXPECT_NE(printer.failure("ACCEPT").find("is greater than max_adjust 1.000000"),
              std::string::npos);
    EXPECT_EQ(printer.status("quad_gantry_level", "applied"), "false");
}

TEST(QuadGantryLevel, needs_four_points) {
    OfflinePrinter printer(motors() + level + "[quad_gantry_level]\npoints:\n  1, 1\n");

    EXPECT_NE(printer.problems().find("Need exactly 4 probe points for quad_gantry_level"),
              std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
