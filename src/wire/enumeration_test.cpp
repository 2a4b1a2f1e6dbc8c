// Names for numbers: single ones and ranges.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/enumeration.hpp"

#include <gtest/gtest.h>

namespace escapement::wire {
namespace {

Enumeration pins() {
    Enumeration result;
    EXPECT_TRUE(result.add_range("PA0", 0, 16));
    EXPECT_TRUE(result.add_range("PC4", 36, 3));
    EXPECT_TRUE(result.add_range("gpiochip1/gpio0", 288, 288));
    EXPECT_TRUE(result.add("ADC_TEMPERATURE", 254));
    return result;
}

TEST(Enumeration, a_range_counts_on_from_its_first_name) {
    EXPECT_EQ(pins().value("PA0"), 0);
    EXPECT_EQ(pins().value("PA15"), 15);
    EXPECT_EQ(pins().value("PC4"), 36);
    EXPECT_EQ(pins().value("PC6"), 38);
    EXPECT_EQ(pins().value("gpiochip1/gpio100"), 388);
}

TEST(Enumeration, names_outside_a_range_are_unknown) {
    for (const char* name :
         {"PA16", "PC3", "PC7", "PA", "PA01", "PB1", "", "PA99999999999999", "3"})
        EXPECT_EQ(pins().value(name), std::nullopt) << name;
}

TEST(Enumeration, numbers_have_names) {
    EXPECT_EQ(pins().name(0), "PA0");
    EXPECT_EQ(pins().name(38), "PC6");
    EXPECT_EQ(pins().name(254), "ADC_TEMPERATURE");
    EXPECT_EQ(pins().name(39), std::nullopt);
    EXPECT_EQ(pins().name(-1), std::nullopt);
}

TEST(Enumeration, the_first_of_two_names_for_a_number_is_printed_and_both_are_read) {
    Enumeration buses;
    ASSERT_TRUE(buses.add("spi1", 1));
    ASSERT_TRUE(buses.add("spi1_PA6_PA7_PA5", 1));

    EXPECT_EQ(buses.name(1), "spi1");
    EXPECT_EQ(buses.value("spi1_PA6_PA7_PA5"), 1);
}

TEST(Enumeration, a_single_name_goes_before_a_range) {
    Enumeration result;
    ASSERT_TRUE(result.add_range("X0", 0, 10));
    ASSERT_TRUE(result.add("X5", 77));

    EXPECT_EQ(result.value("X5"), 77);
}

TEST(Enumeration, lists_its_names_up_to_a_limit) {
    EXPECT_EQ(pins().names(17).back(), "PC4");
    EXPECT_EQ(pins().names().size(), 16U + 3U + 288U + 1U);
}

TEST(Enumeration, an_enormous_range_costs_nothing) {
    Enumeration result;

    ASSERT_TRUE(result.add_range("X0", 0, 4294967295LL));

    EXPECT_EQ(result.value("X123456789"), 123456789);
    EXPECT_EQ(result.names(10).size(), 10U);
}

TEST(Enumeration, refuses_what_does_not_fit_32_bits) {
    Enumeration result;

    EXPECT_EQ(result.add("big", 4294967296LL).error().what,
              "'big': 4294967296 does not fit 32 bits");
    EXPECT_EQ(result.add_range("X0", 4294967290LL, 10).error().what,
              "'X0': 10 values from 4294967290 on do not fit 32 bits");
    EXPECT_FALSE(result.add_range("X0", 0, -1));
    EXPECT_FALSE(result.add_range("X9999999999", 0, 2));
    EXPECT_TRUE(result.entries().empty());
}

}  // namespace
}  // namespace escapement::wire
