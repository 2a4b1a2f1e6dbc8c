// Claims about the pictures: what is in them and where.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/picture.hpp"

#include <gtest/gtest.h>

namespace escapement::sim {
namespace {

const std::vector<TrackPoint> square{{0, 0, 0.2F, false},
                                     {10, 0, 0.2F, true},
                                     {10, 10, 0.2F, true},
                                     {50, 10, 0.2F, false},
                                     {50, 10, 0.4F, false},
                                     {60, 10, 0.4F, true}};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(Picture, knows_the_layers_that_were_printed) {
    EXPECT_EQ(layer_heights(square), (std::vector<float>{0.2F, 0.4F}));
}

TEST(Picture, draws_a_layers_lines_as_one_stroke) {
    EXPECT_TRUE(contains(draw_layer(square, 0.2F, 0.4), "M0.00 -0.00L10.00 -0.00L10.00 -10.00\""));
}

TEST(Picture, draws_travels_apart) {
    EXPECT_TRUE(contains(draw_layer(square, 0.2F, 0.4), "M10.00 -10.00L50.00 -10.00\""));
}

TEST(Picture, shows_the_side_by_height) {
    const auto side = draw_side(square);

    EXPECT_TRUE(contains(side, "M0.00 -0.20H10.00"));
    EXPECT_TRUE(contains(side, "M50.00 -0.40H60.00"));
}

TEST(Picture, says_so_when_nothing_was_printed) {
    EXPECT_TRUE(contains(draw_side({}), "Nothing printed"));
}

}  // namespace
}  // namespace escapement::sim
