// [input_shaper] and its commands on an offline printer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/input_shaper.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "modules/testing_printer.hpp"
#include "modules/toolhead.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string shaped =
    "[input_shaper]\nshaper_freq_x: 47.3\nshaper_type_y: ei\n"
    "shaper_freq_y: 38.1\n";

printer::Toolhead& toolhead(OfflinePrinter& printer) {
    return printer.printer().modules().the<ToolheadModule>().toolhead();
}

const motion::Shaper& shaper(OfflinePrinter& printer, std::size_t axis) {
    return toolhead(printer).trajectory().shapers()[axis];
}

std::int64_t steps(OfflinePrinter& printer, std::size_t stepper) {
    printer.run("M400");
    toolhead(printer).flush();
    return toolhead(printer).kinematics().steppers()[stepper]->mcu_position();
}

TEST(InputShaper, shapes_as_configured) {
    OfflinePrinter printer(shaped);
    ASSERT_EQ(printer.problems(), "");

    EXPECT_EQ(shaper(printer, 0).pulses().size(), 3u);
    EXPECT_NEAR(shaper(printer, 0).reach().count(), 0.375 / 47.3, 0.002);
    EXPECT_EQ(shaper(printer, 1).pulses().size(), 3u);
    EXPECT_FALSE(shaper(printer, 2).shapes());
}

// As in Klipper: steps are known one reach after they are due, the next ones one reach later.
TEST(InputShaper, pauses_for_two_reaches_after_a_flush) {
    OfflinePrinter printer(shaped);
    printer.run("G28\nG1 X50 F6000");
    const auto end = toolhead(printer).last_move_time();

    toolhead(printer).flush();

    EXPECT_NEAR((toolhead(printer).last_move_time() - end).count(),
                2.0 * shaper(printer, 1).reach().count(),
                1e-9);
}

TEST(InputShaper, reports_what_is_set) {
    OfflinePrinter printer(shaped);

    printer.run("SET_INPUT_SHAPER");
    EXPECT_EQ(printer.said(),
              (std::vector<std::string>{
                  "// shaper_type_x:mzv shaper_freq_x:47.300 damping_ratio_x:0.100000",
                  "// shaper_type_y:ei shaper_freq_y:38.100 damping_ratio_y:0.100000"}));
    printer.run("SET_INPUT_SHAPER SHAPER_FREQ_X=22.2 SHAPER_TYPE_X='MZV(5,0.6)' SHAPER_FREQ_Z=42");
    EXPECT_EQ(printer.said(),
              (std::vector<std::string>{
                  "// shaper_type_x:mzv(5,0.6) shaper_freq_x:22.200 damping_ratio_x:0.100000",
                  "// shaper_type_y:ei shaper_freq_y:38.100 damping_ratio_y:0.100000",
                  "// shaper_type_z:mzv shaper_freq_z:42.000 damping_ratio_z:0.100000"}));
    EXPECT_EQ(shaper(printer, 0).pulses().size(), 5u);
    EXPECT_TRUE(shaper(printer, 2).shapes());
}

TEST(InputShaper, changes_between_moves_without_losing_a_step) {
    OfflinePrinter printer(shaped);
    printer.run("G28");
    const std::int64_t home = steps(printer, 0);

    for (const char* change : {"SHAPER_TYPE=zv",
                               "SHAPER_TYPE=3hump_ei SHAPER_FREQ_Y=90",
                               "SHAPER_TYPE_X=smooth_mzv SMOOTHER_FREQ_X=30",
                               "SHAPER_FREQ_X=0 SHAPER_TYPE_X=mzv",
                               "SHAPER_FREQ_X=61"}) {
        printer.run("G1 X100 Y50 F9000\nG1 X90.4 Y60\nSET_INPUT_SHAPER " + std::string(change));
        EXPECT_EQ(steps(printer, 0) - home, 90.4 * 80.0) << change;
        printer.run("G1 X10 Y0");
        EXPECT_EQ(steps(printer, 0) - home, 10 * 80) << change;
    }
}

TEST(InputShaper, changes_nothing_when_something_is_wrong) {
    OfflinePrinter printer(shaped);
    const auto before = shaper(printer, 0).reach();

    EXPECT_NE(printer.failure("SET_INPUT_SHAPER SHAPER_FREQ_X=20 SHAPER_TYPE_Y=nonsense")
                  .find("Unsupported shaper type: nonsense"),
              std::string::npos);
    EXPECT_NE(printer.failure("SET_INPUT_SHAPER SHAPER_FREQ_X=20 DAMPING_RATIO_Y=0.5")
                  .find("Too high value of damping_ratio=0.500 for shaper ei on axis y"),
              std::string::npos);
    EXPECT_NE(printer.failure("SET_INPUT_SHAPER SHAPER_FREQ_X=0.01").find("more than a second"),
              std::string::npos);
    EXPECT_NE(printer.failure("SET_INPUT_SHAPER SHAPER_FREQ_X=-1"), "");
    EXPECT_NE(printer.failure("SET_INPUT_SHAPER SHAPER_FREQ_X=nan"), "");
    EXPECT_EQ(shaper(printer, 0).reach(), before);
}

TEST(InputShaper, is_switched_off_and_on_again) {
    OfflinePrinter printer(shaped);

    printer.run("DISABLE_INPUT_SHAPER AXIS=X,Y");
    EXPECT_EQ(printer.said().front(),
              "// Disabled input shaper for AXIS='x'\n// Disabled input shaper for AXIS='y'");
    EXPECT_FALSE(shaper(printer, 0).shapes());
    printer.run(
        "DISABLE_INPUT_SHAPER AXIS=x\nENABLE_INPUT_SHAPER AXIS=x\nENABLE_INPUT_SHAPER AXIS=z");
    EXPECT_EQ(
        printer.said(),
        (std::vector<std::string>{
            "// Cannot disable input shaper for AXIS='x': not enabled or was already disabled",
            "// Enabled input shaper for AXIS='x'",
            "// Cannot enable input shaper for AXIS='z': was not disabled"}));
    EXPECT_TRUE(shaper(printer, 0).shapes());
    EXPECT_FALSE(shaper(printer, 1).shapes());
    EXPECT_NE(printer.failure("DISABLE_INPUT_SHAPER AXIS=e").find("Invalid AXIS='e'"),
              std::string::npos);
}

TEST(InputShaper, can_be_suspended) {
    OfflinePrinter printer(shaped);
    auto& module = printer.printer().modules().the<InputShaper>();

    module.suspend();
    EXPECT_FALSE(shaper(printer, 0).shapes());
    module.resume();
    EXPECT_TRUE(shaper(printer, 0).shapes());
}

TEST(InputShaper, complains_about_what_cannot_work) {
    const auto problems = [](const std::string& options) {
        return OfflinePrinter("[input_shaper]\n" + options).problems();
    };

    EXPECT_NE(problems("shaper_type: zvzv").find("shaper_type: Unsupported shaper type: zvzv"),
              std::string::npos);
    EXPECT_NE(problems("shaper_type_y: ei\ndamping_ratio_y: 0.5").find("damping_ratio=0.500"),
              std::string::npos);
    EXPECT_NE(problems("shaper_type_x: smooth_zv\nshaper_freq_x: 40")
                  .find("shaper_freq_x: has no effect on smooth_zv; give smoother_freq_x"),
              std::string::npos);
    EXPECT_NE(problems("smoother_freq_x: 40").find("has no effect on mzv; give shaper_freq_x"),
              std::string::npos);
    EXPECT_NE(problems("shaper_freq_x: 0.1").find("more than a second"), std::string::npos);
    EXPECT_EQ(problems("shaper_type_y: ei(v_tol=0.02)\nshaper_freq_y: 39.3\ndamping_ratio_y: 0.4\n"
                       "shaper_freq_z: 42"),
              "");
}

}  // namespace
}  // namespace escapement::modules
