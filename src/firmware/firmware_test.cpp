// Claims about the whole program: blocks, configuration, time, shutdown.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/firmware.hpp"

#include <gtest/gtest.h>

#include <random>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::Rig;
using Texts = std::vector<std::string>;

TEST(Firmware, says_when_it_starts) {
    testing::FakeBoard board;
    std::array<std::byte, 64> memory;

    Rig::Program firmware(board, memory, {});

    // A block with the message of response 3 steps below identify_response.
    ASSERT_EQ(board.sent.size(), 6u);
    EXPECT_EQ(board.sent[2], 0x80 - 4);
}

TEST(Firmware, acknowledges_each_block_after_its_answers) {
    Rig rig;

    rig.say_at_once({"get_clock", "debug_ping data=0102"});

    EXPECT_EQ(rig.blocks(), (Texts{"clock clock=0", "pong data=0102", ""}));
    EXPECT_EQ(rig.next_expected().raw, 1);
}

TEST(Firmware, acknowledges_an_empty_block) {
    Rig rig;

    rig.send({});

    EXPECT_EQ(rig.blocks(), (Texts{""}));
    EXPECT_EQ(rig.next_expected().raw, 1);
}

TEST(Firmware, counts_blocks_round_the_clock_of_sixteen) {
    Rig rig;

    for (int i = 0; i < 17; ++i) rig.say("debug_nop");

    EXPECT_EQ(rig.blocks().size(), 17u);
    EXPECT_EQ(rig.next_expected().raw, 1);
}

TEST(Firmware, takes_a_block_in_any_pieces) {
    Rig rig;
    const std::array<std::uint8_t, 2> payload{0x03};
    std::array<std::uint8_t, 64> block;
    const std::size_t size = wire::encode_block({0}, wire::Bytes(payload).first(1), block);

    for (std::size_t i = 0; i < size; ++i) rig.firmware().receive(wire::Bytes(block).subspan(i, 1));

    EXPECT_EQ(rig.blocks(), (Texts{"clock clock=0", ""}));
}

TEST(Firmware, asks_again_for_a_block_that_was_lost_and_drops_those_after_it) {
    Rig rig;
    const std::array<std::uint8_t, 1> payload{0x03};
    std::array<std::uint8_t, 64> block;
    const std::size_t size = wire::encode_block({5}, payload, block);

    rig.firmware().receive(wire::Bytes(block).first(size));

    EXPECT_EQ(rig.blocks(), (Texts{""}));
    EXPECT_EQ(rig.next_expected().raw, 0);
}

TEST(Firmware, asks_again_once_for_a_damaged_block) {
    Rig rig;
    const std::array<std::uint8_t, 1> payload{0x03};
    std::array<std::uint8_t, 64> block;
    const std::size_t size = wire::encode_block({0}, payload, block);
    block[2] ^= 1;

    rig.firmware().receive(wire::Bytes(block).first(size));
    rig.firmware().receive(wire::Bytes(block).first(size));
    EXPECT_EQ(rig.blocks(), (Texts{""}));
    block[2] ^= 1;
    rig.firmware().receive(wire::Bytes(block).first(size));

    EXPECT_EQ(rig.blocks(), (Texts{"clock clock=0", ""}));
}

TEST(Firmware, tells_its_dictionary_in_pieces) {
    Rig rig;

    rig.say("identify offset=0 count=3");
    rig.say("identify offset=78 count=40");
    rig.say("identify offset=80 count=40");
    rig.say("identify offset=4000000000 count=40");

    EXPECT_EQ(rig.answers(),
              "identify_response offset=0 data=\"xxx\"; identify_response offset=78 data=\"xx\"; "
              "identify_response offset=80 data=; identify_response offset=4000000000 data=");
}

TEST(Firmware, says_nothing_rather_than_half_of_an_answer) {
    Rig rig;

    rig.say("identify offset=0 count=56");
    rig.say("identify offset=0 count=57");

    EXPECT_EQ(rig.blocks(),
              (Texts{"identify_response offset=0 data=\"" + std::string(56, 'x') + '"', "", ""}));
}

TEST(Firmware, counts_the_rounds_of_its_clock) {
    Rig rig(0xfffffff0);
    rig.say("get_uptime");
    rig.run_until(40);

    rig.say("get_uptime");

    EXPECT_EQ(rig.answers(), "uptime high=0 clock=4294967280; uptime high=1 clock=40");
}

TEST(Firmware, counts_the_rounds_of_its_clock_when_nobody_asks) {
    Rig rig;
    for (std::uint32_t i = 1; i <= 12; ++i) rig.run_until(i * 0x40000000u);
    rig.answers();

    rig.say("get_uptime");

    EXPECT_EQ(rig.answers(), "uptime high=3 clock=0");
}

TEST(Firmware, tells_every_five_seconds_how_busy_it_was) {
    Rig rig;

    rig.run_until(11'000'000);

    // Ten rounds a second, none of which takes time here.
    EXPECT_EQ(rig.answers(), "stats count=50 sum=0 sumsq=0; stats count=50 sum=0 sumsq=0");
}

TEST(Firmware, counts_what_commands_take_as_busy) {
    Rig rig;
    rig.board().transmit_ticks = 512;
    rig.say("get_clock");
    rig.board().transmit_ticks = 0;

    rig.run_until(5'000'000);

    // One piece of work that sent a message and an acknowledgement, and fifty rounds of tasks.
    EXPECT_EQ(rig.answers(), "clock clock=0; stats count=51 sum=1024 sumsq=4096");
}

TEST(Firmware, shuts_down_when_its_timers_fall_behind) {
    Rig rig{"allocate_oids count=2",
            "config_digital_out oid=0 pin=P0 value=0 default_value=0 max_duration=0",
            "config_digital_out oid=1 pin=P1 value=0 default_value=0 max_duration=0"};
    rig.say("queue_digital_out oid=0 clock=100 on_ticks=1");
    rig.say("queue_digital_out oid=1 clock=200 on_ticks=1");
    rig.stall_until(1201);

    rig.run_until(1201);

    EXPECT_EQ(rig.answers(),
              "shutdown clock=1201 static_string_id=\"Rescheduled timer in the past\"");
    EXPECT_EQ(rig.events(), "1201:P0=1 1201:P0=0");
}

TEST(Firmware, is_configured_once_the_configuration_is_finalized) {
    Rig rig;
    rig.say("get_config");
    rig.say("allocate_oids count=3");
    rig.say("finalize_config crc=3735928559");
    rig.say("get_config");

    const auto answers = rig.answers();

    EXPECT_EQ(answers.substr(0, 57), "config is_config=0 crc=0 is_shutdown=0 move_count=0; conf");
    EXPECT_NE(answers.find("config is_config=1 crc=3735928559 is_shutdown=0 move_count=1"),
              std::string::npos);
}

struct Mistake {
    std::vector<std::string> before;
    std::string command;
    std::string reason;
};

class Mistakes : public ::testing::TestWithParam<Mistake> {};

TEST_P(Mistakes, shut_the_board_down_with_a_reason) {
    Rig rig;
    for (const std::string& command : GetParam().before) rig.say(command);
    ASSERT_EQ(rig.answers(), "");

    rig.say(GetParam().command);

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"" + GetParam().reason + "\"");
}

INSTANTIATE_TEST_SUITE_P(
    Firmware,
    Mistakes,
    ::testing::Values(
        Mistake{{"allocate_oids count=1"}, "allocate_oids count=1", "oids already allocated"},
        Mistake{{"allocate_oids count=0"}, "allocate_oids count=1", "oids already allocated"},
        Mistake{{}, "allocate_oids count=255", "alloc_chunk failed"},
        Mistake{{}, "config_trsync oid=0", "Can't assign oid"},
        Mistake{{"allocate_oids count=1"}, "config_trsync oid=1", "Can't assign oid"},
        Mistake{{"allocate_oids count=1", "config_trsync oid=0"},
                "config_trsync oid=0",
                "Can't assign oid"},
        Mistake{{"allocate_oids count=1", "finalize_config crc=1"},
                "config_trsync oid=0",
                "Can't assign oid"},
        Mistake{{"finalize_config crc=1"}, "finalize_config crc=1", "Already finalized"},
        Mistake{{}, "queue_step oid=0 interval=1 count=1 add=0", "Invalid oid type"},
        Mistake{{"allocate_oids count=1", "config_trsync oid=0"},
                "queue_step oid=0 interval=1 count=1 add=0",
                "Invalid oid type"},
        Mistake{{"allocate_oids count=1",
                 "config_stepper oid=0 step_pin=P0 dir_pin=P1 invert_step=0 step_pulse_ticks=2"},
                "queue_step oid=0 interval=1 count=1 add=0",
                "Move queue overflow"},
        Mistake{{"allocate_oids count=1"},
                "config_stepper oid=0 step_pin=P8 dir_pin=P1 invert_step=0 step_pulse_ticks=2",
                "Not an output pin"},
        Mistake{{}, "emergency_stop", "Command request"},
        Mistake{{}, "clear_shutdown", "Shutdown cleared when not shutdown"},
        Mistake{{}, "config_reset", "config_reset only available when shutdown"}));

TEST(Firmware, runs_out_of_memory_with_a_reason) {
    Rig rig;
    rig.say("allocate_oids count=100");
    for (int i = 0; i < 100; ++i) rig.say("config_trsync oid=" + std::to_string(i));

    EXPECT_EQ(rig.answers().substr(0, 61),
              "shutdown clock=0 static_string_id=\"alloc_chunk failed\"; is_sh");
}

TEST(Firmware, has_no_room_for_moves_when_devices_take_it_all) {
    Rig rig;
    rig.say("allocate_oids count=128");

    rig.say("finalize_config crc=1");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"alloc_chunks failed\"");
}

TEST(Firmware, does_not_know_every_command) {
    Rig rig;

    rig.send(std::array<std::uint8_t, 2>{0x80, 0x60});

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Invalid command\"");
}

TEST(Firmware, takes_no_response_for_a_command) {
    Rig rig;

    rig.send(std::array<std::uint8_t, 3>{0x00, 0x00, 0x00});

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Invalid command\"");
}

TEST(Firmware, does_not_guess_the_rest_of_a_command) {
    Rig rig;

    // identify with half of its fields.
    rig.send(std::array<std::uint8_t, 2>{0x01, 0x05});

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Command parser error\"");
}

TEST(Firmware, acknowledges_the_block_that_shut_it_down_and_drops_its_rest) {
    Rig rig;

    rig.say_at_once({"emergency_stop", "get_clock"});

    EXPECT_EQ(rig.blocks(), (Texts{"shutdown clock=0 static_string_id=\"Command request\"", ""}));
}

TEST(Firmware, carries_out_only_harmless_commands_while_shut_down) {
    Rig rig;
    rig.say("emergency_stop");
    rig.answers();

    rig.say_at_once({"allocate_oids count=1", "get_clock"});

    EXPECT_EQ(rig.answers(), "is_shutdown static_string_id=\"Command request\"; clock clock=0");
}

TEST(Firmware, remembers_why_it_shut_down_first) {
    Rig rig;
    rig.run_until(10);
    rig.say("clear_shutdown");
    rig.run_until(20);

    rig.say("emergency_stop");

    EXPECT_EQ(rig.answers(),
              "shutdown clock=10 static_string_id=\"Shutdown cleared when not shutdown\"; "
              "shutdown clock=20 static_string_id=\"Shutdown cleared when not shutdown\"");
}

TEST(Firmware, works_on_when_a_shutdown_is_cleared) {
    Rig rig{"allocate_oids count=1",
            "config_stepper oid=0 step_pin=P0 dir_pin=P1 invert_step=0 step_pulse_ticks=2"};
    rig.say("emergency_stop");
    rig.say("clear_shutdown");
    rig.say("reset_step_clock oid=0 clock=1000");
    rig.say("queue_step oid=0 interval=100 count=1 add=0");
    rig.events();

    rig.run_until(2000);

    EXPECT_EQ(rig.events(), "1100:P0=1 1102:P0=0");
}

TEST(Firmware, keeps_telling_how_busy_it_is_while_shut_down) {
    Rig rig;
    rig.say("emergency_stop");
    rig.answers();

    rig.run_until(5'500'000);

    EXPECT_EQ(rig.answers().substr(0, 6), "stats ");
}

TEST(Firmware, forgets_its_configuration_when_told) {
    Rig rig{"allocate_oids count=1",
            "config_stepper oid=0 step_pin=P0 dir_pin=P1 invert_step=0 step_pulse_ticks=2"};
    rig.say("queue_step oid=0 interval=100 count=100 add=0");
    rig.run_until(150);
    rig.say("emergency_stop");
    rig.say("config_reset");
    rig.answers();
    rig.events();

    rig.say("get_config");
    EXPECT_EQ(rig.answers(), "config is_config=0 crc=0 is_shutdown=0 move_count=0");
    for (const char* command :
         {"allocate_oids count=2", "config_trsync oid=0", "finalize_config crc=2"})
        rig.say(command);
    rig.run_until(10'000);

    EXPECT_EQ(rig.answers(), "");
    EXPECT_EQ(rig.events(), "");
}

TEST(Firmware, hands_a_reset_to_the_board) {
    Rig rig;

    rig.say("reset");

    EXPECT_TRUE(rig.board().was_reset);
}

TEST(Firmware, lets_a_debugger_look_into_memory) {
    Rig rig;

    rig.say("debug_write order=2 addr=1000 val=4000000000");
    rig.say("debug_read order=2 addr=1000");

    EXPECT_EQ(rig.answers(), "debug_result val=4000000000");
}

TEST(Firmware, leaves_every_critical_section) {
    Rig rig{"allocate_oids count=2",
            "config_stepper oid=0 step_pin=P0 dir_pin=P1 invert_step=0 step_pulse_ticks=2",
            "config_trsync oid=1"};
    rig.say("queue_step oid=0 interval=100 count=100 add=0");
    rig.say("queue_step oid=0 interval=100 count=0 add=0");
    rig.run_until(1000);

    EXPECT_EQ(rig.board().critical_sections, 0);
}

TEST(Firmware, still_answers_after_any_bytes) {
    std::mt19937 random(1);
    Rig rig;
    std::array<std::uint8_t, 59> payload;

    for (int round = 0; round < 20000; ++round) {
        for (auto& byte : payload) byte = static_cast<std::uint8_t>(random());
        payload[0] &= 0x3f;
        rig.send(wire::Bytes(payload).first(random() % payload.size()));
    }
    rig.board().sent.clear();
    rig.say("get_clock");

    EXPECT_EQ(rig.blocks(), (Texts{"clock clock=0", ""}));
}

TEST(Firmware, knows_its_messages_by_one_byte_each) {
    using Commands = Rig::Program::Commands;

    static_assert(Commands::id_of<messages::Identify>() == 1);
    static_assert(Commands::id_of<messages::Clock>() == 0);
    static_assert(Commands::size == messages::Commands::size);
    static_assert(response_id<messages::IdentifyResponse> == 0);
    messages::Commands::for_each([]<wire::Message M>() {
        EXPECT_GT(Commands::id_of<M>(), 0) << wire::format<M>;
        EXPECT_LT(Commands::id_of<M>(), 96) << wire::format<M>;
    });
    messages::Responses::for_each(
        []<wire::Message M>() { EXPECT_GE(response_id<M>, -32) << wire::format<M>; });
}

}  // namespace
}  // namespace escapement::firmware
