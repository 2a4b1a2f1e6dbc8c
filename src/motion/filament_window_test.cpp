// A window that slides over segments, and what it sees of them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/filament_window.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "motion/random_filament.hpp"

namespace escapement::motion {
namespace {

const FilamentSettings half_a_second{.half_window = 0.5, .advances = {{PrintTime{}, 0.05}}};

// From 2 s on: speeds up for 0.1 s, cruises for 0.9 s at 20 mm/s, slows down for 0.1 s.
RandomFilament one_line() {
    RandomFilament moves(1, 0, 0.05);
    moves.add_line(2.0, 20.0, 20.0);
    return moves;
}

TEST(FilamentWindow, changes_where_one_of_its_three_moments_enters_a_phase) {
    const auto moves = one_line();
    FilamentWindow window(moves.queue(), {}, half_a_second);
    window.read(10.0);

    std::vector<double> changes;
    while (window.next_change(10.0) < 10.0) {
        window.slide_to(window.next_change(10.0));
        // Two of them may enter a phase together, but for rounding.
        if (changes.empty() || window.time() > changes.back() + 1e-9)
            changes.push_back(window.time());
    }

    const std::vector<double> expected{1.5, 1.6, 2.0, 2.1, 2.5, 2.6, 3.0, 3.1, 3.5, 3.6};
    ASSERT_EQ(changes.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(changes[i], expected[i], 1e-9);
}

TEST(FilamentWindow, knows_place_and_speed_in_each_phase) {
    const auto moves = one_line();
    FilamentWindow window(moves.queue(), {}, half_a_second);
    window.read(10.0);
    while (window.time() < 2.5) window.slide_to(std::min(2.5, window.next_change(2.5)));

    EXPECT_EQ(window.middle().speed, 20.0);
    EXPECT_NEAR(window.middle().position_at(2.5), moves.begin_position() + 1.0 + 8.0, 1e-9);
    EXPECT_EQ(window.middle().advance, 0.05);
    EXPECT_NEAR(window.behind().speed_at(2.05), 10.0, 1e-9);
    EXPECT_FALSE(window.is_uniform());
}

TEST(FilamentWindow, slides_no_further_than_what_is_known) {
    const auto moves = one_line();
    FilamentWindow window(moves.queue(), {}, half_a_second);

    window.read(1.0);
    EXPECT_NEAR(window.next_change(1.0), 1.5, 1e-12);  // the line is in the queue

    window.read(10.0);
    while (window.next_change(10.0) < 10.0) window.slide_to(window.next_change(10.0));
    EXPECT_EQ(window.next_change(10.0), 10.0);
    EXPECT_TRUE(window.is_uniform());
    EXPECT_TRUE(window.middle().rests());
}

TEST(FilamentWindow, begins_with_the_segment_it_is_told) {
    auto moves = one_line();
    moves.add_line(4.0, 20.0, 10.0);
    FilamentWindow window(moves.queue(), {1, PrintTime{Seconds{3.0}}}, half_a_second);

    window.read(10.0);

    EXPECT_EQ(window.time(), 3.0);
    EXPECT_TRUE(window.is_uniform());
    EXPECT_NEAR(window.middle().position, moves.begin_position() + 20.0, 1e-9);
    EXPECT_NEAR(window.next_change(10.0), 3.5, 1e-12);
}

}  // namespace
}  // namespace escapement::motion
