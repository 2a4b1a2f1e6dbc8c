// Claims about what is odd about words of the command line.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/typed_words.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace escapement::app {
namespace {

TEST(TypedWords, an_empty_option_does_not_mean_another_printer) {
    for (const char* option : {"--port", "--moonraker", "--octoprint"})
        EXPECT_EQ(why_unclear({}, {option}),
                  std::string(option) +
                      ": there is nothing in \"\"; leave it out, or name what is meant");
    EXPECT_EQ(why_unclear({.port = "/dev/ttyUSB0"}, {"--port"}), "");
    EXPECT_EQ(why_unclear({}, {}), "");
}

TEST(TypedWords, a_login_needs_a_server) {
    EXPECT_EQ(why_unclear({.user = "me"}, {"--user"}),
              "--user: is for a server; --moonraker names it");
    EXPECT_EQ(why_unclear({.password = "x"}, {"--password"}),
              "--password: is for a server; --moonraker names it");
    EXPECT_EQ(why_unclear({.api_key = "x"}, {"--api-key"}),
              "--api-key: is for a server; --moonraker or --octoprint names it");
    EXPECT_EQ(why_unclear({.octoprint = "o", .user = "me"}, {"--octoprint", "--user"}),
              "--user: is for Moonraker; OctoPrint wants --api-key");
    EXPECT_EQ(why_unclear({.moonraker = "m", .user = "me"}, {"--moonraker", "--user"}), "");
    EXPECT_EQ(why_unclear({.api_key = "of the environment"}, {}), "");
}

TEST(TypedWords, a_misspelt_command_is_named_with_what_was_meant) {
    const std::vector<std::string> known{"run", "send", "status", "watch"};
    EXPECT_EQ(why_no_command("send", known), "");
    EXPECT_EQ(why_no_command("sned", known), "there is no command 'sned' (did you mean 'send'?)");
    EXPECT_EQ(why_no_command("frobnicate", known), "there is no command 'frobnicate'");
}

TEST(TypedWords, a_dash_is_the_lines_of_the_input) {
    std::istringstream input("G28\n\n; a remark\nM114\n");
    const auto gcode = with_input({"M105", "-"}, input);
    ASSERT_TRUE(gcode);
    EXPECT_EQ(*gcode, (std::vector<std::string>{"M105", "G28", "M114"}));
    std::istringstream nothing;
    EXPECT_EQ(with_input({"-"}, nothing).error().what,
              "standard input: there is nothing in it to be sent");
}

}  // namespace
}  // namespace escapement::app
