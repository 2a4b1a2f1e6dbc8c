// Tests of knobs.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/display_keys.hpp"

#include <gtest/gtest.h>

#include <initializer_list>

namespace escapement::modules {
namespace {

using Turn = RotaryEncoder::Turn;

// What the knob tells while its contacts go through these levels: > and < for turns.
std::string turns(RotaryEncoder encoder, std::initializer_list<unsigned> levels) {
    std::string told;
    for (const unsigned level : levels) {
        const Turn turn = encoder.take(level);
        if (turn != Turn::none) told += turn == Turn::clockwise ? '>' : '<';
    }
    return told;
}

TEST(RotaryEncoder, tells_a_turn_when_it_rests_again) {
    EXPECT_EQ(turns(RotaryEncoder(4), {1, 3, 2, 0}), ">");
    EXPECT_EQ(turns(RotaryEncoder(4), {2, 3, 1, 0}), "<");
    EXPECT_EQ(turns(RotaryEncoder(4), {1, 3, 2, 0, 1, 3, 2, 0, 2, 3, 1, 0}), ">><");
}

TEST(RotaryEncoder, may_rest_twice_in_a_cycle) {
    EXPECT_EQ(turns(RotaryEncoder(2), {1, 3, 2, 0}), ">>");
    EXPECT_EQ(turns(RotaryEncoder(2), {2, 3, 1, 0}), "<<");
}

TEST(RotaryEncoder, one_that_turns_back_tells_nothing) {
    EXPECT_EQ(turns(RotaryEncoder(4), {1, 3, 1, 0}), "");
    EXPECT_EQ(turns(RotaryEncoder(4), {1, 0, 1, 0, 1, 0}), "");
}

TEST(RotaryEncoder, bouncing_contacts_count_once) {
    EXPECT_EQ(turns(RotaryEncoder(4), {1, 0, 1, 3, 1, 3, 2, 3, 2, 0}), ">");
}

}  // namespace
}  // namespace escapement::modules
