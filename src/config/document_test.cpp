// Sections and options by name.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/document.hpp"

#include <gtest/gtest.h>

namespace escapement::config {
namespace {

TEST(Section, has_a_type_and_a_title) {
    const Section named{.name = "heater_fan  my fan", .place = {}, .options = {}};
    const Section plain{.name = "printer", .place = {}, .options = {}};

    EXPECT_EQ(named.type(), "heater_fan");
    EXPECT_EQ(named.title(), "my fan");
    EXPECT_EQ(plain.type(), "printer");
    EXPECT_EQ(plain.title(), "");
}

TEST(Section, lists_its_keys_by_prefix) {
    const Section section{
        .name = "board_pins", .place = {}, .options = {{.key = "aliases"}, {.key = "mcu"}}};

    EXPECT_EQ(section.keys("ali"), std::vector<std::string>{"aliases"});
    EXPECT_EQ(section.keys().size(), 2U);
    EXPECT_EQ(section.find("mcu"), &section.options[1]);
    EXPECT_EQ(section.find("MCU"), nullptr);
}

TEST(Document, opens_a_section_once_and_keeps_the_order) {
    Document document;
    document.open("fan b", {"x.cfg", 1});
    document.open("fan a", {"x.cfg", 2});
    document.open("fan b", {"x.cfg", 3});

    ASSERT_EQ(document.sections().size(), 2U);
    EXPECT_EQ(document.sections()[0].name, "fan b");
    EXPECT_EQ(document.sections()[0].place.line, 1);
    EXPECT_EQ(document.of_type("fan").size(), 2U);
    EXPECT_EQ(document.find("fan"), nullptr);
    EXPECT_EQ(document.find("fan a"), &document.sections()[1]);
}

TEST(Place, reads_as_editors_expect) {
    EXPECT_EQ((Place{"printer.cfg", 12}.text()), "printer.cfg:12");
    EXPECT_EQ((Place{"printer.cfg", 0}.text()), "printer.cfg");
    EXPECT_EQ((Problem{{"printer.cfg", 3}, "too hot"}.text()), "printer.cfg:3: too hot");
}

}  // namespace
}  // namespace escapement::config
