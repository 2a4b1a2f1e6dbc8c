// Tests of moves over a bed that is not flat.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/mesh_moves.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

using base::Length;
using motion::Position;

class Head final : public printer::MoveStage {
  public:
    void move(const Position& end, base::Speed) override { ends.push_back(end); }
    Position position() override { return ends.empty() ? Position{} : ends.back(); }

    std::vector<Position> ends;
};

// Rises by 0.01 mm for each mm along x, from 0 at x = 0 to 1 at x = 100.
MeshSurface ramp() {
    const MeshShape shape{.max_x = 100, .max_y = 100, .x_count = 2, .y_count = 2, .algo = "direct"};
    return {shape, {{0, 1}, {0, 1}}};
}

Position at(double x, double z, double e = 0.0) {
    return {Length{x}, Length{}, Length{z}, Length{e}};
}

struct Machine {
    explicit Machine(const MeshMoves::Settings& settings = {}) : moves(settings) {
        path.put_first(moves);
        moves.follow(ramp());
        path.first().position();
    }
    void go(const Position& end) { path.first().move(end, base::Speed{10.0}); }

    Head head;
    printer::MovePath path{head};
    MeshMoves moves;
};

TEST(MeshMoves, z_follows_the_bed_in_small_parts) {
    Machine machine;
    machine.go(at(0, 0.2));
    machine.head.ends.clear();

    machine.go(at(50, 0.2, 1.0));

    ASSERT_EQ(machine.head.ends.size(), 10U);  // looked at every 5 mm, 0.05 mm each
    EXPECT_NEAR(machine.head.ends[3][2].value, 0.4, 1e-12);
    EXPECT_NEAR(machine.head.ends[3][3].value, 0.4, 1e-12);
    EXPECT_NEAR(machine.head.ends.back()[2].value, 0.7, 1e-12);
}

TEST(MeshMoves, moves_along_a_flat_stretch_or_straight_up_stay_whole) {
    Machine machine;
    machine.go(at(50, 0.2));
    machine.head.ends.clear();

    machine.go(at(50, 80));
    machine.go({Length{50.0}, Length{100.0}, Length{80.0}});

    EXPECT_EQ(machine.head.ends.size(), 2U);
}

TEST(MeshMoves, the_way_back_undoes_the_way_there) {
    Machine machine({.fade_start = 1, .fade_end = 11, .fade_target = 0.0});

    for (const double z : {0.2, 0.9, 1.0, 3.0, 7.5, 10.9, 11.0, 12.0, 30.0}) {
        machine.go(at(70, z));
        EXPECT_NEAR(machine.path.first().position()[2].value, z, 1e-12);
    }
}

TEST(MeshMoves, above_the_fade_what_is_left_is_the_target) {
    Machine average({.fade_start = 1, .fade_end = 11});
    Machine half({.fade_start = 1, .fade_end = 11, .fade_target = 0.0});

    average.go(at(100, 20));
    half.go(at(100, 6));

    EXPECT_NEAR(average.head.ends.back()[2].value, 20.5, 1e-12);
    EXPECT_NEAR(half.head.ends.back()[2].value, 6.5, 1e-12);
}

TEST(MeshMoves, a_longer_tool_fades_earlier) {
    Machine machine({.fade_start = 1, .fade_end = 11, .fade_target = 0.0});
    machine.moves.set_tool_offset(5.0);

    machine.go(at(100, 6));

    EXPECT_NEAR(machine.head.ends.back()[2].value, 6.0, 1e-12);
}

TEST(MeshMoves, without_a_mesh_moves_stay_as_they_are) {
    Machine machine;
    machine.moves.follow(std::nullopt);

    machine.go(at(50, 0.2));

    EXPECT_EQ(machine.head.ends, std::vector{at(50, 0.2)});
    EXPECT_EQ(machine.path.first().position(), at(50, 0.2));
}

TEST(MeshMoves, a_mesh_that_does_not_fit_the_fade_is_refused_and_no_other_is_in_use) {
    MeshMoves shallow({.fade_start = 1, .fade_end = 1.5});
    MeshMoves aside({.fade_start = 1, .fade_end = 11, .fade_target = 3.0});

    EXPECT_THROW(shallow.follow(ramp()), printer::CommandError);
    EXPECT_THROW(aside.follow(ramp()), printer::CommandError);
    EXPECT_EQ(shallow.surface(), nullptr);
}

TEST(MeshMoves, an_endless_move_is_refused_at_once) {
    Machine machine;

    EXPECT_THROW(machine.go(at(1e15, 0.2)), printer::CommandError);
    EXPECT_THROW(machine.go(at(1e300, 0.2)), printer::CommandError);
}

}  // namespace
}  // namespace escapement::modules
