// Errors that name the move and the remedy.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/curved_kinematics.hpp"

#include <gtest/gtest.h>

#include "printer/errors.hpp"
#include "printer/testing_motion.hpp"

namespace escapement::printer {
namespace {

using testing::at;

motion::Move a_move(const Toolhead::Position& to) {
    return motion::Move(at(3, 4, 0), to, base::Speed{300.0}, testing::bench_limits);
}

std::string complaint(const std::function<void()>& rule) {
    try {
        rule();
    } catch (const CommandError& error) {
        return error.what();
    }
    return "none";
}

TEST(CurvedKinematics, say_which_move_and_what_to_do) {
    EXPECT_EQ(complaint([] { refuse_unhomed(a_move(at(1, 2, 3)), "Must home first"); }),
              "Must home first: 1.000 2.000 3.000 [0.000]; home with G28");
    EXPECT_EQ(complaint([] {
                  refuse_out_of_range(a_move(at(1, 2, 300)),
                                      range_words(2, base::Length{0.0}, base::Length{200.0}));
              }),
              "Move out of range: 1.000 2.000 300.000 [0.000]; z goes from 0 to 200");
    EXPECT_NE(complaint([] { require_point(std::nullopt); }).find("home with G28"),
              std::string::npos);
}

TEST(CurvedKinematics, slow_down_what_rises) {
    motion::Move rising = a_move(at(3, 4, 10)), level = a_move(at(13, 4, 0));
    const VerticalLimits limits{base::Speed{20.0}, base::Accel{100.0}};

    limit_rise(rising, limits);
    limit_rise(level, limits);

    EXPECT_EQ(rising.max_cruise().value, 400.0);
    EXPECT_EQ(level.max_cruise().value, 90000.0);
    EXPECT_EQ(start_radius2(level), 25.0);
    EXPECT_EQ(end_radius2(level), 185.0);
}

}  // namespace
}  // namespace escapement::printer
