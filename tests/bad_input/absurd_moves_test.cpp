// Moves that nobody means: each gets an error that names its line, or a plan that is right.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "config/reader.hpp"
#include "escapement/mentioned_boards.hpp"

namespace escapement::app {
namespace {

namespace fs = std::filesystem;

// Cartesian, 80 steps to the mm along x and y, 400 along z.
const char* const printer = R"(
[mcu]
serial: /dev/null
[printer]
kinematics: cartesian
max_velocity: 300
max_accel: 3000
[stepper_x]
step_pin: PA0
dir_pin: PA1
rotation_distance: 40
microsteps: 16
endstop_pin: PA3
position_endstop: 0
homing_speed: 100
position_max: 200
[stepper_y]
step_pin: PA4
dir_pin: PA5
rotation_distance: 40
microsteps: 16
endstop_pin: PA7
position_endstop: 0
homing_speed: 100
position_max: 200
[stepper_z]
step_pin: PA8
dir_pin: PA9
rotation_distance: 8
microsteps: 16
endstop_pin: PA11
position_endstop: 0
homing_speed: 100
position_max: 200
[extruder]
step_pin: PB0
dir_pin: PB1
rotation_distance: 33.5
microsteps: 16
nozzle_diameter: 0.4
filament_diameter: 1.75
heater_pin: PB3
sensor_type: Generic 3950
sensor_pin: PB4
control: pid
pid_Kp: 22.1
pid_Ki: 1.1
pid_Kd: 112
min_temp: 0
max_temp: 270
[gcode_arcs]
[skew_correction]
[exclude_object]
[firmware_retraction]
retract_length: 1
[bed_mesh]
mesh_min: 10, 10
mesh_max: 190, 190
[bed_mesh flat]
version: 1
points:
  0, 0
  0, 0
x_count: 2
y_count: 2
mesh_x_pps: 0
mesh_y_pps: 0
algo: direct
tension: 0.2
min_x: 0
max_x: 200
min_y: 0
max_y: 200
)";

// Homing, which tells the machine where it is between two of its steps, ends before 12 s, the pause
// behind it later.
const std::string preparation = "G28\nG4 P5000\nG90\nM83\nG1 X100 Y100 Z10 F6000\n";
constexpr int preparation_lines = 5;

struct Answer {
    int status;
    std::string text;
};

Answer ask(const std::string& arguments) {
    FILE* pipe = popen(("timeout 60 " ESCAPEMENT_PROGRAM " " + arguments + " 2>&1").c_str(), "r");
    std::string text;
    std::array<char, 4096> buffer;
    while (const auto count = fread(buffer.data(), 1, buffer.size(), pipe))
        text.append(buffer.data(), count);
    const int status = pclose(pipe);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text};
}

std::vector<std::vector<double>> rows_of(const fs::path& file, std::size_t skipped_column) {
    std::vector<std::vector<double>> rows;
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        std::stringstream cells(line);
        std::string cell;
        rows.emplace_back();
        for (std::size_t column = 0; std::getline(cells, cell, ','); ++column)
            if (column != skipped_column) rows.back().push_back(std::stod(cell));
    }
    return rows;
}

// Words of G-code have no exponents: "X1e3" is X1 E3.
std::string in_digits(std::string lines) {
    const std::pair<std::string, std::string> numbers[] = {
        {"HUGE", "1" + std::string(300, '0')},
        {"TINY", "0." + std::string(299, '0') + "1"},
        {"NANO", "0.000000001"},
        {"FAR", "1000000"},
    };
    for (const auto& [name, digits] : numbers)
        for (auto at = lines.find(name); at != std::string::npos; at = lines.find(name, at))
            lines.replace(at, name.size(), digits);
    return lines;
}

class AbsurdMoves : public ::testing::Test {
  protected:
    AbsurdMoves() : folder_(fs::path(::testing::TempDir()) / "absurd_moves") {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        const auto config = file("printer.cfg", printer);
        const auto reading = config::read_config(config, config::DiskFiles());
        const auto boards = boards_for_check(reading.document, {});
        file("mcu.dict", wire::to_json((*boards)[0].dictionary));
    }
    std::string file(const std::string& name, const std::string& content) {
        std::ofstream(folder_ / name, std::ios::binary) << content;
        return (folder_ / name).string();
    }
    std::string path(const std::string& name) const { return (folder_ / name).string(); }
    Answer plan(const std::string& lines) {
        file("a.gcode", preparation + in_digits(lines) + "\n");
        return ask("plan " + path("printer.cfg") + " -i " + path("a.gcode") + " -o " +
                   path("out.bin") + " -d " + path("mcu.dict") + " --trace 12:100000");
    }
    // Names the line, in one line of standard error, and leaves nothing behind.
    void expect_refused(const std::string& lines) {
        const Answer answer = plan(lines);
        EXPECT_EQ(answer.status, 1) << lines << ": " << answer.text;
        const auto place =
            "a.gcode:" +
            std::to_string(preparation_lines + 1 + std::count(lines.begin(), lines.end(), '\n'));
        EXPECT_NE(answer.text.find(place), std::string::npos) << lines << ": " << answer.text;
        EXPECT_FALSE(fs::exists(folder_ / "out.bin")) << lines;
    }
    // Time only grows, everything is finite, nothing leaps, motors are where the path is.
    void expect_right(const std::string& lines, double greatest_speed = 300.0) {
        const Answer answer = plan(lines);
        ASSERT_EQ(answer.status, 0) << lines << ": " << answer.text;
        check_path(lines, greatest_speed);
        double before = 0.0;
        for (const auto& row : rows_of(folder_ / "out.bin-steps.csv", 1)) {
            EXPECT_GE(row[0], before) << lines;
            before = row[0];
        }
        fs::remove(folder_ / "out.bin");
    }
    void check_path(const std::string& lines, double greatest_speed) {
        constexpr std::array half_steps{0.5 / 80, 0.5 / 80, 0.5 / 400};
        std::size_t wrong = 0;
        const auto rows = rows_of(folder_ / "out.bin-path.csv", 99);
        for (const auto& row : rows) {
            for (const double cell : row) wrong += !std::isfinite(cell);
            const double speed = std::hypot(row[2], row[5], row[8]);
            wrong += speed > greatest_speed * 1.000001;
            for (std::size_t axis = 0; axis < 3; ++axis)
                wrong += std::abs(row[1 + 3 * axis] - row[22 + axis]) > half_steps[axis] + 2e-6;
        }
        EXPECT_EQ(wrong, 0U) << lines;
        EXPECT_GT(rows.size(), 100U) << lines;
    }
    fs::path folder_;
};

TEST_F(AbsurdMoves, what_is_no_number_or_too_far_is_refused) {
    for (const char* line : {"G1 Xnan",
                             "G1 Xinf",
                             "G1 XHUGE",
                             "G1 XFAR",
                             "G1 Y-FAR",
                             "G1 EFAR",
                             "G1 E-FAR",
                             "G92 XHUGE\nG1 X-HUGE",
                             "G91\nG1 XFAR",
                             "SET_GCODE_OFFSET X=1e300 MOVE=1",
                             "M221 SHUGE\nG1 X150 E1"})
        expect_refused(line);
}

TEST_F(AbsurdMoves, tiny_moves_are_planned) {
    expect_right("G1 X100 Y100");
    expect_right("G1 X100.000000001\nG1 X101 ENANO\nG1 E-NANO");
    std::string many = "G91";
    for (int i = 0; i < 500; ++i) many += "\nG1 XNANO ENANO\nG1 X0.001 Y-0.001";
    expect_right(many);
}

TEST_F(AbsurdMoves, absurd_speeds_are_held_to_the_machine_or_refused) {
    expect_right("G1 X150 F60000000\nG1 E10 F1000000000");
    expect_right("G1 X150 FHUGE");
    expect_right("M220 S1000000000\nG1 X150 F6000");
    for (const char* line : {"G1 X150 F0",
                             "G1 X150 F-1",
                             "G1 X150 FTINY",
                             "G1 X150 F0.00001",
                             "M220 STINY\nG1 X150",
                             "M220 S0"})
        expect_refused(line);
}

TEST_F(AbsurdMoves, absurd_limits_are_refused_or_kept) {
    for (const char* line : {"SET_VELOCITY_LIMIT ACCEL=0",
                             "SET_VELOCITY_LIMIT VELOCITY=0",
                             "SET_VELOCITY_LIMIT ACCEL=nan",
                             "SET_VELOCITY_LIMIT MINIMUM_CRUISE_RATIO=1",
                             "SET_VELOCITY_LIMIT ACCEL=1e-300\nG1 X150",
                             "SET_VELOCITY_LIMIT VELOCITY=1e-300\nG1 X150",
                             "M204 S0",
                             "M204 SHUGE",
                             "SET_VELOCITY_LIMIT SQUARE_CORNER_VELOCITY=1e300",
                             "SET_VELOCITY_LIMIT ACCEL=1e308 VELOCITY=1e308"})
        expect_refused(line);
    expect_right("SET_VELOCITY_LIMIT SQUARE_CORNER_VELOCITY=0\nG1 X150\nG1 Y150\nG1 X100");
    expect_right("SET_VELOCITY_LIMIT SQUARE_CORNER_VELOCITY=1e99\nG1 X150\nG1 X100\nG1 Y150");
    expect_right("SET_VELOCITY_LIMIT MINIMUM_CRUISE_RATIO=0.999999999\nG1 X150\nG1 Y150");
    expect_right("SET_VELOCITY_LIMIT ACCEL=1e99\nG1 X150 F6000\nG1 Y150");
}

TEST_F(AbsurdMoves, absurd_arcs_are_refused_or_become_what_they_say) {
    for (const char* line : {"G2 X100 Y100 I0 J0",
                             "G2 IHUGE",
                             "G2 IFAR",
                             "G2 I10 ZHUGE",
                             "G3 IHUGE JHUGE",
                             "G2 I10 EHUGE",
                             "G2 I10 F0",
                             "G2 XHUGE I1"})
        expect_refused(line);
    expect_right("G2 INANO");
    expect_right("G2 I0.001 Z20");
    expect_right("G2 X100.000000001 I10");
}

TEST_F(AbsurdMoves, absurd_meshes_skews_and_objects_are_no_exception) {
    for (const char* line : {"BED_MESH_PROFILE LOAD=flat\nG1 X1000000000000000",
                             "BED_MESH_PROFILE LOAD=flat\nG1 XHUGE",
                             "SET_SKEW XY=1e308,1e308,1e308",
                             "SET_SKEW XY=141,141,99.7\nG1 XHUGE",
                             "SET_RETRACTION RETRACT_LENGTH=1e300\nG10",
                             "G4 PHUGE"})
        expect_refused(line);
    expect_right(
        "BED_MESH_PROFILE LOAD=flat\nBED_MESH_OFFSET X=1e300 Y=-1e300 ZFADE=1e300\n"
        "G1 X150");
    expect_right("SET_RETRACTION RETRACT_SPEED=1e300\nG10\nG11");
}

}  // namespace
}  // namespace escapement::app
