// Reading sums of carriages.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/carriage_plan.hpp"

#include <gtest/gtest.h>

#include "config/reader.hpp"
#include "printer/linear_kinematics.hpp"

namespace escapement::printer {
namespace {

config::Document document(const std::string& text) {
    const config::MemoryFiles files({{"printer.cfg", text}});
    return config::read_config("printer.cfg", files).document;
}

const char* const carriages = R"([carriage x]
[carriage left]
axis: y
[carriage z]
[dual_carriage u]
primary_carriage: x
[dual_carriage v]
axis: x
[extra_carriage right]
primary_carriage: left
)";

class TermsTest : public ::testing::Test {
  protected:
    CarriageTerms read(const std::string& text) { return *read_terms(text, plan); }
    std::string error(const std::string& text) { return read_terms(text, plan).error().what; }

    config::Document config = document(carriages);
    CarriagePlan plan = read_carriage_plan(config);
};

TEST_F(TermsTest, are_sums_with_factors) {
    EXPECT_EQ(read("x+left").share, (motion::Blend{1, 1, 0}));
    EXPECT_EQ(read("-x-0.5*left").share, (motion::Blend{-1, -0.5, 0}));
    EXPECT_EQ(read(" 2*z + u ").share, (motion::Blend{1, 0, 2}));
    EXPECT_EQ(read("right").share, (motion::Blend{0, 1, 0}));
    EXPECT_EQ(read("x+right").carriages, (std::vector<std::size_t>{0, 5}));
}

TEST_F(TermsTest, are_refused_in_known_words) {
    EXPECT_EQ(error("x+w"), "Invalid 'w' carriage referenced in 'x+w'");
    EXPECT_EQ(error("x-u"), "Axis 'x' was referenced multiple times by carriages in 'x-u'");
    EXPECT_EQ(error("2*3*x"), "Invalid term '2*3*x' in '2*3*x'");
    EXPECT_TRUE(error("two*x").starts_with("Invalid float 'two'"));
    EXPECT_TRUE(error("nan*x").starts_with("Invalid float 'nan'"));
    EXPECT_TRUE(error("1001*x").starts_with("Invalid float '1001'"));
    EXPECT_EQ(error("x+"), "Invalid '' carriage referenced in 'x+'");
    EXPECT_EQ(error("+"), "Invalid '' carriage referenced in '+'");
}

TEST_F(TermsTest, may_be_missing) {
    EXPECT_EQ(read("").share, motion::Blend{});
}

TEST(CarriagePlan, knows_the_axis_of_every_carriage) {
    const auto config = document(carriages);
    const auto plan = read_carriage_plan(config);

    ASSERT_EQ(plan.carriages.size(), 6u);
    const std::size_t axes[] = {0, 1, 2, 0, 0, 1};
    for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(plan.carriages[i].axis, axes[i]) << i;
    EXPECT_EQ(plan.carriages[3].primary, 0u);
    EXPECT_FALSE(plan.carriages[4].primary);
}

TEST(CarriagePlan, makes_the_machine) {
    const auto config = document(std::string(carriages) +
                                 "[stepper a]\ncarriages: x-right\n[stepper b]\ncarriages: u\n");

    const auto machine = machine_of(read_carriage_plan(config));

    ASSERT_EQ(machine.carriages.size(), 5u);
    EXPECT_TRUE(machine.all_speak);
    EXPECT_EQ(machine.carriages[3].beside, 0u);
    EXPECT_EQ(machine.motors[0].share, (motion::Blend{1, -1, 0}));
    // An extra carriage goes along with its primary one.
    EXPECT_EQ(machine.motors[0].carriages, (std::array<std::size_t, 3>{0, 1, CarriageMotor::none}));
    EXPECT_EQ(machine.motors[1].carriages[0], 3u);
}

CarriageMachine machine(const std::string& motors) {
    return machine_of(read_carriage_plan(document(
        "[carriage x]\n[carriage y]\n[carriage z]\n[dual_carriage u]\nprimary_carriage: x\n" +
        motors)));
}

TEST(CarriageMachine, has_independent_axes_or_not) {
    const std::string others = "[stepper c]\ncarriages: z\n[stepper d]\ncarriages: u\n";

    EXPECT_TRUE(
        axes_are_independent(machine("[stepper a]\ncarriages: x+y\n[stepper b]\ncarriages: x-y\n" +
                                     others + "[stepper e]\ncarriages: y\n")));
    EXPECT_FALSE(axes_are_independent(
        machine("[stepper a]\ncarriages: x+y\n[stepper b]\ncarriages: 2*x+2*y\n" + others)));
    // As long as u leads, nothing tells y from x.
    EXPECT_FALSE(axes_are_independent(
        machine("[stepper a]\ncarriages: x\n[stepper b]\ncarriages: u+y\n[stepper c]\n"
                "carriages: z\n")));
    EXPECT_FALSE(axes_are_independent(machine("[stepper a]\ncarriages: x\n" + others)));
}

}  // namespace
}  // namespace escapement::printer
