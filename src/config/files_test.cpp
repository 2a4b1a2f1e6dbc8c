// Files in memory and on the disk behave alike.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/files.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace escapement::config {
namespace {

using Paths = std::vector<std::string>;

// A folder of its own for each test, gone afterwards.
class DiskFilesTest : public ::testing::Test {
  protected:
    DiskFilesTest() { std::filesystem::create_directories(folder_ / "more"); }
    ~DiskFilesTest() override { std::filesystem::remove_all(folder_); }

    void write(const std::string& name, const std::string& content) {
        std::ofstream(folder_ / name) << content;
    }
    std::string path(const std::string& name) const { return (folder_ / name).string(); }

  private:
    std::filesystem::path folder_ = std::filesystem::path(::testing::TempDir()) /
                                    ::testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(DiskFilesTest, reads_a_file_whole) {
    write("a.cfg", "[a]\r\nk: v");

    const auto content = DiskFiles().read(path("a.cfg"));

    ASSERT_TRUE(content);
    EXPECT_EQ(*content, "[a]\r\nk: v");
}

TEST_F(DiskFilesTest, says_why_a_file_cannot_be_read) {
    EXPECT_EQ(DiskFiles().read(path("gone.cfg")).error().what, "No such file or directory");
    EXPECT_EQ(DiskFiles().read(path("more")).error().what, "Is a directory");
}

TEST_F(DiskFilesTest, refuses_what_is_too_large_to_be_a_configuration) {
    write("a.cfg", std::string(largest_file_bytes + 1, 'x'));

    EXPECT_EQ(DiskFiles().read(path("a.cfg")).error().what,
              "is larger than 16 MiB, too large for a configuration file");
}

TEST_F(DiskFilesTest, matches_sorted_and_without_hidden_files) {
    for (const auto* name : {"b.cfg", "a.cfg", ".hidden.cfg", "c.txt", "more/d.cfg"})
        write(name, "");

    EXPECT_EQ(DiskFiles().match(path("*.cfg")), (Paths{path("a.cfg"), path("b.cfg")}));
    EXPECT_EQ(DiskFiles().match(path("*/[a-d].cfg")), (Paths{path("more/d.cfg")}));
    EXPECT_EQ(DiskFiles().match(path("*.gcode")), Paths{});
}

TEST(MemoryFiles, match_like_files_on_disk) {
    const MemoryFiles files({{"b.cfg", ""}, {"a.cfg", ""}, {".h.cfg", ""}, {"more/d.cfg", ""}});

    EXPECT_EQ(files.match("*.cfg"), (Paths{"a.cfg", "b.cfg"}));
    EXPECT_EQ(files.match("./m*/?.cfg"), (Paths{"more/d.cfg"}));
    EXPECT_EQ(files.match("[b-z].cfg"), (Paths{"b.cfg"}));
}

TEST(MemoryFiles, are_found_by_any_spelling_of_their_path) {
    const MemoryFiles files({{"more/d.cfg", std::string("text")}});

    EXPECT_EQ(*files.read("./more/../more/d.cfg"), "text");
    EXPECT_EQ(files.read("d.cfg").error().what, "No such file or directory");
}

}  // namespace
}  // namespace escapement::config
