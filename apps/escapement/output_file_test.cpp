// Claims about files that are whole or not there.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/output_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace escapement::app {
namespace {

std::string path(const std::string& name) {
    return (std::filesystem::path(testing::TempDir()) / name).string();
}

TEST(OutputFile, appears_when_it_is_committed) {
    const auto name = path("output_file_good");
    std::filesystem::remove(name);
    auto file = OutputFile::create(name);
    ASSERT_TRUE(file);
    file->write(std::string("abc"));
    EXPECT_FALSE(std::filesystem::exists(name));

    ASSERT_TRUE(file->commit());

    EXPECT_EQ(std::filesystem::file_size(name), 3u);
}

TEST(OutputFile, leaves_nothing_behind_when_given_up) {
    const auto name = path("output_file_bad");
    std::filesystem::remove(name);

    { auto file = OutputFile::create(name); }

    EXPECT_FALSE(std::filesystem::exists(name));
    EXPECT_FALSE(std::filesystem::exists(name + ".part"));
}

TEST(OutputFile, says_why_it_cannot_be_written) {
    const auto file = OutputFile::create(path("no/such/folder/file"));

    ASSERT_FALSE(file);
    EXPECT_NE(file.error().what.find("cannot write: No such file or directory"), std::string::npos);
}

}  // namespace
}  // namespace escapement::app
