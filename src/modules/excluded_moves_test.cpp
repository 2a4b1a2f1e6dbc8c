// Tests of the arithmetic of leaving moves out.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/excluded_moves.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"
#include "modules/toolhead.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using base::Length;
using motion::Position;

class Head final : public printer::MoveStage {
  public:
    void move(const Position& end, base::Speed) override {
        at = end;
        ++moves;
    }
    Position position() override { return at; }

    Position at{};
    int moves = 0;
};

Position place(double x, double z, double e) {
    return {Length{x}, Length{}, Length{z}, Length{e}};
}

struct Fixture : ::testing::Test {
    Fixture() {
        path.put_first(excluded);
        excluded.begin();
        for (int i = 1; i <= 5; ++i) go(place(i, 0, i));
    }
    void go(const Position& end) { excluded.move(end, base::Speed{10.0}); }

    testing::OfflinePrinter printer;
    ExcludedMoves excluded{printer.printer().modules().the<ToolheadModule>().toolhead()};
    Head head;
    printer::MovePath path{head};
};

using ExcludedMovesTest = Fixture;

TEST_F(ExcludedMovesTest, inside_nothing_moves_and_the_position_goes_on) {
    excluded.set_excluding(true);
    go(place(50, 1, 9));

    EXPECT_EQ(head.moves, 5);
    EXPECT_EQ(excluded.position(), place(50, 1, 9));
}

TEST_F(ExcludedMovesTest, behind_it_height_comes_first_and_the_place_with_the_first_move_aside) {
    excluded.set_excluding(true);
    go(place(50, 0, 9));
    excluded.set_excluding(false);

    go(place(50, 1, 9));
    EXPECT_EQ(head.at, place(5, 1, 5));
    go(place(70, 1, 10));

    EXPECT_EQ(head.at, place(70, 1, 6));
}

TEST_F(ExcludedMovesTest, a_retraction_inside_is_made_up_for_when_filament_moves_next) {
    excluded.set_excluding(true);
    go(place(50, 0, 9));
    go(place(50, 0, 8.2));  // retracts; the printed object did not
    excluded.set_excluding(false);

    go(place(50, 0, 9));

    EXPECT_NEAR(head.at[motion::extruder_axis].value, 5.0, 1e-12);
}

TEST_F(ExcludedMovesTest, leaving_and_entering_again_keeps_the_way_that_was_left_out) {
    for (int i = 0; i < 3; ++i) {
        excluded.set_excluding(true);
        go(place(50, 0, 9 + 10 * i));
        excluded.set_excluding(false);
        go(place(20 + i, 0, 10 + 10 * i));
    }

    EXPECT_EQ(head.at[0], Length{22.0});
    EXPECT_EQ(excluded.position(), place(22, 0, 30));
}

}  // namespace
}  // namespace escapement::modules
