// Bounds that other options set.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/curved_options.hpp"

#include <gtest/gtest.h>

namespace escapement::printer {
namespace {

using base::Length;

const SectionName some_section{"stepper_a", "stepper_a", {"printer.cfg", 3}};

std::string refusal(const std::function<void()>& rule) {
    try {
        rule();
    } catch (const ConfigError& error) {
        return error.what();
    }
    return "none";
}

TEST(CurvedOptions, bound_a_length_by_another) {
    const CurvedRail rail{.section = some_section, .rail = {}, .geometry = {}};
    const LengthAbove least{125.0, "delta_radius"};

    EXPECT_EQ(length_above(rail, "arm_length", Length{250.0}, least), 250.0);
    EXPECT_EQ(refusal([&] { length_above(rail, "arm_length", Length{125.0}, least); }),
              "printer.cfg:3: [stepper_a] arm_length: must be above delta_radius 125 (is 125)");
    EXPECT_EQ(refusal([&] { length_above(rail, "arm_length", std::nullopt, least); }),
              "printer.cfg:3: [stepper_a] arm_length: must be specified");
}

TEST(CurvedOptions, bound_the_least_height_by_the_greatest) {
    EXPECT_EQ(refusal([&] { check_height({Length{-5.0}}, Length{240.0}, some_section); }), "none");
    EXPECT_NE(refusal([&] {
                  check_height({Length{241.0}}, Length{240.0}, some_section);
              }).find("minimum_z_position: must be at most the greatest height, 240 (is 241)"),
              std::string::npos);
}

}  // namespace
}  // namespace escapement::printer
