// Accelerometers of a printer that is run live: what they say, and what goes wrong with them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <filesystem>

#include "stage.hpp"

namespace escapement::app {
namespace {

const std::string chip = "[adxl345]\ncs_pin: PA4\naxes_map: x, -z, y\n";
const std::string chip_of_pins =
    "[adxl345 head]\ncs_pin: PA4\nspi_software_sclk_pin: PA5\nspi_software_mosi_pin: PA6\n"
    "spi_software_miso_pin: PA7\n";

// The file's rows, without its header; the file goes.
std::vector<std::array<double, 4>> taken_rows(const std::string& path) {
    std::vector<std::array<double, 4>> rows;
    std::ifstream file(path);
    std::string line;
    EXPECT_TRUE(std::getline(file, line)) << path;
    EXPECT_EQ(line, "#time,accel_x,accel_y,accel_z");
    for (std::array<double, 4> row{}; std::getline(file, line); rows.push_back(row))
        EXPECT_EQ(std::sscanf(line.c_str(), "%lf,%lf,%lf,%lf", &row[0], &row[1], &row[2], &row[3]),
                  4)
            << line;
    std::filesystem::remove(path);
    return rows;
}

TEST(LiveAccelerometer, tells_which_way_is_up) {
    Stage stage(chip);
    stage.type(3.0, "ACCELEROMETER_QUERY\nACCELEROMETER_QUERY CHIP=adxl345");

    stage.run(10.0);

    const std::string mark = "// accelerometer values (x, y, z): ";
    const auto first = stage.terminal.answers.find(mark);
    ASSERT_NE(first, std::string::npos) << stage.terminal.answers;
    double x = 0, y = 0, z = 0;
    std::sscanf(stage.terminal.answers.c_str() + first + mark.size(), "%lf, %lf, %lf", &x, &y, &z);
    EXPECT_NEAR(x, 0.0, 100.0);
    EXPECT_NEAR(y, 0.0, 100.0);
    EXPECT_NEAR(z, 9806.65, 100.0);
    EXPECT_NE(stage.terminal.answers.find(mark, first + 1), std::string::npos);
}

TEST(LiveAccelerometer, writes_down_every_measurement_with_its_time) {
    Stage stage(chip);
    stage.type(3.0, "ACCELEROMETER_MEASURE");
    stage.type(6.0, "ACCELEROMETER_MEASURE NAME=live_test_1");

    stage.run(12.0);

    EXPECT_TRUE(
        stage.said("// Writing raw accelerometer data to /tmp/adxl345-live_test_1.csv file"))
        << stage.terminal.answers;
    const auto rows = taken_rows("/tmp/adxl345-live_test_1.csv");
    ASSERT_GT(rows.size(), 9000U);
    const double interval = (rows.back()[0] - rows.front()[0]) / (rows.size() - 1.0);
    EXPECT_NEAR(1.0 / interval, 3200.0 * 1.012, 1.0);  // the simulated chip is a little fast
    for (std::size_t i = 1; i < rows.size(); ++i)
        ASSERT_NEAR(rows[i][0] - rows[i - 1][0], interval, 0.2 * interval) << i;
}

TEST(LiveAccelerometer, may_hang_on_a_bus_of_pins) {
    Stage stage(chip_of_pins);
    stage.type(3.0, "ACCELEROMETER_DEBUG_READ CHIP=head REG=0x00\nACCELEROMETER_QUERY CHIP=head");

    stage.run(10.0);

    EXPECT_TRUE(stage.said("// Accelerometer REG[0x0] = 0xe5")) << stage.terminal.answers;
    EXPECT_TRUE(stage.said("// accelerometer values (x, y, z):")) << stage.terminal.answers;
}

TEST(LiveAccelerometer, other_chips_measure_as_well) {
    Stage stage(
        "[lis2dw]\ncs_pin: PA4\n[lis3dh e]\naxes_map: x, -z, y\n[mpu9250 a]\ni2c_address: 104\n"
        "[icm20948 b]\ni2c_address: 106\n[bmi160 f]\ncs_pin: PA5\n[bmi160 c]\n");
    const std::vector<std::string> names{"lis2dw", "e", "a", "b", "f", "c"};
    double when = 3.0;
    for (const auto& name : names) stage.type(when += 3.0, "ACCELEROMETER_MEASURE CHIP=" + name);
    for (const auto& name : names)
        stage.type(when += 3.0, "ACCELEROMETER_MEASURE NAME=live_test_5 CHIP=" + name);

    stage.run(when + 3.0);

    const std::pair<const char*, double> files[] = {{"lis2dw", 1600.0},
                                                    {"lis3dh-e", 1344.0},
                                                    {"mpu9250-a", 4000.0},
                                                    {"icm20948-b", 4500.0},
                                                    {"bmi160-f", 1600.0},
                                                    {"bmi160-c", 1600.0}};
    for (const auto& [name, rate] : files) {
        const auto rows = taken_rows("/tmp/" + std::string(name) + "-live_test_5.csv");
        ASSERT_GT(rows.size(), 10'000U) << name << stage.terminal.answers;
        const double interval = (rows.back()[0] - rows.front()[0]) / (rows.size() - 1.0);
        EXPECT_NEAR(1.0 / interval, rate * 1.012, 0.001 * rate) << name;
        EXPECT_NEAR(rows[5000][1], 0.0, 30.0) << name;
        EXPECT_NEAR(rows[5000][3], 9806.65, 60.0) << name;
    }
}

TEST(LiveAccelerometer, says_that_nothing_is_connected) {
    Stage stage(chip + "[output_pin other]\npin: PA5\n");
    stage.config = Stage::example() + "[adxl345]\ncs_pin: PA5\n";
    stage.type(3.0, "ACCELEROMETER_QUERY");

    stage.run(10.0);

    EXPECT_TRUE(stage.said("Invalid adxl345 id (got 0 vs e5).")) << stage.terminal.answers;
    EXPECT_TRUE(stage.said("(e.g. faulty wiring) or a faulty adxl345 chip."));
}

TEST(LiveAccelerometer, a_query_can_be_cancelled) {
    Stage stage(chip + "[pause_resume]\n[virtual_sdcard]\npath: /tmp\n");
    stage.type(3.0, "ACCELEROMETER_QUERY");
    stage.type(3.4, "CANCEL_PRINT");
    stage.type(4.5, "ACCELEROMETER_QUERY");

    stage.run(12.0);

    EXPECT_TRUE(stage.said("// accelerometer values (x, y, z):")) << stage.terminal.answers;
}

}  // namespace
}  // namespace escapement::app
