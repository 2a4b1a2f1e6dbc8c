// Claims about the firmware as a process, in virtual time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/linux_mcu.hpp"

#include <gtest/gtest.h>

#include <chrono>

#include "firmware/port/linux/folder_devices.hpp"
#include "firmware/port/linux/linux_board.hpp"
#include "firmware/port/linux/testing/virtual_computer.hpp"
#include "wire/codebook.hpp"
#include "wire/frame.hpp"

namespace escapement::firmware::linux_port {
namespace {

using namespace std::chrono_literals;
using testing::Record;

// A board whose clock began to count when it was made, spoken to in the syntax of messages.
class Process : public ::testing::Test {
  protected:
    Process() {
        clock.next_timer = [this] { return mcu.next_timer(); };
        run_for(1ms);
        answers();
    }

    void say(std::string_view command) {
        const auto payload = book.encode(command);
        ASSERT_TRUE(payload) << payload.error().what;
        std::array<std::uint8_t, wire::max_block_size> block;
        const std::size_t size = wire::encode_block(sequence, *payload, block);
        sequence = sequence.next();
        cable.to_board.insert(cable.to_board.end(), block.begin(), block.begin() + size);
        clock.wake = clock.now();
    }
    void say_all(std::initializer_list<std::string_view> commands) {
        for (const auto command : commands) say(command);
    }
    void run_for(runtime::HostTime::duration span) {
        const auto end = clock.now() + span;
        while (clock.now() < end) {
            if (cable.to_board.empty()) clock.wake = end;
            mcu.run_round();
        }
    }
    std::string answers() {
        std::string text;
        const auto sent = std::exchange(cable.from_board, {});
        wire::Bytes rest(sent);
        wire::FrameDecoder decoder;
        while (decoder.next(rest) == wire::FrameDecoder::Event::block) {
            const auto messages = book.decode_all(decoder.block().payload);
            for (const auto& message : *messages)
                text += (text.empty() ? "" : "; ") + message.print();
        }
        return text;
    }
    std::uint64_t tick() const {
        return static_cast<std::uint64_t>(clock.now().time_since_epoch() / 20ns);
    }
    // "P1+ P1-", the clocks left out.
    std::string changes() const {
        std::string text;
        for (const auto& change : record.changes)
            text += "P" + std::to_string(change.line) + (change.level ? "+ " : "- ");
        return text;
    }

    Record record{.tick = [this] { return tick(); }};
    testing::Folder folder;
    testing::WorkingClock clock;
    testing::Cable cable;
    LinuxMcu mcu{clock, cable, {.devices = [this] {
                     Devices devices = folder_devices(folder.path());
                     devices.gpio = std::make_unique<testing::RecordingGpio>(record);
                     return devices;
                 }}};
    wire::Codebook book = *wire::Codebook::make(mcu.dictionary());
    wire::Sequence sequence;
};

TEST_F(Process, answers) {
    say("get_config");
    say("debug_ping data=\"hello\"");

    run_for(1ms);

    EXPECT_EQ(answers(),
              "config is_config=0 crc=0 is_shutdown=0 move_count=0; pong data=\"hello\"");
}

TEST_F(Process, says_what_it_is) {
    EXPECT_EQ(mcu.dictionary().text("MCU"), "linux");
    EXPECT_EQ(mcu.dictionary().number("CLOCK_FREQ"), 50'000'000);
    EXPECT_EQ(mcu.dictionary().number("ADC_MAX"), 4095);
    EXPECT_EQ(mcu.dictionary().number("PWM_MAX"), 32768);
}

TEST_F(Process, steps_when_the_host_asked_for_it) {
    say_all({"allocate_oids count=1",
             "config_stepper oid=0 step_pin=gpio1 dir_pin=gpio2 invert_step=0 step_pulse_ticks=100",
             "finalize_config crc=1"});
    run_for(1ms);
    record.changes.clear();
    say_all({"reset_step_clock oid=0 clock=1000000",
             "set_next_step_dir oid=0 dir=1",
             "queue_step oid=0 interval=100000 count=5 add=0",
             "queue_step oid=0 interval=50000 count=200 add=-100"});

    run_for(1s);

    EXPECT_EQ(answers(), "");
    std::vector<std::uint64_t> steps;
    for (const auto& change : record.changes)
        if (change.line == 1 && change.level) steps.push_back(change.tick);
    ASSERT_EQ(steps.size(), 205u);
    std::uint64_t due = 1'000'000;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        due += i < 5 ? 100'000 : 50'000 - 100 * (i - 5);
        EXPECT_GE(steps[i], due);
        EXPECT_LE(steps[i], due + 100) << "two microseconds";
    }
}

TEST_F(Process, sleeps_when_there_is_nothing_to_do) {
    clock.waits = 0;

    run_for(10s);

    EXPECT_LE(clock.waits, 250u);  // the housekeeping of ten seconds
    EXPECT_GE(clock.waits, 100u);
}

TEST_F(Process, shuts_down_when_the_host_is_late) {
    say_all({"allocate_oids count=1",
             "config_digital_out oid=0 pin=gpio3 value=1 default_value=0 max_duration=0",
             "finalize_config crc=1"});
    run_for(100ms);

    say("queue_digital_out oid=0 clock=1000 on_ticks=1");
    run_for(1ms);

    EXPECT_EQ(mcu.shutdown_reason(), "Timer too close");
    EXPECT_FALSE(record.levels[3]);
}

TEST_F(Process, forgives_itself_a_delay_of_less_than_a_tenth_of_a_second) {
    say_all({"allocate_oids count=1",
             "config_digital_out oid=0 pin=gpio3 value=0 default_value=0 max_duration=0",
             "finalize_config crc=1",
             "queue_digital_out oid=0 clock=1000000 on_ticks=1",
             "queue_digital_out oid=0 clock=1100000 on_ticks=0"});
    run_for(10ms);

    clock.advance(80ms);
    run_for(10ms);

    EXPECT_FALSE(mcu.is_shutdown());
    EXPECT_TRUE(changes().ends_with("P3- P3+ P3- "));
}

TEST_F(Process, shuts_down_when_it_was_held_up_for_longer) {
    say_all({"allocate_oids count=1",
             "config_digital_out oid=0 pin=gpio3 value=1 default_value=0 max_duration=0",
             "finalize_config crc=1",
             "queue_digital_out oid=0 clock=1000000 on_ticks=1",
             "queue_digital_out oid=0 clock=1100000 on_ticks=1"});
    run_for(10ms);

    clock.advance(300ms);
    run_for(10ms);

    EXPECT_EQ(mcu.shutdown_reason(), "Rescheduled timer in the past");
    EXPECT_FALSE(record.levels[3]);
}

TEST_F(Process, takes_commands_even_if_a_timer_never_rests) {
    say_all({"allocate_oids count=1",
             "config_counter oid=0 pin=gpio4 pull_up=1",
             "query_counter oid=0 clock=1000000 poll_ticks=1 sample_ticks=100000000"});
    run_for(50ms);

    say("emergency_stop");
    run_for(10ms);

    EXPECT_TRUE(mcu.is_shutdown());
}

TEST_F(Process, shuts_down_when_a_device_of_the_computer_fails) {
    say_all({"allocate_oids count=1",
             "config_digital_out oid=0 pin=gpio3 value=0 default_value=0 max_duration=0",
             "finalize_config crc=1"});
    run_for(1ms);
    record.fails = true;

    say("update_digital_out oid=0 value=1");
    run_for(1ms);

    EXPECT_EQ(mcu.shutdown_reason(), "Unable to access GPIO chip line");
}

TEST_F(Process, names_what_the_computer_lacks) {
    say_all({"allocate_oids count=1", "config_analog_in oid=0 pin=analog1"});

    run_for(1ms);

    EXPECT_EQ(mcu.shutdown_reason(), "Unable to open adc device");
}

TEST_F(Process, starts_again_when_asked) {
    say_all({"allocate_oids count=2", "emergency_stop", "reset"});
    run_for(1ms);
    EXPECT_TRUE(answers().ends_with("starting"));
    sequence = {};

    say("get_config");
    run_for(1ms);

    EXPECT_EQ(answers(), "config is_config=0 crc=0 is_shutdown=0 move_count=0");
}

TEST_F(Process, can_be_stopped_by_a_line_of_text) {
    for (const char letter : std::string_view("FORCE_SHUTDOWN\n"))
        cable.to_board.push_back(static_cast<std::uint8_t>(letter));

    run_for(1ms);

    EXPECT_EQ(mcu.shutdown_reason(), "Force shutdown command");
}

TEST_F(Process, leaves_its_outputs_safe_when_it_ends) {
    say_all({"allocate_oids count=1",
             "config_digital_out oid=0 pin=gpio3 value=1 default_value=0 max_duration=0",
             "finalize_config crc=1"});
    run_for(1ms);
    EXPECT_TRUE(record.levels[3]);

    mcu.shut_down();

    EXPECT_FALSE(record.levels[3]);
}

}  // namespace
}  // namespace escapement::firmware::linux_port
