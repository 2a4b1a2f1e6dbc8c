// Tests of looking for files to print.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/printable_files.hpp"

#include <gtest/gtest.h>

#include "modules/testing_folder.hpp"

namespace escapement::modules {
namespace {

using Where = PrintableFiles::Where;

class PrintableFilesTest : public ::testing::Test {
  protected:
    PrintableFilesTest() {
        folder.write("Cube.gcode", "G28\n");
        folder.write("benchy.GCO", "G28\nG1\n");
        folder.write("notes.txt", "");
        folder.write(".hidden.gcode", "");
        folder.write("parts/Small/clip.g", "G1\n");
    }
    std::vector<std::string> names(Where where) const {
        std::vector<std::string> list;
        const auto found = files.list(where);
        for (const auto& file : *found) list.push_back(file.name);
        return list;
    }

    testing::Folder folder{"printable_files"};
    PrintableFiles files{folder.path()};
};

TEST_F(PrintableFilesTest, lists_what_lies_on_top_by_name) {
    EXPECT_EQ(names(Where::top),
              (std::vector<std::string>{"benchy.GCO", "Cube.gcode", "notes.txt"}));
    EXPECT_EQ(files.list(Where::top)->front().size, 7U);
}

TEST_F(PrintableFilesTest, lists_gcode_everywhere) {
    EXPECT_EQ(names(Where::everywhere),
              (std::vector<std::string>{
                  ".hidden.gcode", "benchy.GCO", "Cube.gcode", "parts/Small/clip.g"}));
}

TEST_F(PrintableFilesTest, finds_files_whatever_their_capitals) {
    EXPECT_EQ(files.find("cube.GCODE", Where::top), folder.path("Cube.gcode"));
    EXPECT_EQ(files.find("Parts/small/CLIP.g", Where::everywhere),
              folder.path("parts/Small/clip.g"));
    EXPECT_EQ(files.find("parts/Small/clip.g", Where::top), std::nullopt);
    EXPECT_EQ(files.find("notes.txt", Where::everywhere), std::nullopt);
    EXPECT_EQ(files.find("", Where::everywhere), std::nullopt);
}

TEST_F(PrintableFilesTest, never_leaves_the_folder) {
    const testing::Folder other("printable_files_other");
    other.write("secret.gcode", "");

    EXPECT_EQ(files.find("../printable_files_other/secret.gcode", Where::everywhere), std::nullopt);
    EXPECT_EQ(files.find(other.path("secret.gcode"), Where::everywhere), std::nullopt);
}

TEST_F(PrintableFilesTest, links_that_lead_in_circles_end) {
    std::filesystem::create_directory_symlink(folder.path(), folder.path("parts/again"));

    EXPECT_GE(files.list(Where::everywhere)->size(), 3U);
}

TEST(PrintableFiles, a_missing_folder_is_named) {
    const PrintableFiles files("/nowhere/at/all");

    EXPECT_EQ(files.list(Where::top).error().what, "/nowhere/at/all: No such file or directory");
    EXPECT_EQ(files.find("cube.gcode", Where::top), std::nullopt);
}

}  // namespace
}  // namespace escapement::modules
