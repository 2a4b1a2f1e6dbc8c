// A motor for each axis.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/kinematics_cartesian.hpp"

#include <gtest/gtest.h>

#include "printer/testing_motion.hpp"

namespace escapement::printer {
namespace {

using base::Length;
using testing::MotionBench;

TEST(Cartesian, stops_only_the_motor_of_the_axis_at_its_endstop) {
    MotionBench bench(MotionBench::Mode::offline);

    const auto toolhead = testing::make_toolhead(bench, motion::cartesian);

    for (const auto& endstop : bench.endstops) EXPECT_EQ(endstop->steppers().size(), 1u);
    toolhead->set_position(testing::at(3, 4, 5));
    EXPECT_EQ(bench.steppers[0]->commanded_position(), Length{3.0});
    EXPECT_EQ(bench.steppers[1]->commanded_position(), Length{4.0});
    EXPECT_EQ(bench.steppers[2]->commanded_position(), Length{5.0});
}

// Kinds that share a type of options name it once in [printer].
struct Alike {
    static constexpr std::string_view name = "alike";
    static constexpr auto rails = axis_rail_names;
    using Options = VerticalOptions;
    static std::unique_ptr<Kinematics> make(const Options&, const KinematicsParts&) { return {}; }
};
static_assert(sizeof(KinematicsList<Cartesian, Alike>::Options) == sizeof(VerticalOptions));

TEST(KinematicsList, names_its_kinds_in_order) {
    EXPECT_EQ((KinematicsList<Cartesian, Alike>::names()),
              (std::vector<std::string>{"cartesian", "alike"}));
}

}  // namespace
}  // namespace escapement::printer
