// Claims about cutting a stream of bytes into lines.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/line_splitter.hpp"

#include <gtest/gtest.h>

namespace escapement::client {
namespace {

using Lines = std::vector<std::string>;

TEST(LineSplitter, lines_come_whole_however_the_bytes_come) {
    LineSplitter splitter;

    EXPECT_EQ(splitter.take("o"), Lines{});
    EXPECT_EQ(splitter.take("k\r\nstart\n\nT:2"), (Lines{"ok", "start"}));
    EXPECT_EQ(splitter.take("1\n"), Lines{"T:21"});
}

TEST(LineSplitter, a_line_without_end_takes_no_more_memory_than_allowed) {
    LineSplitter splitter;
    splitter.take(std::string(1 << 20, 'x'));

    EXPECT_EQ(splitter.take("\n").front().size(), LineSplitter::max_line);
}

}  // namespace
}  // namespace escapement::client
