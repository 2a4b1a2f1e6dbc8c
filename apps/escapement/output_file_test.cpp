// Claims about files that are whole or not there.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/output_file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace escapement::app {
namespace {

std::string path(const std::string& name) {
    return (std::filesystem::path(::testing::TempDir()) / name).string();
}

std::string content(const std::string& name) {
    std::ifstream in(name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

int names_beginning_with(const std::string& begin) {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(::testing::TempDir()))
        count += entry.path().filename().string().starts_with(begin);
    return count;
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
    EXPECT_EQ(names_beginning_with("output_file_bad"), 0);
}

TEST(OutputFile, keeps_what_was_there_until_it_is_committed) {
    const auto name = path("output_file_old");
    ASSERT_TRUE(write_file(name, "old"));
    {
        auto file = OutputFile::create(name);
        ASSERT_TRUE(file);
        file->write(std::string("new"));
    }
    EXPECT_EQ(content(name), "old");

    ASSERT_TRUE(write_file(name, "new"));

    EXPECT_EQ(content(name), "new");
    EXPECT_EQ(names_beginning_with("output_file_old"), 1);
}

TEST(OutputFile, follows_a_link_and_leaves_it_a_link) {
    const auto target = path("output_file_target"), link = path("output_file_link");
    std::filesystem::remove(link);
    ASSERT_TRUE(write_file(target, "old"));
    std::filesystem::create_symlink("output_file_target", link);

    ASSERT_TRUE(write_file(link, "new"));

    EXPECT_TRUE(std::filesystem::is_symlink(link));
    EXPECT_EQ(content(target), "new");
}

TEST(OutputFile, writes_into_a_pipe_instead_of_replacing_it) {
    const auto name = path("output_file_pipe");
    std::filesystem::remove(name);
    ASSERT_EQ(mkfifo(name.c_str(), 0600), 0);
    const int reader = open(name.c_str(), O_RDONLY | O_NONBLOCK);
    ASSERT_GE(reader, 0);

    ASSERT_TRUE(write_file(name, "abc"));

    EXPECT_TRUE(std::filesystem::is_fifo(name));
    char got[4] = {};
    EXPECT_EQ(read(reader, got, sizeof got), 3);
    EXPECT_STREQ(got, "abc");
    close(reader);
}

TEST(OutputFile, says_that_the_disk_is_full) {
    const auto written = write_file("/dev/full", "abc");

    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().what, "/dev/full: cannot write: No space left on device");
    EXPECT_TRUE(std::filesystem::is_character_file("/dev/full"));
}

TEST(OutputFile, writes_into_a_pipe_without_a_name) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);

    ASSERT_TRUE(write_file("/dev/fd/" + std::to_string(ends[1]), "abc"));

    char got[4] = {};
    EXPECT_EQ(read(ends[0], got, sizeof got), 3);
    close(ends[0]);
    close(ends[1]);
}

TEST(OutputFile, needs_a_name) {
    EXPECT_FALSE(OutputFile::create(""));
}

TEST(OutputFile, refuses_a_folder_before_anything_is_done) {
    const auto file = OutputFile::create(::testing::TempDir());

    ASSERT_FALSE(file);
    EXPECT_NE(file.error().what.find("Is a directory"), std::string::npos);
}

TEST(OutputFile, says_why_it_cannot_be_written) {
    const auto file = OutputFile::create(path("no/such/folder/file"));

    ASSERT_FALSE(file);
    EXPECT_NE(file.error().what.find("cannot write: No such file or directory"), std::string::npos);
}

}  // namespace
}  // namespace escapement::app
