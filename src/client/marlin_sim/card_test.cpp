// Claims about the simulated card.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/marlin_sim/card.hpp"

#include <gtest/gtest.h>

namespace escapement::client::marlin_sim {
namespace {

TEST(Card, a_file_is_read_at_a_steady_pace_to_its_end) {
    Card card;
    card.bytes_per_s = 1000;
    ASSERT_TRUE(card.select("clip~1.gco"));
    ASSERT_TRUE(card.start(base::HostTime{}));

    EXPECT_FALSE(card.advance(base::HostTime{std::chrono::seconds(3)}));
    EXPECT_EQ(card.progress(), "SD printing byte 3000/9013");
    EXPECT_TRUE(card.advance(base::HostTime{std::chrono::seconds(10)}));
    EXPECT_EQ(card.progress(), "Not SD printing");
}

TEST(Card, long_names_come_when_asked_for) {
    const Card card;
    EXPECT_EQ(card.listing(false)[0], "CUBE.GCO 250460");
    EXPECT_EQ(card.listing(true)[0], "CUBE.GCO 250460 Calibration cube 20 mm.gcode");
}

}  // namespace
}  // namespace escapement::client::marlin_sim
