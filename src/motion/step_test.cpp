// Rows of even steps, written out.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/step.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace escapement::motion {
namespace {

class Written final : public StepSink {
  public:
    void steps(Direction direction, std::span<const double> times) override {
        directions.push_back(direction);
        all.insert(all.end(), times.begin(), times.end());
    }
    void settle() override {}

    std::vector<Direction> directions;
    std::vector<double> all;
};

TEST(StepSink, writes_out_even_steps_by_their_numbers) {
    Written written;

    written.even_steps(Direction::backward,
                       {.origin = 2.0, .apart = 0.25, .first = -1.5, .count = 3});

    EXPECT_EQ(written.all, (std::vector<double>{1.625, 1.875, 2.125}));
    EXPECT_EQ(written.directions, std::vector<Direction>{Direction::backward});
}

TEST(StepSink, writes_out_a_long_row_alike_however_it_is_cut) {
    Written whole, portions;

    whole.even_steps(Direction::forward, {1.1, 0.000137, 0.5, 1000});
    portions.even_steps(Direction::forward, {1.1, 0.000137, 0.5, 333});
    portions.even_steps(Direction::forward, {1.1, 0.000137, 333.5, 667});

    EXPECT_EQ(whole.all.size(), 1000u);
    EXPECT_EQ(whole.all, portions.all);
}

}  // namespace
}  // namespace escapement::motion
