// Tests of paths in the home folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/user_path.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace escapement::modules {
namespace {

TEST(UserPath, begins_at_home_where_it_says_so) {
    ::setenv("HOME", "/home/pi", 1);

    EXPECT_EQ(user_path("~/printer_data/gcodes"), "/home/pi/printer_data/gcodes");
    EXPECT_EQ(user_path("~"), "/home/pi");
    EXPECT_EQ(user_path("~other/gcodes"), "~other/gcodes");
    EXPECT_EQ(user_path("/var/gcodes"), "/var/gcodes");
    EXPECT_EQ(user_path("gcodes"), "gcodes");
}

}  // namespace
}  // namespace escapement::modules
