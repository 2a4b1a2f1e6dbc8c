// Ranges, homing and speed limits of machines with straight rails.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/linear_kinematics.hpp"

#include <gtest/gtest.h>

#include "printer/errors.hpp"
#include "printer/testing_motion.hpp"

namespace escapement::printer {
namespace {

using base::Accel;
using base::Length;
using base::Speed;
using testing::at;
using testing::MotionBench;

class LinearKinematicsTest : public ::testing::Test {
  protected:
    std::string complaint(const motion::Position& from, const motion::Position& to) {
        motion::Move move(from, to, Speed{100.0}, testing::bench_limits);
        try {
            kinematics.check_move(move);
        } catch (const CommandError& error) {
            return error.what();
        }
        return "none";
    }

    MotionBench bench{MotionBench::Mode::offline};
    LinearKinematics kinematics{fixed_machine(motion::cartesian, testing::three_rails(bench)),
                                {.max_velocity = Speed{10.0}, .max_accel = Accel{100.0}}};
};

TEST_F(LinearKinematicsTest, wants_an_axis_homed_before_it_moves) {
    EXPECT_EQ(complaint(at(0, 0, 0), at(1, 2, 3)),
              "Must home axis first: 1.000 2.000 3.000 [0.000]; home x with G28");

    kinematics.set_position({}, only_axis(0));

    EXPECT_EQ(complaint(at(0, 0, 0), at(1, 0, 0)), "none");
    EXPECT_EQ(complaint(at(0, 0, 0), at(1, 1, 0)),
              "Must home axis first: 1.000 1.000 0.000 [0.000]; home y with G28");
}

TEST_F(LinearKinematicsTest, keeps_moves_within_the_range) {
    kinematics.set_position({}, all_axes());

    EXPECT_EQ(complaint(at(0, 0, 0), at(200, 200, 200)), "none");
    EXPECT_EQ(complaint(at(0, 0, 0), at(10, 200.001, 0)),
              "Move out of range: 10.000 200.001 0.000 [0.000]; y goes from 0 to 200");
    EXPECT_EQ(complaint(at(0, 0, 5), at(0, 0, -0.1)),
              "Move out of range: 0.000 0.000 -0.100 [0.000]; z goes from 0 to 200");
}

TEST_F(LinearKinematicsTest, lets_an_axis_be_anywhere_that_does_not_move) {
    kinematics.set_position({}, all_axes());

    EXPECT_EQ(complaint(at(0, 300, 0), at(10, 300, 0)), "none");
}

TEST_F(LinearKinematicsTest, forgets_axes) {
    kinematics.set_position({}, all_axes());

    kinematics.forget_homing(only_axis(1));

    EXPECT_EQ(axis_text(kinematics.homed()), "xz");
    EXPECT_NE(complaint(at(0, 0, 0), at(0, 1, 0)).find("Must home axis first"), std::string::npos);
}

TEST_F(LinearKinematicsTest, slows_moves_down_to_what_z_bears) {
    kinematics.set_position({}, all_axes());
    motion::Move steep(at(0, 0, 0), at(3, 0, 4), Speed{100.0}, testing::bench_limits);

    kinematics.check_move(steep);

    // z is 4/5 of the way, so the head may be 5/4 as fast as z.
    EXPECT_DOUBLE_EQ(steep.max_cruise().value, 12.5 * 12.5);
    EXPECT_DOUBLE_EQ(steep.accel().value, 125.0);
}

TEST_F(LinearKinematicsTest, says_how_far_the_axes_go) {
    EXPECT_EQ(kinematics.axis_minimum(), (motion::Point{}));
    EXPECT_EQ(kinematics.axis_maximum(),
              (motion::Point{Length{200.0}, Length{200.0}, Length{200.0}}));
}

const SectionName printer_section{"printer", "printer", {"printer.cfg", 3}};

class NoRails final : public RailSource {
  public:
    Rail take(std::string_view) override { return {}; }
};

TEST(VerticalLimits, are_those_of_the_head_unless_given) {
    NoRails rails;
    const KinematicsParts parts{rails, printer_section, testing::bench_limits};

    const auto usual = vertical_limits({}, parts);
    const auto given = vertical_limits({Speed{5.0}, Accel{50.0}}, parts);

    EXPECT_EQ(usual.max_velocity, Speed{300.0});
    EXPECT_EQ(usual.max_accel, Accel{3000.0});
    EXPECT_EQ(given.max_velocity, Speed{5.0});
    EXPECT_EQ(given.max_accel, Accel{50.0});
}

TEST(VerticalLimits, must_not_exceed_those_of_the_head) {
    NoRails rails;
    const KinematicsParts parts{rails, printer_section, testing::bench_limits};

    try {
        vertical_limits({Speed{301.0}, {}}, parts);
        FAIL() << "accepted";
    } catch (const ConfigError& error) {
        EXPECT_STREQ(error.what(),
                     "printer.cfg:3: [printer] max_z_velocity: must be at most max_velocity 300 "
                     "(is 301)");
    }
}

}  // namespace
}  // namespace escapement::printer
