// Tests of the way of a move.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/move_path.hpp"

#include <gtest/gtest.h>

namespace escapement::printer {
namespace {

using base::Length;
using base::Speed;
using motion::Position;

class End final : public MoveStage {
  public:
    void move(const Position& end, Speed) override { at = end; }
    Position position() override { return at; }

    Position at{};
};

// Machine x = factor * x + shift.
class Bend final : public MoveTransform {
  public:
    Bend(double factor, double shift) : factor_(factor), shift_{shift} {}

    void move(const Position& end, Speed speed) override {
        Position bent = end;
        bent[0] = factor_ * end[0] + shift_;
        next().move(bent, speed);
    }
    Position position() override {
        Position here = next().position();
        here[0] = (here[0] - shift_) / factor_;
        return here;
    }

  private:
    double factor_;
    Length shift_;
};

Position at_x(double x) {
    return {Length{x}};
}

TEST(MovePath, without_transforms_moves_reach_the_toolhead_as_they_are) {
    End toolhead;
    const MovePath path(toolhead);

    path.first().move(at_x(5), Speed{1.0});

    EXPECT_EQ(toolhead.at[0], Length{5.0});
}

TEST(MovePath, what_was_put_first_last_is_passed_first) {
    End toolhead;
    MovePath path(toolhead);
    Bend twice(2, 0), three_more(1, 3);
    path.put_first(twice);
    path.put_first(three_more);

    path.first().move(at_x(5), Speed{1.0});

    EXPECT_EQ(toolhead.at[0], Length{16.0});
    EXPECT_EQ(path.first().position()[0], Length{5.0});
}

TEST(MovePath, transforms_are_taken_out_wherever_they_stand) {
    End toolhead;
    MovePath path(toolhead);
    Bend twice(2, 0), three_more(1, 3), ten_times(10, 0);
    path.put_first(twice);
    path.put_first(three_more);
    path.put_first(ten_times);

    path.take_out(three_more);
    path.first().move(at_x(1), Speed{1.0});
    EXPECT_EQ(toolhead.at[0], Length{20.0});

    path.take_out(ten_times);
    path.take_out(twice);
    EXPECT_EQ(&path.first(), &toolhead);
    EXPECT_FALSE(twice.in_use());
}

}  // namespace
}  // namespace escapement::printer
