// The tables of thermocouple amplifiers hold no slips of the pen.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/thermocouple_amplifiers.hpp"

#include <gtest/gtest.h>

namespace escapement::chips {
namespace {

TEST(ThermocoupleAmplifiers, rise_about_evenly) {
    for (const auto& [name, rows] : thermocouple_amplifiers()) {
        ASSERT_GT(rows.size(), 2U);
        for (std::size_t i = 1; i < rows.size(); ++i) {
            const double volt_per_celsius =
                (rows[i].volt - rows[i - 1].volt) / (rows[i].celsius - rows[i - 1].celsius);
            EXPECT_GT(volt_per_celsius, 0.0004) << name << " at " << rows[i].celsius;
            EXPECT_LT(volt_per_celsius, 0.0110) << name << " at " << rows[i].celsius;
        }
    }
}

TEST(ThermocoupleAmplifiers, give_5_millivolt_per_degree_or_10) {
    // The gain on the first page of each data sheet, at room temperature.
    for (const auto& [name, rows] : thermocouple_amplifiers())
        for (const auto& [celsius, volt] : rows)
            if (celsius == 25.0) {
                const double gain = name.starts_with("AD59") ? 0.010 : 0.005;
                EXPECT_NEAR(volt, gain * 25.0, 0.02) << name;
            }
}

}  // namespace
}  // namespace escapement::chips
