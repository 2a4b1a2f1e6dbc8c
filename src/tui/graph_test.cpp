// Claims about curves.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/graph.hpp"

#include <gtest/gtest.h>

#include "tui/testing_states.hpp"

namespace escapement::tui {
namespace {

TEST(Graph, a_curve_rises_from_left_to_right) {
    const auto model = model_of(printing_printer());
    Screen screen({50, 12});
    draw_graph(screen, {0, 0, 50, 12}, model);
    int last_row = 12;
    for (int x = 20; x < 50; ++x)
        for (int y = 0; y < 12; ++y)
            if (screen.at(x, y).style.color == Color::red && screen.at(x, y).glyph >= 0x2800) {
                EXPECT_LE(y, last_row + 1);
                last_row = std::min(last_row, y);
                break;
            }
    EXPECT_LE(last_row, 3);
}

TEST(Graph, too_small_an_area_stays_empty) {
    Screen screen({10, 3});
    const auto before = screen;
    draw_graph(screen, {0, 0, 10, 3}, model_of(printing_printer()));
    EXPECT_EQ(screen, before);
}

}  // namespace
}  // namespace escapement::tui
