// Claims about the command line of the Linux firmware.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/options.hpp"

#include <gtest/gtest.h>

#include "firmware/port/linux/testing/virtual_computer.hpp"

namespace escapement::firmware::linux_port {
namespace {

TEST(Options, are_those_of_klippers_linux_process) {
    const auto options = parse_options({"-r", "-w", "-I", "/tmp/mcu"});

    ASSERT_TRUE(options);
    EXPECT_EQ(options->link, "/tmp/mcu");
    EXPECT_TRUE(options->real_time_required && options->watchdog);
}

TEST(Options, may_be_joined) {
    const auto options = parse_options({"-rw", "-I/tmp/mcu"});

    ASSERT_TRUE(options);
    EXPECT_EQ(options->link, "/tmp/mcu");
    EXPECT_TRUE(options->real_time_required && options->watchdog);
}

TEST(Options, have_defaults) {
    const auto options = parse_options({});

    ASSERT_TRUE(options);
    EXPECT_EQ(options->link, "/tmp/klipper_host_mcu");
    EXPECT_EQ(options->stand_in, "");
    EXPECT_FALSE(options->real_time_required || options->watchdog || options->help);
}

TEST(Options, that_make_no_sense_are_named) {
    EXPECT_EQ(parse_options({"-x"}).error().what, "-x: unknown option; see --help");
    EXPECT_EQ(parse_options({"mcu"}).error().what, "mcu: unknown option; see --help");
    EXPECT_EQ(parse_options({"-"}).error().what, "-: unknown option; see --help");
    EXPECT_EQ(parse_options({"-I"}).error().what, "-I: needs a value behind it");
    EXPECT_EQ(parse_options({"-I", ""}).error().what, "-I: names no file");
}

TEST(Options, stand_in_is_a_folder_that_exists) {
    const testing::Folder folder;

    EXPECT_EQ(parse_options({"--stand-in", folder.path()})->stand_in, folder.path());
    EXPECT_EQ(parse_options({"--stand-in", "/no/such"}).error().what,
              "--stand-in: /no/such is no folder");
}

}  // namespace
}  // namespace escapement::firmware::linux_port
