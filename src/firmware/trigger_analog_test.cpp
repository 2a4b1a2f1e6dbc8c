// Claims about homing by what a sensor measures.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/trigger_analog.hpp"

#include <gtest/gtest.h>

#include <string>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::Rig;

// A pin is measured every 100 ticks; its trigger sets off with reason 1, or fails with 10 to 13.
class OneTrigger : public ::testing::Test {
  protected:
    Rig rig{"allocate_oids count=4",
            "config_analog_in oid=0 pin=P0",
            "config_sos_filter oid=1 max_sections=1",
            "config_trigger_analog oid=2 sos_filter_oid=1",
            "config_trsync oid=3"};

    OneTrigger() {
        rig.say(
            "sos_filter_set_offset_scale oid=1 offset=0 scale=1 scale_frac_bits=0"
            " auto_offset=0");
        rig.say("trigger_analog_set_raw_range oid=2 raw_min=0 raw_max=4000");
        rig.say("analog_in_attach_trigger_analog oid=0 trigger_analog_oid=2");
        rig.say(
            "query_analog_in oid=0 clock=100 sample_ticks=0 sample_count=1 rest_ticks=100"
            " bytes_per_report=48 min_value=0 max_value=65535 range_check_count=0");
    }
    void home(const std::string& type, int value) {
        rig.say("trigger_analog_set_trigger oid=2 trigger_analog_type=" + type +
                " trigger_value=" + std::to_string(value));
        rig.say("trsync_start oid=3 report_clock=0 report_ticks=0 expire_reason=4");
        rig.say(
            "trigger_analog_home oid=2 trsync_oid=3 trigger_reason=1 error_reason=10"
            " clock=1000 monitor_ticks=200 monitor_max=2");
        EXPECT_EQ(rig.answers(), "");
    }
    // The clock and reason in what was said last, such as "1300: 1"; or nothing.
    std::string triggered() {
        const std::string text = rig.answers();
        const auto at = text.find("trsync_state oid=3 can_trigger=0 trigger_reason=");
        if (at == std::string::npos) return "";
        return text.substr(at + 48, text.find(' ', at + 48) - at - 48);
    }
    std::uint16_t& voltage() { return rig.board().voltages[0]; }
};

TEST_F(OneTrigger, goes_off_above_a_value) {
    home("gt", 500);
    voltage() = 500;
    rig.run_until(1450);
    EXPECT_EQ(triggered(), "");
    voltage() = 501;

    rig.run_until(1500);

    EXPECT_EQ(triggered(), "1");
    rig.say("trigger_analog_query_state oid=2");
    EXPECT_EQ(rig.answers(), "trigger_analog_state oid=2 homing=0 homing_clock=1500");
}

TEST_F(OneTrigger, does_not_go_off_before_its_time) {
    home("gt", 500);
    voltage() = 600;

    rig.run_until(950);
    EXPECT_EQ(triggered(), "");
    rig.run_until(1000);

    EXPECT_EQ(triggered(), "1");
}

TEST_F(OneTrigger, goes_off_by_size) {
    rig.say(
        "sos_filter_set_offset_scale oid=1 offset=-1000 scale=1 scale_frac_bits=0"
        " auto_offset=0");
    home("abs_ge", 200);
    voltage() = 801;
    rig.run_until(1300);
    EXPECT_EQ(triggered(), "");
    voltage() = 800;

    rig.run_until(1400);

    EXPECT_EQ(triggered(), "1");
}

TEST_F(OneTrigger, goes_off_below_its_peak) {
    home("diff_peak_gt", 50);
    for (const std::uint16_t value : {100, 300, 280, 400, 350}) {
        voltage() = value;
        rig.run_until(rig.board().now + 100 > 1000 ? rig.board().now + 100 : 1000);
        EXPECT_EQ(triggered(), "");
    }
    voltage() = 349;

    rig.run_until(rig.board().now + 100);

    EXPECT_EQ(triggered(), "1");
}

TEST_F(OneTrigger, filters_first) {
    rig.say("sos_filter_set_section oid=1 section_idx=0 sos0=512 sos1=0 sos2=0 sos3=0 sos4=0");
    rig.say("sos_filter_set_state oid=1 section_idx=0 state0=0 state1=0");
    rig.say("sos_filter_set_active oid=1 n_sections=1 coeff_frac_bits=10");
    home("gt", 500);
    voltage() = 1000;
    rig.run_until(1300);
    EXPECT_EQ(triggered(), "");
    voltage() = 1002;

    rig.run_until(1400);

    EXPECT_EQ(triggered(), "1");
}

TEST_F(OneTrigger, fails_out_of_its_range) {
    home("gt", 500);
    voltage() = 4001;

    rig.run_until(1100);

    EXPECT_EQ(triggered(), "10");
}

TEST_F(OneTrigger, fails_when_the_filter_overflows) {
    rig.say(
        "sos_filter_set_offset_scale oid=1 offset=0 scale=2147483647 scale_frac_bits=0"
        " auto_offset=0");
    home("gt", 500);
    voltage() = 2;

    rig.run_until(1100);

    EXPECT_EQ(triggered(), "11");
}

TEST_F(OneTrigger, fails_when_the_sensor_is_silent) {
    home("gt", 500);
    rig.run_until(1500);
    rig.say(
        "query_analog_in oid=0 clock=0 sample_ticks=0 sample_count=0 rest_ticks=0"
        " bytes_per_report=0 min_value=0 max_value=0 range_check_count=0");

    rig.run_until(2100);
    EXPECT_EQ(triggered(), "");
    rig.run_until(2300);

    EXPECT_EQ(triggered(), "12");
}

TEST_F(OneTrigger, can_be_called_off) {
    home("gt", 500);
    rig.say(
        "trigger_analog_home oid=2 trsync_oid=3 trigger_reason=0 error_reason=0 clock=0"
        " monitor_ticks=0 monitor_max=0");
    voltage() = 600;

    rig.run_until(2000);

    EXPECT_EQ(triggered(), "");
}

TEST_F(OneTrigger, forgets_its_pin_when_the_board_shuts_down) {
    rig.say("emergency_stop");
    rig.say("clear_shutdown");
    rig.answers();
    home("gt", 500);
    voltage() = 600;

    rig.run_until(1300);

    EXPECT_EQ(triggered(), "");
}

TEST(SosFilter, has_the_sections_that_were_configured) {
    for (const char* command :
         {"sos_filter_set_section oid=0 section_idx=2 sos0=0 sos1=0 sos2=0 sos3=0 sos4=0",
          "sos_filter_set_state oid=0 section_idx=2 state0=0 state1=0",
          "sos_filter_set_active oid=0 n_sections=3 coeff_frac_bits=0"}) {
        Rig rig{"allocate_oids count=1", "config_sos_filter oid=0 max_sections=2"};
        rig.say(command);
        EXPECT_EQ(rig.answers(),
                  "shutdown clock=0 static_string_id=\"Filter section index larger than "
                  "max_sections\"");
    }
}

TEST(SosFilter, needs_memory) {
    Rig rig;
    rig.say("allocate_oids count=1");

    rig.say("config_sos_filter oid=0 max_sections=255");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"alloc_chunk failed\"");
}

}  // namespace
}  // namespace escapement::firmware
