// Claims about what is remembered of boards.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/board_memory.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace escapement::app {
namespace {

class BoardMemoryTest : public ::testing::Test {
  protected:
    BoardMemoryTest() { std::filesystem::remove_all(folder); }
    ~BoardMemoryTest() override { std::filesystem::remove_all(folder); }

    const std::string folder = ::testing::TempDir() + "board_memory_test";
    const BoardMemory memory{folder};
};

TEST_F(BoardMemoryTest, recalls_what_each_board_said_last) {
    wire::Dictionary first, second;
    first.version = "one";
    second.version = "two";

    memory.remember("toolhead", second);
    memory.remember("toolhead", first);
    memory.remember("a/b", second);

    EXPECT_EQ(BoardMemory(folder).recall("toolhead")->version, "one");
    EXPECT_EQ(BoardMemory(folder).recall("a/b")->version, "two");
    EXPECT_FALSE(memory.recall("other"));
}

TEST_F(BoardMemoryTest, what_makes_no_sense_is_not_recalled) {
    std::filesystem::create_directories(folder);
    std::ofstream(folder + "/toolhead.dictionary") << "x";

    EXPECT_FALSE(memory.recall("toolhead"));
}

TEST_F(BoardMemoryTest, without_a_folder_nothing_is_remembered) {
    const BoardMemory nowhere("");

    nowhere.remember("toolhead", {});

    EXPECT_FALSE(nowhere.recall("toolhead"));
}

}  // namespace
}  // namespace escapement::app
