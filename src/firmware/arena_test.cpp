// Claims about a board's memory.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/arena.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>

namespace escapement::firmware {
namespace {

class FullOf16 : public ::testing::Test {
  protected:
    alignas(16) std::array<std::byte, 16> memory;
    Arena arena{memory};
};

TEST_F(FullOf16, gives_objects_until_it_is_used_up) {
    EXPECT_EQ(*arena.make<std::uint64_t>(7u), 7u);
    EXPECT_EQ(*arena.make<std::uint64_t>(8u), 8u);
    EXPECT_EQ(arena.make<char>('x'), nullptr);
}

TEST_F(FullOf16, aligns_what_it_gives) {
    arena.make<char>('x');

    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(arena.make<std::uint64_t>(1u)) % 8, 0u);
    EXPECT_EQ(arena.make<char>('y'), nullptr);
}

TEST_F(FullOf16, gives_an_array_of_what_is_left) {
    arena.make<char>('x');

    const auto numbers = arena.make_array<std::uint32_t>(100);

    EXPECT_EQ(numbers.size(), 3u);
    EXPECT_EQ(numbers[2], 0u);
    EXPECT_TRUE(arena.make_array<char>(1).empty());
}

TEST_F(FullOf16, gives_an_array_of_no_more_than_asked) {
    EXPECT_EQ(arena.make_array<char>(5).size(), 5u);
    EXPECT_EQ(arena.make_array<char>(100).size(), 11u);
}

TEST_F(FullOf16, begins_anew_when_cleared) {
    const auto* first = arena.make<std::uint64_t>(7u);

    arena.clear();

    EXPECT_EQ(arena.make<std::uint64_t>(8u), first);
}

TEST(Arena, has_nothing_to_give_of_nothing) {
    Arena arena({});

    EXPECT_EQ(arena.make<char>('x'), nullptr);
    EXPECT_TRUE(arena.make_array<char>(9).empty());
}

}  // namespace
}  // namespace escapement::firmware
