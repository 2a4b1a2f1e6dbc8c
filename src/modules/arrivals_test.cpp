// What comes into a folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/arrivals.hpp"

#include <gtest/gtest.h>

#include "modules/testing_folder.hpp"

namespace escapement::modules {
namespace {

using Names = std::vector<std::string>;

TEST(Arrivals, are_told_once_when_they_grow_no_more) {
    const testing::Folder folder("arrivals");
    folder.write("old.gcode", "G28\n");
    Arrivals arrivals(folder.path());

    folder.write("new.gcode", "G28\n");
    folder.write("below/other.gcode", "G28\n");
    folder.write("notes.txt", "nothing to print");
    EXPECT_EQ(arrivals.look(), Names{});
    folder.write("new.gcode", "G28\nG1 X1\n");
    EXPECT_EQ(arrivals.look(), Names{"below/other.gcode"});
    EXPECT_EQ(arrivals.look(), Names{"new.gcode"});
    EXPECT_EQ(arrivals.look(), Names{});
}

TEST(Arrivals, are_files_that_were_written_anew_as_well) {
    const testing::Folder folder("arrivals_anew");
    folder.write("old.gcode", "G28\n");
    Arrivals arrivals(folder.path());

    folder.write("old.gcode", "G28\nM84\n");
    EXPECT_EQ(arrivals.look(), Names{});
    EXPECT_EQ(arrivals.look(), Names{"old.gcode"});
}

TEST(Arrivals, wait_for_a_folder_that_is_not_there_yet) {
    const testing::Folder folder("arrivals_later");
    Arrivals arrivals(folder.path("sub"));

    EXPECT_EQ(arrivals.look(), Names{});
    folder.write("sub/new.gcode", "G28\n");
    EXPECT_EQ(arrivals.look(), Names{});
    EXPECT_EQ(arrivals.look(), Names{"new.gcode"});
}

}  // namespace
}  // namespace escapement::modules
