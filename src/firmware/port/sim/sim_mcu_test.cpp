// Claims about the firmware in virtual time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/sim/sim_mcu.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>

#include "base/assert.hpp"
#include "wire/codebook.hpp"
#include "wire/frame.hpp"

namespace escapement::firmware::sim {
namespace {

using base::McuClock;
using messages::PinNumber;

// Writes down what the pins do; inputs are closed from some clock on.
class Journal : public PinObserver {
  public:
    void output(PinNumber pin, bool level, McuClock at) override {
        text += std::to_string(at.raw) + ":" + std::to_string(pin.raw) + (level ? "=1 " : "=0 ");
    }
    void pwm(PinNumber pin, std::uint32_t value, base::Ticks32 cycle, McuClock at) override {
        text += std::to_string(at.raw) + ":" + std::to_string(pin.raw) + "~" +
                std::to_string(value) + "/" + std::to_string(cycle.raw) + " ";
    }
    void released(PinNumber pin, McuClock at) override {
        text += std::to_string(at.raw) + ":" + std::to_string(pin.raw) + " released ";
    }
    bool input(PinNumber, McuClock at) override { return at >= closes; }
    std::uint16_t analog(PinNumber pin, McuClock) override {
        return static_cast<std::uint16_t>(pin.raw * 1000);
    }

    std::string take() { return std::exchange(text, {}); }

    McuClock closes{UINT64_MAX};
    std::string text;
};

// A host that talks to one board.
class Host {
  public:
    explicit Host(SimMcuOptions options = {})
        : mcu(with_pins(std::move(options)), journal),
          book_(std::move(*wire::Codebook::make(mcu.dictionary()))) {
        hear();
    }

    void say(std::string_view command) {
        auto payload = book_.encode(command);
        ASSERT(payload);
        std::array<std::uint8_t, wire::max_block_size> block;
        const std::size_t size = wire::encode_block(sequence_, *payload, block);
        sequence_ = sequence_.next();
        mcu.receive(wire::Bytes(block).first(size));
    }
    // What the board said, acknowledgements left out.
    std::string hear() {
        std::string text;
        const auto bytes = mcu.take_output();
        wire::Bytes rest(bytes);
        wire::FrameDecoder decoder;
        while (decoder.next(rest) == wire::FrameDecoder::Event::block) {
            auto messages = book_.decode_all(decoder.block().payload);
            ASSERT(messages);
            for (const auto& message : *messages) text += message.print() + "; ";
        }
        return text;
    }
    std::string hear_until(std::uint64_t clock) {
        std::string text = hear();
        while (mcu.run_until({clock}).raw < clock) text += hear();
        return text + hear();
    }
    void restart_counting() { sequence_ = {}; }

    Journal journal;
    SimMcu mcu;

  private:
    static SimMcuOptions with_pins(SimMcuOptions options) {
        options.pins = {"PA0", "PA1", "PB7", "gpio3", "P0.4", "PC5", "PC6", "PC7"};
        return options;
    }

    wire::Codebook book_;
    wire::Sequence sequence_;
};

TEST(SimMcu, tells_the_dictionary_that_it_speaks) {
    Host host({.mcu = "stm32f446xx", .version = "1.2", .clock_frequency_hz = 180'000'000});
    std::vector<std::uint8_t> compressed = wire::write_dictionary(host.mcu.dictionary());

    host.say("identify offset=0 count=40");

    const auto bytes = host.mcu.take_output();
    ASSERT_GE(bytes.size(), 5u + 4 + 40);
    EXPECT_TRUE(std::equal(compressed.begin(), compressed.begin() + 40, bytes.begin() + 5));
    const auto& dictionary = host.mcu.dictionary();
    EXPECT_EQ(dictionary.text("MCU"), "stm32f446xx");
    EXPECT_EQ(dictionary.version, "1.2");
    EXPECT_EQ(dictionary.number("CLOCK_FREQ"), 180'000'000);
    EXPECT_EQ(dictionary.number("ADC_MAX"), 4095);
    EXPECT_EQ(dictionary.number("PWM_MAX"), 255);
    EXPECT_EQ(dictionary.enumeration("pin")->value("P0.4"), 4);
}

TEST(SimMcu, toggles_pins_at_exactly_the_clocks_that_were_asked_for) {
    Host host;
    host.say("allocate_oids count=2");
    host.say("config_stepper oid=0 step_pin=PA0 dir_pin=PA1 invert_step=0 step_pulse_ticks=360");
    host.say("config_stepper oid=1 step_pin=PB7 dir_pin=gpio3 invert_step=-1 step_pulse_ticks=18");
    host.say("finalize_config crc=1");
    host.journal.take();
    host.say("queue_step oid=0 interval=705032704 count=1 add=0");
    host.say("queue_step oid=1 interval=1000000 count=2 add=-1");

    EXPECT_EQ(host.hear_until(2'000'000), "");

    EXPECT_EQ(host.journal.take(), "1000000:2=1 1999999:2=0 ");
    EXPECT_EQ(host.hear_until(705'032'704).find("shutdown"), std::string::npos);
    EXPECT_EQ(host.journal.take(), "705032704:0=1 ");
}

TEST(SimMcu, keeps_time_beyond_32_bits) {
    Host host({.start = {0xfff00000}});
    host.say("allocate_oids count=1");
    host.say("config_stepper oid=0 step_pin=PA0 dir_pin=PA1 invert_step=0 step_pulse_ticks=360");
    host.say("finalize_config crc=1");
    host.say("reset_step_clock oid=0 clock=4293918720");
    host.journal.take();

    host.say("queue_step oid=0 interval=1048577 count=1 add=0");
    host.hear_until(0x1'00001000);
    host.say("get_uptime");

    EXPECT_EQ(host.journal.take(), "4294967297:0=1 4294967657:0=0 ");
    EXPECT_EQ(host.hear(), "uptime high=1 clock=4096; ");
}

TEST(SimMcu, stops_as_soon_as_there_is_output) {
    Host host;
    host.say("allocate_oids count=1");
    host.say("config_analog_in oid=0 pin=gpio3");
    host.say("finalize_config crc=1");
    host.say(
        "query_analog_in oid=0 clock=1000 sample_ticks=100 sample_count=2 rest_ticks=5000"
        " bytes_per_report=2 min_value=0 max_value=65535 range_check_count=0");
    host.hear();

    EXPECT_EQ(host.mcu.run_until({3000}).raw, 1100u);

    EXPECT_EQ(host.hear(), "analog_in_state oid=0 next_clock=6000 values=7017; ");
    EXPECT_EQ(host.mcu.run_until({3000}).raw, 3000u);
    EXPECT_EQ(host.mcu.clock().raw, 3000u);
    EXPECT_EQ(host.mcu.next_wake().raw, 6000u);
}

TEST(SimMcu, homes_until_the_switch_closes) {
    Host host;
    for (const char* command :
         {"allocate_oids count=3",
          "config_stepper oid=0 step_pin=PA0 dir_pin=PA1 invert_step=0 step_pulse_ticks=360",
          "config_endstop oid=1 pin=PC5 pull_up=1",
          "config_trsync oid=2",
          "finalize_config crc=1",
          "trsync_start oid=2 report_clock=0 report_ticks=0 expire_reason=2",
          "stepper_stop_on_trigger oid=0 trsync_oid=2",
          "endstop_home oid=1 clock=1000 sample_ticks=2700 sample_count=4 rest_ticks=9000"
          " pin_value=1 trsync_oid=2 trigger_reason=1",
          "set_next_step_dir oid=0 dir=1",
          "queue_step oid=0 interval=18000 count=1000 add=0"})
        host.say(command);
    host.hear();
    host.journal.closes = {5'000'000};

    const std::string heard = host.hear_until(10'000'000);
    host.say("stepper_get_position oid=0");

    // 1000 + 556 * 9000 is the first look at the closed switch, confirmed 3 * 2700 later.
    EXPECT_EQ(heard, "trsync_state oid=2 can_trigger=0 trigger_reason=1 clock=5013100; ");
    EXPECT_EQ(host.hear(), "stepper_position oid=0 pos=278; ");
}

TEST(SimMcu, shows_pulse_widths_with_their_cycle) {
    Host host;
    host.say("allocate_oids count=1");
    host.say(
        "config_pwm_out oid=0 pin=PC7 cycle_ticks=1800 value=3 default_value=0"
        " max_duration=0");
    host.say("finalize_config crc=1");
    host.say("queue_pwm_out oid=0 clock=5000 value=255");

    host.hear_until(10'000);

    EXPECT_EQ(host.journal.take(), "0:7~3/1800 5000:7~255/1800 ");
}

TEST(SimMcu, says_why_it_shut_down) {
    Host host;
    EXPECT_FALSE(host.mcu.is_shutdown());
    EXPECT_EQ(host.mcu.shutdown_reason(), "");

    host.say("emergency_stop");

    EXPECT_TRUE(host.mcu.is_shutdown());
    EXPECT_EQ(host.mcu.shutdown_reason(), "Command request");
    host.say("clear_shutdown");
    EXPECT_FALSE(host.mcu.is_shutdown());
    EXPECT_EQ(host.mcu.shutdown_reason(), "");
}

TEST(SimMcu, starts_again_and_drives_no_pin_when_reset) {
    Host host;
    for (const char* command :
         {"allocate_oids count=2",
          "config_digital_out oid=0 pin=PA1 value=1 default_value=1 max_duration=0",
          "config_pwm_out oid=1 pin=PC7 cycle_ticks=1800 value=255 default_value=0 max_duration=0",
          "finalize_config crc=77"})
        host.say(command);
    host.hear_until(1000);
    host.journal.take();

    host.say("reset");
    host.restart_counting();
    host.say("get_config");

    EXPECT_EQ(host.journal.take(), "1000:1 released 1000:7 released ");
    EXPECT_EQ(host.hear(), "starting; config is_config=0 crc=0 is_shutdown=0 move_count=0; ");
}

TEST(SimMcu, gives_up_on_a_timer_that_never_lets_time_pass) {
    Host host;
    for (const char* command :
         {"allocate_oids count=2",
          "config_endstop oid=0 pin=PC5 pull_up=1",
          "config_trsync oid=1",
          "finalize_config crc=1",
          "endstop_home oid=0 clock=1000 sample_ticks=1 sample_count=4 rest_ticks=0"
          " pin_value=1 trsync_oid=1 trigger_reason=1"})
        host.say(command);

    EXPECT_EQ(host.hear_until(2000),
              "shutdown clock=2000 static_string_id=\"Rescheduled timer in the past\"; ");
}

TEST(SimMcu, lets_time_pass_whatever_its_timers_do) {
    Host host;
    for (const char* command :
         {"allocate_oids count=1",
          "config_analog_in oid=0 pin=PC5",
          "finalize_config crc=1",
          "query_analog_in oid=0 clock=1000 sample_ticks=0 sample_count=255 rest_ticks=0"
          " bytes_per_report=48 min_value=0 max_value=65535 range_check_count=0"})
        host.say(command);

    host.hear_until(1'000'000);

    EXPECT_EQ(host.mcu.clock().raw, 1'000'000u);
    EXPECT_EQ(host.mcu.shutdown_reason(), "Rescheduled timer in the past");
}

TEST(SimMcu, does_the_same_twice) {
    std::string first;
    for (int round = 0; round < 2; ++round) {
        Host host;
        for (const char* command :
             {"allocate_oids count=4",
              "config_stepper oid=0 step_pin=PA0 dir_pin=PA1 invert_step=0 step_pulse_ticks=360",
              "config_stepper oid=1 step_pin=PB7 dir_pin=gpio3 invert_step=0 step_pulse_ticks=360",
              "config_digital_out oid=2 pin=PC6 value=0 default_value=0 max_duration=0",
              "config_analog_in oid=3 pin=PC7",
              "finalize_config crc=1",
              "set_digital_out_pwm_cycle oid=2 cycle_ticks=180000",
              "queue_digital_out oid=2 clock=10000 on_ticks=60000",
              "query_analog_in oid=3 clock=1000 sample_ticks=100 sample_count=2 rest_ticks=5000"
              " bytes_per_report=2 min_value=0 max_value=65535 range_check_count=0",
              "queue_step oid=0 interval=18000 count=1000 add=-3",
              "queue_step oid=1 interval=18000 count=1000 add=7"})
            host.say(command);

        const std::string heard = host.hear_until(10'000'000) + host.journal.take();

        if (round == 0) first = heard;
        EXPECT_EQ(heard, first);
        EXPECT_GT(heard.size(), 1000u);
    }
}

}  // namespace
}  // namespace escapement::firmware::sim
