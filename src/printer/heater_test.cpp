// Tests of targets, readings and the refreshing of a heater's output.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/heater.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "printer/errors.hpp"

namespace escapement::printer {
namespace {

using base::PrintTime;
using base::Seconds;

PrintTime at(double seconds) {
    return PrintTime(Seconds(seconds));
}

struct Sent {
    double when;
    double duty;
};

class HeaterTest : public ::testing::Test {
  protected:
    Heater make(bool offline = false) {
        return Heater({.name = "extruder", .min_temp = 10, .max_temp = 270, .offline = offline},
                      std::make_unique<WatermarkControl>(WatermarkControl::Settings{}),
                      {.set_duty =
                           [this](PrintTime when, double duty) {
                               sent.push_back({when.time_since_epoch().count(), duty});
                           },
                       .now = [this] { return now; }});
    }
    void read(Heater& heater, double from, double to, double celsius) {
        for (double t = from; t < to; t += 0.3) {
            now = at(t);
            heater.measured(now, celsius);
        }
    }

    std::vector<Sent> sent;
    PrintTime now{};
};

TEST_F(HeaterTest, is_off_until_it_has_a_target) {
    Heater heater = make();

    read(heater, 1.0, 20.0, 20.0);

    EXPECT_TRUE(sent.empty());
}

TEST_F(HeaterTest, power_follows_a_reading_by_one_report_interval) {
    Heater heater = make();
    heater.set_target(200.0);

    heater.measured(at(5.0), 20.0);

    ASSERT_EQ(sent.size(), 1U);
    EXPECT_DOUBLE_EQ(sent[0].when, 5.3);
    EXPECT_DOUBLE_EQ(sent[0].duty, 1.0);
}

TEST_F(HeaterTest, unchanged_power_is_refreshed_before_the_board_lets_go) {
    Heater heater = make();
    heater.set_target(200.0);

    read(heater, 1.0, 31.0, 20.0);

    ASSERT_GT(sent.size(), 10U);
    for (std::size_t i = 1; i < sent.size(); ++i) {
        const double pause = sent[i].when - sent[i - 1].when;
        EXPECT_GT(pause, 1.0);
        EXPECT_LT(pause, Heater::longest_unattended.count() - 0.5);
    }
}

TEST_F(HeaterTest, without_readings_it_falls_silent) {
    Heater heater = make();
    heater.set_target(200.0);
    read(heater, 1.0, 5.0, 20.0);
    const auto before = sent.size();

    now = at(60.0);

    EXPECT_EQ(sent.size(), before);
    EXPECT_DOUBLE_EQ(heater.temperature(), 0.0);
}

TEST_F(HeaterTest, a_target_of_zero_turns_it_off_at_the_next_reading) {
    Heater heater = make();
    heater.set_target(200.0);
    heater.measured(at(1.0), 20.0);

    heater.set_target(0.0);
    heater.measured(at(1.3), 20.0);

    ASSERT_EQ(sent.size(), 2U);
    EXPECT_DOUBLE_EQ(sent[1].duty, 0.0);
}

TEST_F(HeaterTest, targets_out_of_range_are_refused) {
    Heater heater = make();

    EXPECT_THROW(heater.set_target(9.9), CommandError);
    EXPECT_THROW(heater.set_target(std::numeric_limits<double>::quiet_NaN()), CommandError);
    try {
        heater.set_target(300.0);
        FAIL();
    } catch (const CommandError& error) {
        EXPECT_STREQ(error.what(),
                     "Requested temperature (300.0) out of range (10.0:270.0) of heater "
                     "'extruder'");
    }
    EXPECT_DOUBLE_EQ(heater.target(), 0.0);
}

TEST_F(HeaterTest, readings_are_smoothed_over_a_second) {
    Heater heater = make();
    heater.measured(at(10.0), 100.0);
    now = at(10.3);

    heater.measured(now, 110.0);

    EXPECT_NEAR(heater.temperature(), 103.0, 1e-9);
}

TEST_F(HeaterTest, extrudes_only_above_its_least_temperature) {
    Heater heater = make();
    heater.measured(at(10.0), 169.0);
    EXPECT_FALSE(heater.can_extrude());

    heater.measured(at(20.0), 171.0);

    EXPECT_TRUE(heater.can_extrude());
}

TEST_F(HeaterTest, a_stopped_heater_never_gets_power_again) {
    Heater heater = make();
    heater.set_target(200.0);
    heater.measured(at(1.0), 20.0);

    heater.stop();
    read(heater, 1.3, 20.0, 20.0);

    ASSERT_EQ(sent.size(), 2U);
    EXPECT_DOUBLE_EQ(sent[1].duty, 0.0);
}

TEST_F(HeaterTest, a_reading_that_is_no_number_turns_it_off) {
    Heater heater = make();
    heater.set_target(200.0);
    heater.measured(at(1.0), 20.0);

    heater.measured(at(1.3), std::nan(""));

    ASSERT_EQ(sent.size(), 2U);
    EXPECT_DOUBLE_EQ(sent[1].duty, 0.0);
}

TEST_F(HeaterTest, offline_it_is_at_its_target_once_somebody_has_waited) {
    Heater heater = make(true);

    heater.set_target(210.0);
    EXPECT_DOUBLE_EQ(heater.temperature(), 0.0);
    heater.assume_reached();

    EXPECT_DOUBLE_EQ(heater.temperature(), 210.0);
    EXPECT_DOUBLE_EQ(heater.status().temperature, 210.0);
    EXPECT_FALSE(heater.is_settling());
    EXPECT_TRUE(heater.can_extrude());
}

}  // namespace
}  // namespace escapement::printer
