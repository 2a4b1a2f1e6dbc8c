// Paths that lead nowhere.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/paths_mentioned.hpp"

#include <gtest/gtest.h>

#include "config/reader.hpp"

namespace escapement::app {
namespace {

std::vector<std::string> complaints_about(const std::string& text) {
    const auto reading = config::read_config("p.cfg", config::MemoryFiles({{"p.cfg", text}}));
    std::vector<std::string> texts;
    for (const auto& problem : check_paths(reading.document)) texts.push_back(problem.text());
    return texts;
}

TEST(PathsMentioned, that_lead_nowhere_are_named) {
    EXPECT_EQ(complaints_about("[virtual_sdcard]\npath: /no/such/folder\n"
                               "[save_variables]\nfilename: /no/folder/variables.cfg\n"),
              (std::vector<std::string>{
                  "p.cfg:2: [virtual_sdcard] path: there is no folder /no/such/folder on this "
                  "computer; create it, or correct the path",
                  "p.cfg:4: [save_variables] filename: there is no folder /no/folder on this "
                  "computer; create it, or correct the path"}));
    EXPECT_EQ(complaints_about("[save_variables]\nfilename: /\n"),
              std::vector<std::string>{
                  "p.cfg:2: [save_variables] filename: / is a folder; name a file in it"});
}

TEST(PathsMentioned, that_are_there_are_well) {
    const std::string folder = ::testing::TempDir();
    EXPECT_EQ(complaints_about("[virtual_sdcard]\npath: " + folder +
                               "\n[save_variables]\nfilename: " + folder + "/new.cfg\n"),
              std::vector<std::string>{});
}

}  // namespace
}  // namespace escapement::app
