// Bytes from memory and from files.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gcode/input.hpp"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>

namespace escapement::gcode {
namespace {

TEST(MemoryInput, comes_in_pieces) {
    MemoryInput input("hello");
    std::array<char, 3> room{};

    EXPECT_EQ(input.size(), 5U);
    EXPECT_EQ(*input.read(room), 3U);
    EXPECT_EQ(std::string(room.data(), 3), "hel");
    EXPECT_EQ(*input.read(room), 2U);
    EXPECT_EQ(*input.read(room), 0U);
}

TEST(OpenFile, reads_what_is_there) {
    const auto path = std::filesystem::path(::testing::TempDir()) / "open_file_reads.gcode";
    std::ofstream(path) << "G28\n";
    std::array<char, 8> room{};

    auto input = open_file(path.string());

    ASSERT_TRUE(input);
    EXPECT_EQ((*input)->size(), 4U);
    EXPECT_EQ(*(*input)->read(room), 4U);
    EXPECT_EQ(*(*input)->read(room), 0U);
    std::filesystem::remove(path);
}

TEST(OpenFile, says_why_it_cannot) {
    EXPECT_EQ(open_file("/nowhere/x.gcode").error().what,
              "/nowhere/x.gcode: No such file or directory");
}

TEST(OpenFile, of_a_folder_fails_when_it_is_read) {
    std::array<char, 8> room{};

    auto input = open_file(::testing::TempDir());

    ASSERT_TRUE(input);
    EXPECT_EQ((*input)->read(room).error().what, "Is a directory");
}

}  // namespace
}  // namespace escapement::gcode
