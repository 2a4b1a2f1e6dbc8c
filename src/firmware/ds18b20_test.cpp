// Claims about slow thermometers on a one-wire bus.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/ds18b20.hpp"

#include <gtest/gtest.h>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::Rig;

class OneThermometer : public ::testing::Test {
  protected:
    OneThermometer() {
        rig.say(
            "query_ds18b20 oid=0 clock=1000 rest_ticks=1000000 min_value=-10000"
            " max_value=50000");
    }
    void finish(Reading reading, std::int32_t millidegrees) {
        rig.board().reading = reading;
        rig.board().millidegrees = millidegrees;
    }
    Rig rig{"allocate_oids count=1", "config_ds18b20 oid=0 serial=\"28-1\" max_error_count=1"};
};

TEST_F(OneThermometer, is_asked_first_and_told_the_next_time) {
    rig.run_until(1000);
    EXPECT_EQ(rig.events(), "1000:ds18b20?");
    EXPECT_EQ(rig.answers(), "");
    finish(Reading::good, 21'500);

    rig.run_until(1'001'000);

    EXPECT_EQ(rig.answers(), "ds18b20_result oid=0 next_clock=2001000 value=21500 fault=0");
    EXPECT_EQ(rig.events(), "1001000:ds18b20?");
}

TEST_F(OneThermometer, may_take_longer_than_a_round) {
    rig.run_until(1'001'000);
    EXPECT_EQ(rig.answers(), "");
    finish(Reading::good, -1500);

    rig.run_until(2'001'000);

    EXPECT_EQ(rig.answers(), "ds18b20_result oid=0 next_clock=3001000 value=-1500 fault=0");
}

TEST_F(OneThermometer, that_never_answers_shuts_the_board_down) {
    rig.run_until(7'000'000);

    EXPECT_NE(rig.answers().find("shutdown clock=6001000 static_string_id="
                                 "\"DS18B20 sensor didn't respond in time\""),
              std::string::npos);
}

TEST_F(OneThermometer, may_fail_as_often_as_the_host_allows) {
    rig.run_until(1000);
    finish(Reading::failed, 0);
    rig.run_until(1'001'000);
    EXPECT_EQ(rig.answers(), "ds18b20_result oid=0 next_clock=2001000 value=0 fault=1");
    finish(Reading::failed, 0);

    rig.run_until(2'001'000);

    EXPECT_EQ(rig.answers(),
              "shutdown clock=2001000 static_string_id=\"Error reading DS18B20 sensor\"");
}

TEST_F(OneThermometer, shuts_down_out_of_range) {
    rig.run_until(1000);
    finish(Reading::good, 50'001);

    rig.run_until(1'001'000);

    EXPECT_EQ(rig.answers(),
              "ds18b20_result oid=0 next_clock=2001000 value=50001 fault=0; "
              "shutdown clock=1001000 static_string_id=\"DS18B20 out of range\"");
}

TEST(Ds18b20, must_exist) {
    Rig rig;
    rig.say("allocate_oids count=1");

    rig.say("config_ds18b20 oid=0 serial=\"28-2\" max_error_count=1");

    EXPECT_EQ(rig.answers(),
              "shutdown clock=0 static_string_id=\"Invalid DS18B20 serial id, could not open for "
              "reading\"");
}

}  // namespace
}  // namespace escapement::firmware
