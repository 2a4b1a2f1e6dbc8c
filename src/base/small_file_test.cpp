// Claims about reading small files.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/small_file.hpp"

#include <gtest/gtest.h>

#include <array>
#include <fstream>

namespace escapement::base {
namespace {

std::string write(const std::string& name, std::string_view text) {
    const std::string path = testing::TempDir() + name;
    std::ofstream(path) << text;
    return path;
}

TEST(SmallFile, is_read_as_far_as_the_buffer_goes) {
    const std::string path = write("small_file_whole", "41500\n");
    std::array<char, 32> room{};
    std::array<char, 3> little{};

    EXPECT_EQ(read_small_file(path, room), "41500\n");
    EXPECT_EQ(read_small_file(path, little), "415");
}

TEST(SmallFile, is_read_anew_each_time) {
    std::array<char, 32> buffer{};
    const std::string path = write("small_file_again", "1");
    ASSERT_EQ(read_small_file(path, buffer), "1");

    write("small_file_again", "22");

    EXPECT_EQ(read_small_file(path, buffer), "22");
}

TEST(SmallFile, is_empty_where_nothing_can_be_read) {
    std::array<char, 32> buffer{};

    EXPECT_EQ(read_small_file(testing::TempDir() + "small_file_nowhere", buffer), "");
    EXPECT_EQ(read_small_file(testing::TempDir(), buffer), "");
    EXPECT_EQ(read_small_file("/proc/meminfo", buffer).substr(0, 9), "MemTotal:");
}

}  // namespace
}  // namespace escapement::base
