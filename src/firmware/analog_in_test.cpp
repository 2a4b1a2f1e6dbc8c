// Claims about measuring voltages.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/analog_in.hpp"

#include <gtest/gtest.h>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::Rig;

class OneSensor : public ::testing::Test {
  protected:
    Rig rig{"allocate_oids count=1", "config_analog_in oid=0 pin=P4"};

    void query(std::string_view rest) {
        rig.say("query_analog_in oid=0 clock=100 " + std::string(rest));
    }
};

TEST_F(OneSensor, reports_the_sum_of_its_samples) {
    rig.board().voltages[4] = 300;
    query(
        "sample_ticks=10 sample_count=4 rest_ticks=1000 bytes_per_report=2"
        " min_value=0 max_value=65535 range_check_count=0");

    rig.run_until(129);
    EXPECT_EQ(rig.answers(), "");
    rig.run_until(130);

    // 1200 is 0x04b0.
    EXPECT_EQ(rig.answers(), "analog_in_state oid=0 next_clock=1100 values=b004");
}

TEST_F(OneSensor, measures_again_and_again) {
    query(
        "sample_ticks=0 sample_count=1 rest_ticks=1000 bytes_per_report=2"
        " min_value=0 max_value=65535 range_check_count=0");
    rig.board().voltages[4] = 1;
    rig.run_until(1000);
    rig.board().voltages[4] = 2;

    rig.run_until(1500);

    EXPECT_EQ(rig.answers(),
              "analog_in_state oid=0 next_clock=1100 values=0100; "
              "analog_in_state oid=0 next_clock=2100 values=0200");
}

TEST_F(OneSensor, gathers_values_before_it_reports) {
    query(
        "sample_ticks=0 sample_count=1 rest_ticks=1000 bytes_per_report=6"
        " min_value=0 max_value=65535 range_check_count=0");
    for (std::uint16_t i = 1; i <= 3; ++i) {
        rig.board().voltages[4] = i;
        rig.run_until(1000u * i);
    }

    EXPECT_EQ(rig.answers(), "analog_in_state oid=0 next_clock=3100 values=010002000300");
}

TEST_F(OneSensor, waits_for_a_converter_that_takes_time) {
    rig.board().conversion_ticks = 7;
    query(
        "sample_ticks=10 sample_count=2 rest_ticks=1000 bytes_per_report=2"
        " min_value=0 max_value=65535 range_check_count=0");

    rig.run_until(123);
    EXPECT_EQ(rig.answers(), "");
    rig.run_until(124);

    EXPECT_EQ(rig.answers(), "analog_in_state oid=0 next_clock=1100 values=0000");
}

TEST_F(OneSensor, shuts_down_after_so_many_faults_in_a_row) {
    query(
        "sample_ticks=0 sample_count=1 rest_ticks=1000 bytes_per_report=2"
        " min_value=100 max_value=200 range_check_count=3");
    rig.run_until(1200);
    rig.board().voltages[4] = 100;
    rig.run_until(2200);
    rig.board().voltages[4] = 201;
    rig.run_until(4200);
    EXPECT_EQ(rig.answers().find("shutdown"), std::string::npos);

    rig.run_until(5200);

    EXPECT_EQ(rig.answers().substr(0, 55),
              "shutdown clock=5100 static_string_id=\"ADC out of range\"");
}

TEST_F(OneSensor, goes_on_measuring_while_the_board_is_shut_down) {
    rig.board().voltages[4] = 5;
    query(
        "sample_ticks=0 sample_count=1 rest_ticks=1000 bytes_per_report=2"
        " min_value=100 max_value=200 range_check_count=1");
    rig.run_until(110);
    rig.answers();

    rig.run_until(3500);

    EXPECT_EQ(rig.answers(),
              "analog_in_state oid=0 next_clock=3100 values=0500; "
              "analog_in_state oid=0 next_clock=4100 values=0500");
}

TEST_F(OneSensor, stops_when_told) {
    query(
        "sample_ticks=0 sample_count=1 rest_ticks=1000 bytes_per_report=2"
        " min_value=0 max_value=65535 range_check_count=0");
    query(
        "sample_ticks=0 sample_count=0 rest_ticks=0 bytes_per_report=0"
        " min_value=0 max_value=0 range_check_count=0");

    rig.run_until(9000);

    EXPECT_EQ(rig.answers(), "");
}

TEST_F(OneSensor, forgets_a_value_that_was_not_gathered_when_told_to_stop) {
    query(
        "sample_ticks=0 sample_count=1 rest_ticks=1000 bytes_per_report=2"
        " min_value=0 max_value=65535 range_check_count=0");
    rig.stall_until(100);
    rig.firmware().fire();

    query(
        "sample_ticks=0 sample_count=0 rest_ticks=0 bytes_per_report=0"
        " min_value=0 max_value=0 range_check_count=0");
    rig.firmware().run_tasks();

    EXPECT_EQ(rig.answers(), "");
}

TEST_F(OneSensor, shuts_down_at_the_first_fault_when_asked_to_tolerate_none) {
    for (const char* count : {"0", "1"}) {
        Rig strict{"allocate_oids count=1", "config_analog_in oid=0 pin=P4"};
        strict.board().voltages[4] = 30;

        strict.say(
            "query_analog_in oid=0 clock=100 sample_ticks=0 sample_count=1 rest_ticks=1000"
            " bytes_per_report=2 min_value=10 max_value=20 range_check_count=" +
            std::string(count));
        strict.run_until(150);

        EXPECT_EQ(strict.answers().substr(0, 56),
                  "shutdown clock=100 static_string_id=\"ADC out of range\"");
    }
}

TEST_F(OneSensor, refuses_reports_that_would_not_fit_a_block) {
    query(
        "sample_ticks=0 sample_count=1 rest_ticks=1000 bytes_per_report=49"
        " min_value=0 max_value=65535 range_check_count=0");

    EXPECT_EQ(rig.answers(),
              "shutdown clock=0 static_string_id=\"Invalid analog_in bytes_per_report\"");
}

TEST_F(OneSensor, fills_the_largest_report) {
    query(
        "sample_ticks=0 sample_count=1 rest_ticks=10 bytes_per_report=48"
        " min_value=0 max_value=65535 range_check_count=0");

    rig.run_until(100 + 24 * 10 - 5);

    EXPECT_EQ(rig.answers(), "analog_in_state oid=0 next_clock=340 values=" + std::string(96, '0'));
}

TEST(AnalogIn, needs_a_pin_that_exists) {
    Rig rig;
    rig.say("allocate_oids count=1");

    rig.say("config_analog_in oid=0 pin=P8");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Not a valid ADC pin\"");
}

}  // namespace
}  // namespace escapement::firmware
