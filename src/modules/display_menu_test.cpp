// Tests of the menu.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/display_menu.hpp"

#include <gtest/gtest.h>

namespace escapement::modules {
namespace {

using Lines = std::vector<std::string>;

base::HostTime host_second(int number) {
    return base::HostTime(std::chrono::seconds(number));
}

class DisplayMenuTest : public ::testing::Test {
  protected:
    DisplayMenu make(const DisplayMenu::Settings& settings = {}) {
        return DisplayMenu(
            settings,
            [] {
                return std::vector<DisplayMenu::Entry>{
                    {"Home all", "G28"}, {"Motors off", "M84"}, {"Fan off", "M107"}};
            },
            [this](const std::string& script) { ran += script; });
    }
    std::string ran;
};

TEST_F(DisplayMenuTest, a_click_opens_it_and_chooses) {
    auto menu = make();
    EXPECT_FALSE(menu.is_open(host_second(0)));

    menu.press(DisplayKey::click, host_second(1));
    EXPECT_TRUE(menu.is_open(host_second(1)));
    EXPECT_EQ(menu.lines(4), (Lines{">Home all", " Motors off", " Fan off"}));
    menu.press(DisplayKey::down, host_second(2));
    menu.press(DisplayKey::click, host_second(3));

    EXPECT_EQ(ran, "M84");
    EXPECT_FALSE(menu.is_open(host_second(3)));
}

TEST_F(DisplayMenuTest, its_ends_are_ends) {
    auto menu = make();
    menu.press(DisplayKey::click, host_second(1));

    for (int i = 0; i < 5; ++i) menu.press(DisplayKey::down, host_second(2));
    EXPECT_EQ(menu.lines(2), (Lines{" Motors off", ">Fan off"}));
    for (int i = 0; i < 5; ++i) menu.press(DisplayKey::up, host_second(2));
    EXPECT_EQ(menu.lines(2), (Lines{">Home all", " Motors off"}));
}

TEST_F(DisplayMenuTest, back_closes_it_and_other_keys_do_not_open_it) {
    auto menu = make();
    menu.press(DisplayKey::up, host_second(1));
    EXPECT_FALSE(menu.is_open(host_second(1)));
    menu.press(DisplayKey::click, host_second(1));
    menu.press(DisplayKey::back, host_second(2));

    EXPECT_FALSE(menu.is_open(host_second(2)));
    EXPECT_EQ(ran, "");
}

TEST_F(DisplayMenuTest, closes_by_itself) {
    auto menu = make({.timeout = base::Seconds(10.0)});
    menu.press(DisplayKey::click, host_second(1));

    EXPECT_TRUE(menu.is_open(host_second(11)));
    EXPECT_FALSE(menu.is_open(host_second(12)));
}

TEST_F(DisplayMenuTest, may_go_the_other_way) {
    auto menu = make({.reversed = true});
    menu.press(DisplayKey::click, host_second(1));
    menu.press(DisplayKey::up, host_second(2));

    EXPECT_EQ(menu.lines(3), (Lines{" Home all", ">Motors off", " Fan off"}));
}

}  // namespace
}  // namespace escapement::modules
