// A turning bed: its range, its homing, its centre.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/kinematics_polar.hpp"

#include <gtest/gtest.h>

#include "printer/errors.hpp"
#include "printer/testing_curved.hpp"

namespace escapement::printer {
namespace {

using testing::at;
using testing::point;

class PolarTest : public ::testing::Test, protected testing::KinematicsBench {
  protected:
    PolarTest() { make({}); }

    void make(const PolarOptions& options) {
        Rail bed;
        bed.steppers = {&bench.add_stepper("stepper_bed", base::Length{0.0004})};
        Rail arm = testing::bench_rail(bench, "stepper_arm", 200.0);
        Rail z = testing::bench_rail(bench, "stepper_z", 180.0);
        use(std::make_unique<PolarKinematics>(
            PolarKinematics::Parts{.bed = std::move(bed),
                                   .arm = std::move(arm),
                                   .z = std::move(z),
                                   .limits = testing::bench_limits,
                                   .vertical = {base::Speed{10.0}, base::Accel{100.0}},
                                   .options = options}));
    }
    void home_by_hand() { kinematics->set_position(point(100, 0, 10), all_axes()); }
    bool crosses(const Toolhead::Position& from, const Toolhead::Position& to) const {
        return refusal(from, to).find("Move crosses the centre of the bed") == 0;
    }
};

TEST_F(PolarTest, finds_the_nozzle_where_it_was_put) {
    for (const auto& there : {point(10, 0, 10), point(-50, -30, 0.2), point(0, -120, 150)}) {
        const auto nozzle = nozzle_at(there);
        EXPECT_NEAR(nozzle.x.value, there.x.value, 1e-9);
        EXPECT_NEAR(nozzle.y.value, there.y.value, 1e-9);
        EXPECT_NEAR(nozzle.z.value, there.z.value, 1e-9);
    }
}

TEST_F(PolarTest, homes_x_and_y_by_its_arm) {
    const auto there = testing::homed_position(*this, only_axis(1));

    EXPECT_EQ(there[0], base::Length{200.0});
    EXPECT_EQ(there[1], base::Length{0.0});
    EXPECT_EQ(bench.endstops[0]->approaches, 2);
    EXPECT_EQ(bench.endstops[1]->approaches, 0);
}

TEST_F(PolarTest, knows_x_and_y_together) {
    kinematics->set_position(point(10, 0, 10), only_axis(0) | only_axis(2));
    EXPECT_EQ(kinematics->homed(), only_axis(2));
    EXPECT_NE(refusal(at(10, 0, 10), at(11, 0, 10)).find("Must home axis first"),
              std::string::npos);

    home_by_hand();
    kinematics->forget_homing(only_axis(1));
    EXPECT_EQ(kinematics->homed(), only_axis(2));
}

TEST_F(PolarTest, stays_within_its_arm_and_its_height) {
    home_by_hand();

    EXPECT_EQ(refusal(at(100, 0, 10), at(100, 173, 10)), "none");
    EXPECT_NE(refusal(at(100, 0, 10), at(100, 174, 10)).find("the arm goes out to 200"),
              std::string::npos);
    EXPECT_NE(refusal(at(100, 0, 10), at(100, 0, 181)).find("z goes from 0 to 180"),
              std::string::npos);
    EXPECT_EQ(speed_of(at(100, 0, 10), at(100, 0, 20)), 10.0);
}

// When the shaper changes, all motors begin to follow anew.
TEST_F(PolarTest, keeps_the_turns_of_its_bed_when_it_follows_anew) {
    home_by_hand();
    Toolhead toolhead({.executor = bench.executor,
                       .motion = bench.queue,
                       .events = bench.events,
                       .limits = testing::bench_limits,
                       .kinematics = std::move(kinematics)});
    toolhead.set_position(at(50, 0, 10), all_axes());
    const auto round = [&] {
        for (const auto& corner : {at(0, 50, 10), at(-50, 0, 10), at(0, -50, 10), at(50, 0, 10)})
            toolhead.move(corner, base::Speed{100.0});
        toolhead.flush();
        return bench.steppers[0]->commanded_position().value;
    };

    EXPECT_NEAR(round(), 2.0 * 3.14159265, 0.001);
    toolhead.kinematics().follow(toolhead.trajectory());
    EXPECT_NEAR(round(), 4.0 * 3.14159265, 0.001);
}

TEST_F(PolarTest, does_not_cross_the_centre) {
    home_by_hand();

    EXPECT_TRUE(crosses(at(100, 0, 10), at(-50, 0, 10)));
    EXPECT_TRUE(crosses(at(30, 60, 10), at(-10, -20, 10)));
    EXPECT_EQ(refusal(at(100, 0.01, 10), at(-50, 0, 10)), "none");
}

// In the direction from which it came, and in no other.
TEST_F(PolarTest, leaves_the_centre_as_it_came) {
    home_by_hand();

    EXPECT_EQ(refusal(at(0, 50, 10), at(0, 0, 10)), "none");
    EXPECT_EQ(refusal(at(0, 0, 10), at(0, 0, 20)), "none");
    EXPECT_EQ(refusal(at(0, 0, 10), at(0, 20, 10)), "none");
    EXPECT_TRUE(crosses(at(0, 0, 10), at(0, -20, 10)));
    EXPECT_TRUE(crosses(at(0, 0, 10), at(20, 0, 10)));

    // Where it is put at the centre, the bed stands at an angle of 0.
    kinematics->set_position(point(0, 0, 10), all_axes());
    EXPECT_EQ(refusal(at(0, 0, 10), at(20, 0, 10)), "none");
}

TEST_F(PolarTest, turns_its_bed_no_faster_than_it_may) {
    make({.max_angular_velocity = 5.0});
    home_by_hand();

    EXPECT_EQ(speed_of(at(100, 80, 10), at(-100, 80, 10)), 300.0);
    EXPECT_NEAR(speed_of(at(100, 20, 10), at(-100, 20, 10)), 100.0, 1e-9);
    EXPECT_NEAR(speed_of(at(100, 0, 10), at(1, 0, 10)), 5.0, 1e-9);
}

}  // namespace
}  // namespace escapement::printer
