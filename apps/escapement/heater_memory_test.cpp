// What is remembered of heaters.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/heater_memory.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace escapement::app {
namespace {

const std::string memory_file = ::testing::TempDir() + "heater_memory_test.heaters";

TEST(HeaterMemory, recalls_what_it_was_told) {
    const ThermalModels models{
        {"extruder", {4.25, 0.0101, 21.5, base::Seconds{3.0}}},
        {"heater_generic chamber", {0.05, 0.0004, 19.0, base::Seconds{20.0}}}};

    ASSERT_TRUE(remember_heaters(memory_file, models));

    EXPECT_EQ(recall_heaters(memory_file), models);
    std::filesystem::remove(memory_file);
}

TEST(HeaterMemory, passes_over_what_makes_no_sense) {
    std::ofstream(memory_file) << "1 2\n\nabc\n-5 0.01 21 3 extruder\n4 0.01 21 3\n"
                                  "0.5 0.002 21 8 heater_bed\n4 nan 21 3 extruder\n";

    const auto models = recall_heaters(memory_file);

    ASSERT_EQ(models.size(), 1U);
    EXPECT_EQ(models.at("heater_bed").warming, 0.5);
    std::filesystem::remove(memory_file);
}

TEST(HeaterMemory, is_of_one_printer_though_others_have_its_name) {
    ASSERT_EQ(::setenv("XDG_STATE_HOME", ::testing::TempDir().c_str(), 1), 0);
    const auto one = usual_heater_memory("/printers/one/printer.cfg");
    const auto other = usual_heater_memory("/printers/other/printer.cfg");

    EXPECT_TRUE(one.starts_with(::testing::TempDir())) << one;
    EXPECT_NE(one, other);
    EXPECT_EQ(one, usual_heater_memory("/printers/other/../one/printer.cfg"));
}

TEST(HeaterMemory, is_empty_without_a_file) {
    EXPECT_TRUE(recall_heaters("/no/such/file").empty());
    EXPECT_FALSE(remember_heaters("/no/such/folder/file", {}));
}

}  // namespace
}  // namespace escapement::app
