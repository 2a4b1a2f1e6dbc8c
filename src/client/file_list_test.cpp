// Claims about which files are kept of many.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/file_list.hpp"

#include <gtest/gtest.h>

#include <string>

namespace escapement::client {
namespace {

std::vector<DatedFile> files_of(std::size_t count) {
    std::vector<DatedFile> files;
    for (std::size_t i = 0; i < count; ++i) {
        const auto name = std::to_string(i);
        files.push_back({static_cast<double>(i), {name, name, {}, {}}});
    }
    return files;
}

TEST(FileList, the_newest_are_kept_and_the_others_counted) {
    Snapshot known;
    keep_newest(files_of(max_files + 3), known);

    ASSERT_EQ(known.files->size(), max_files);
    EXPECT_EQ(known.files->front().name, "2002");
    EXPECT_EQ(known.files->back().name, "3");
    EXPECT_EQ(known.files_left_out, 3u);
}

TEST(FileList, a_shorter_list_is_whole_again) {
    Snapshot known;
    keep_newest(files_of(max_files + 3), known);
    keep_newest(files_of(2), known);

    EXPECT_EQ(known.files->size(), 2u);
    EXPECT_EQ(known.files_left_out, 0u);
}

}  // namespace
}  // namespace escapement::client
