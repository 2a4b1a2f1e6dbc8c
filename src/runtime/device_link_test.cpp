// Claims about links to devices.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/device_link.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace escapement::runtime {
namespace {

namespace fs = std::filesystem;

class DeviceLinks : public ::testing::Test {
  protected:
    DeviceLinks() : folder_(fs::path(::testing::TempDir()) / "device_link_test") {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    fs::path folder_;
};

TEST_F(DeviceLinks, lead_to_the_device_and_go_with_their_owner) {
    const auto path = folder_ / "mcu";
    {
        const auto link = DeviceLink::make(path, "/dev/pts/1000");
        ASSERT_TRUE(link) << link.error().what;
        EXPECT_EQ(fs::read_symlink(path), "/dev/pts/1000");
    }

    EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(DeviceLinks, replace_what_a_killed_program_left) {
    fs::create_symlink("/dev/pts/999", folder_ / "mcu");

    const auto link = DeviceLink::make(folder_ / "mcu", "/dev/pts/1000");

    ASSERT_TRUE(link) << link.error().what;
    EXPECT_EQ(fs::read_symlink(folder_ / "mcu"), "/dev/pts/1000");
}

TEST_F(DeviceLinks, touch_nothing_else_of_that_name) {
    std::ofstream(folder_ / "mcu") << "a file";

    const auto link = DeviceLink::make(folder_ / "mcu", "/dev/pts/1000");

    ASSERT_FALSE(link);
    EXPECT_NE(link.error().what.find("is there already"), std::string::npos);
    EXPECT_TRUE(fs::is_regular_file(folder_ / "mcu"));
}

TEST_F(DeviceLinks, leave_alone_a_link_to_a_real_device) {
    fs::create_symlink("../../ttyUSB0", folder_ / "mcu");

    EXPECT_FALSE(DeviceLink::make(folder_ / "mcu", "/dev/pts/1000"));
    EXPECT_EQ(fs::read_symlink(folder_ / "mcu"), "../../ttyUSB0");
}

TEST_F(DeviceLinks, leave_alone_what_somebody_else_made_of_them) {
    {
        const auto link = DeviceLink::make(folder_ / "mcu", "/dev/pts/1000");
        ASSERT_TRUE(link);
        fs::remove(folder_ / "mcu");
        fs::create_symlink("/dev/pts/1001", folder_ / "mcu");
    }

    EXPECT_EQ(fs::read_symlink(folder_ / "mcu"), "/dev/pts/1001");
}

TEST_F(DeviceLinks, say_what_to_do_where_they_may_not_be_made) {
    const auto link = DeviceLink::make("/proc/mcu", "/dev/pts/1000");

    ASSERT_FALSE(link);
    EXPECT_TRUE(link.error().what.starts_with("/proc/mcu: ")) << link.error().what;
    EXPECT_NE(link.error().what.find("choose another place"), std::string::npos);
}

}  // namespace
}  // namespace escapement::runtime
