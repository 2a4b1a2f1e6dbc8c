// Which pins are a probe, and what a configuration says about it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/probe_pin.hpp"

#include <gtest/gtest.h>

#include "config/reader.hpp"

namespace escapement::printer {
namespace {

config::Reading read(const std::string& text) {
    return config::read_config("printer.cfg", config::MemoryFiles({{"printer.cfg", text}}));
}

TEST(ProbePin, is_told_from_others_by_its_chip) {
    EXPECT_TRUE(names_probe({"probe:z_virtual_endstop"}));
    EXPECT_TRUE(names_probe({"^!probe : anything"}));
    EXPECT_FALSE(names_probe({"PA1"}));
    EXPECT_FALSE(names_probe({"tmc2209_stepper_x:virtual_endstop"}));
    EXPECT_FALSE(names_probe({""}));
}

TEST(ProbePin, has_the_height_that_its_section_gives) {
    EXPECT_EQ(probe_height(read("[bltouch]\nz_offset: 1.5\n").document), base::Length{1.5});
    EXPECT_EQ(probe_height(read("[probe]\nz_offset: much\n").document), std::nullopt);
    EXPECT_EQ(probe_height(read("[probe]\npin: PA1\n").document), std::nullopt);
    EXPECT_EQ(probe_height(read("[fan]\npin: PA1\n").document), std::nullopt);
}

}  // namespace
}  // namespace escapement::printer
