// Claims about the resonance tester's options and parameters; tests/live has a machine that shakes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/resonance_tester.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string chips = "[adxl345]\ncs_pin: PC0\n[adxl345 bed]\ncs_pin: PC1\n";
const std::string resonance_section =
    "[resonance_tester]\naccel_chip: adxl345\nprobe_points:\n    100, 100, 20\n";

std::string problems_of(const std::string& section) {
    OfflinePrinter printer(chips + section);
    return printer.problems();
}

TEST(ResonanceTester, needs_chips_and_points) {
    EXPECT_NE(problems_of("[resonance_tester]\nprobe_points: 1,2,3\n").find("accel_chip: "),
              std::string::npos);
    EXPECT_NE(problems_of("[resonance_tester]\naccel_chip: adxl345\n").find("probe_points: "),
              std::string::npos);
    EXPECT_NE(problems_of("[resonance_tester]\naccel_chip_x: adxl345\nprobe_points: 1,2,3\n")
                  .find("accel_chip_y: must be specified, as accel_chip_x is"),
              std::string::npos);
    EXPECT_EQ(problems_of("[resonance_tester]\naccel_chip_x: adxl345\naccel_chip_y: adxl345 bed\n"
                          "probe_points: 1,2,3\n"),
              "");
}

TEST(ResonanceTester, chips_must_be_accelerometers) {
    EXPECT_NE(problems_of("[resonance_tester]\naccel_chip: lis2dw\nprobe_points: 1,2,3\n")
                  .find("accel_chip: needs a section [lis2dw]; add one"),
              std::string::npos);
    EXPECT_NE(problems_of("[resonance_tester]\naccel_chip: extruder\nprobe_points: 1,2,3\n")
                  .find("'extruder' is not an accelerometer"),
              std::string::npos);
}

TEST(ResonanceTester, numbers_of_options_fit_together) {
    EXPECT_NE(problems_of(resonance_section + "min_freq: 50\nmax_freq: 40\n")
                  .find("max_freq: must be at least min_freq, 50 (is 40)"),
              std::string::npos);
    EXPECT_NE(problems_of(resonance_section + "sweeping_period: 0.001\n")
                  .find("sweeping_period: must be 0 or at least 0.01"),
              std::string::npos);
    EXPECT_NE(problems_of("[resonance_tester]\naccel_chip: adxl345\nprobe_points: 1,2\n")
                  .find("probe_points: must be lines of X, Y, Z"),
              std::string::npos);
}

TEST(ResonanceTester, says_what_is_wrong_with_a_command) {
    OfflinePrinter printer(chips + resonance_section);
    printer.run("G28");
    const std::pair<const char*, const char*> refused[] = {
        {"TEST_RESONANCES AXIS=Z",
         "No accelerometers specified that can measure resonances over axis 'z'; name one in "
         "[resonance_tester], or in CHIPS"},
        {"TEST_RESONANCES AXIS=X CHIPS=mpu", "Name 'mpu' is not valid for CHIPS parameter"},
        {"TEST_RESONANCES AXIS=X CHIPS=extruder", "'extruder' is not an accelerometer"},
        {"TEST_RESONANCES AXIS=X POINT=1,2", "Invalid POINT parameter '1,2', must be 'x,y,z'"},
        {"TEST_RESONANCES AXIS=X POINT=1,2,a",
         "Invalid POINT parameter '1,2,a', must be 'x,y,z' where x, y and z are valid floating "
         "point numbers"},
        {"TEST_RESONANCES AXIS=X OUTPUT=csv",
         "Unsupported output 'csv', only 'resonances' and 'raw_data' are supported"},
        {"TEST_RESONANCES AXIS=X OUTPUT=",
         "No output specified, at least one of 'resonances' or 'raw_data' must be set in OUTPUT "
         "parameter"},
        {"TEST_RESONANCES AXIS=X FREQ_START=50 FREQ_END=40",
         "FREQ_END: must be at least FREQ_START, 50 (is 40)"},
        {"TEST_RESONANCES AXIS=X SWEEPING_PERIOD=0.001",
         "SWEEPING_PERIOD: must be 0 or at least 0.01 (is 0.001)"},
        {"TEST_RESONANCES AXIS=X HZ_PER_SEC=0.000001",
         "The test would take 130000000 s, and may take 1400 s; raise HZ_PER_SEC or test fewer "
         "frequencies"},
        {"SHAPER_CALIBRATE AXIS=XY", "Unsupported axis 'XY': must be x, y or z"},
        {"SHAPER_CALIBRATE NAME=a/b",
         "Invalid NAME parameter 'a/b': only letters, digits, '-' and '_' can be part of a file's "
         "name"}};
    for (const auto& [line, text] : refused) EXPECT_EQ(printer.failure(line), text) << line;
}

TEST(ResonanceTester, chips_can_be_named_by_the_command) {
    OfflinePrinter printer(chips + resonance_section);
    printer.run("G28");

    EXPECT_EQ(printer.failure("TEST_RESONANCES AXIS=Z FREQ_START=20 FREQ_END=20 ACCEL_PER_HZ=1 "
                              "CHIPS='adxl345 bed,adxl345' NAME=t"),
              "");
}

TEST(ResonanceTester, goes_to_all_points_and_along_both_axes) {
    OfflinePrinter printer(chips +
                           "[resonance_tester]\naccel_chip: adxl345\nprobe_points:\n"
                           "    100, 100, 20\n    110, 100, 20\n");
    printer.run("G28");
    printer.said();

    printer.run("SHAPER_CALIBRATE FREQ_START=50 FREQ_END=50 NAME=t");

    EXPECT_EQ(printer.said(),
              (std::vector<std::string>{"// Probing point (100.000, 100.000, 20.000)",
                                        "// Testing axis x",
                                        "// Testing frequency 50 Hz",
                                        "// Testing axis y",
                                        "// Testing frequency 50 Hz",
                                        "// Probing point (110.000, 100.000, 20.000)",
                                        "// Testing axis x",
                                        "// Testing frequency 50 Hz",
                                        "// Testing axis y",
                                        "// Testing frequency 50 Hz"}));
}

TEST(ResonanceTester, noise_is_measured_for_a_while) {
    OfflinePrinter printer(chips + resonance_section);
    const double before = std::stod(printer.status("toolhead", "print_time"));

    printer.run("MEASURE_AXES_NOISE MEAS_TIME=3");

    EXPECT_NEAR(std::stod(printer.status("toolhead", "print_time")) - before, 3.25, 0.1);
}

}  // namespace
}  // namespace escapement::modules
