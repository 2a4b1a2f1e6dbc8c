// Random prints on every simulated machine: the judge at the pins has nothing to say.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <random>
#include <sstream>

#include "printing.hpp"

namespace escapement::app {
namespace {

// A machine, and a square in which it may print anywhere without crossing a polar bed's middle.
struct Machine {
    const char* printer;
    double least, most;
};
constexpr Machine machines[] = {{"corexy.cfg", 20.0, 180.0},
                                {"cartesian.cfg", 20.0, 180.0},
                                {"delta.cfg", -80.0, 80.0},
                                {"polar.cfg", 20.0, 90.0},
                                {"idex.cfg", 20.0, 150.0}};

class RandomPrint {
  public:
    RandomPrint(unsigned seed, const Machine& machine) : random_(seed), machine_(machine) {}

    // Of lines from a hundredth of a millimetre to the whole square, with changes in between.
    std::string gcode(int lines) {
        text_ << "G28\nM109 S200\nM83\nG90\nG1 Z5 F1200\nG1 X" << machine_.most << " Y"
              << machine_.least << " F6000\n";
        x_ = machine_.most;
        y_ = machine_.least;
        for (int i = 0; i < lines; ++i) {
            if (random_() % 12 == 0) change();
            line();
        }
        return text_.str();
    }

  private:
    double between(double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random_);
    }
    void line() {
        const double reach = std::pow(10.0, between(-2.0, 2.2));
        const double from_x = x_, from_y = y_;
        x_ = std::clamp(x_ + between(-reach, reach), machine_.least, machine_.most);
        y_ = std::clamp(y_ + between(-reach, reach), machine_.least, machine_.most);
        const double length = std::hypot(x_ - from_x, y_ - from_y);
        text_ << "G1 X" << x_ << " Y" << y_;
        if (random_() % 3 != 0) text_ << " E" << between(0.0, 0.05) * length;
        if (random_() % 4 == 0) text_ << " F" << between(600.0, 12000.0);
        text_ << "\n";
    }
    void change() {
        static const char* const shapers[] = {"zv", "mzv", "zvd", "ei", "2hump_ei", "3hump_ei"};
        switch (random_() % 5) {
            case 0:
                text_ << "SET_INPUT_SHAPER SHAPER_FREQ_X=45 SHAPER_FREQ_Y=37 SHAPER_TYPE="
                      << shapers[random_() % std::size(shapers)] << "\n";
                break;
            case 1:
                text_ << "SET_PRESSURE_ADVANCE ADVANCE=" << between(0.0, 0.08)
                      << " SMOOTH_TIME=" << between(0.01, 0.06) << "\n";
                break;
            case 2:
                text_ << "SET_VELOCITY_LIMIT ACCEL=" << between(500.0, 6000.0)
                      << " SQUARE_CORNER_VELOCITY=" << between(1.0, 10.0) << "\n";
                break;
            case 3:
                text_ << "SET_VELOCITY_LIMIT MAX_JERK=" << (random_() % 2 ? 0.0 : 200000.0) << "\n";
                break;
            default:
                text_ << "G1 E-0.8 F2100\nG4 P50\nG1 E0.8\n";
        }
    }

    std::mt19937 random_;
    Machine machine_;
    std::ostringstream text_;
    double x_ = 0.0, y_ = 0.0;
};

class RandomPrints : public ::testing::TestWithParam<Machine> {};

TEST_P(RandomPrints, follow_their_path_whatever_shapes_it) {
    const Machine& machine = GetParam();
    for (unsigned seed = 1; seed <= 4; ++seed) {
        SCOPED_TRACE(std::string(machine.printer) + ", seed " + std::to_string(seed));
        const auto config = printer_with(machine.printer, "[input_shaper]\n");
        const auto blueprint = make_blueprint(config);
        ASSERT_TRUE(blueprint) << blueprint.error().what;

        const auto outcome =
            print_with(config, *blueprint, small_file(RandomPrint(seed, machine).gcode(150)));

        EXPECT_EQ(outcome.failure, "");
        EXPECT_TRUE(outcome.report.complaints().empty()) << outcome.report.text();
        EXPECT_GT(outcome.report.path_lines, 140u);
        EXPECT_EQ(outcome.report.path_lines_done, outcome.report.path_lines);
    }
}

INSTANTIATE_TEST_SUITE_P(on, RandomPrints, ::testing::ValuesIn(machines));

}  // namespace
}  // namespace escapement::app
