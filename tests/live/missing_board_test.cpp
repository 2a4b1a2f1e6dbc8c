// A board that the printer can do without vanishes in a print, is missing at the start, comes back.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/system.hpp"
#include "printing_stage.hpp"
#include "wire/frame.hpp"

namespace escapement::app {
namespace {

using runtime::Task;

constexpr const char* toolboard =
    "[mcu toolboard]\nserial: /dev/ttyTool\nis_non_critical: True\nreconnect_interval: 0.5\n"
    "[temperature_sensor chamber]\nsensor_type: Generic 3950\nsensor_pin: toolboard:PA0\n"
    "[fan_generic extra]\npin: toolboard:PB0\n";

class MissingBoard : public ::testing::Test {
  protected:
    MissingBoard() { std::filesystem::remove_all(folder); }
    ~MissingBoard() override { std::filesystem::remove_all(folder); }

    // Its power fails as well: it knows nothing afterwards.  It accepts one of all sequences.
    static void switch_off(PrintingStage& stage, Session& session) {
        stage.wiring.unplugged.insert("toolboard");
        const auto& dictionary = session.host().mcus().find("toolboard")->dictionary();
        const mcu::EncodedMessage reset(*wire::command_id<messages::Reset>(dictionary),
                                        messages::Reset{});
        for (std::uint8_t sequence = 0; sequence < 16; ++sequence) {
            std::vector<std::uint8_t> block(reset.bytes().size() + wire::block_overhead);
            wire::encode_block({sequence}, reset.bytes(), block);
            stage.world.cable(1).write(block);
        }
    }
    static bool absent(Session& session) {
        const auto status = session.host().printer().status("mcu toolboard");
        return *status.find("non_critical_disconnected")->as<bool>();
    }
    static double chamber(Session& session) {
        const auto status = session.host().printer().status("temperature_sensor chamber");
        return *status.find("temperature")->as<double>();
    }

    const std::string folder = ::testing::TempDir() + "missing_board_test";
    const BoardMemory memory{folder};
};

std::string print_of(int moves) {
    std::string content = "G28\nG90\nG1 Z5 F600\n";
    for (int i = 0; i < moves; ++i)
        content += "G1 X" + std::to_string(40 + i * 7 % 100) + " Y" +
                   std::to_string(40 + i * 13 % 90) + " F6000\n";
    return content;
}

TEST_F(MissingBoard, vanishes_and_comes_back_while_a_print_goes_on) {
    PrintingStage stage(toolboard);
    stage.write(print_of(60));

    stage.tell([&](Session& session) -> Task<> {
        co_await stage.type_and_wait(session, "SET_FAN_SPEED FAN=extra SPEED=0.5", 3.0);
        EXPECT_GT(chamber(session), 0.0);
        co_await stage.type_and_wait(session, PrintingStage::print_it, 15.0);
        stage.wiring.unplugged.insert("toolboard");
        co_await stage.wait(session, 2.0);
        EXPECT_TRUE(absent(session));
        EXPECT_EQ(chamber(session), 0.0);
        co_await stage.type_and_wait(session, "SET_FAN_SPEED FAN=extra SPEED=0.2", 0.1);
        stage.wiring.unplugged.clear();
        co_await stage.wait(session, 3.0);
        EXPECT_FALSE(absent(session));
        EXPECT_GT(chamber(session), 0.0);
        EXPECT_EQ(PrintingStage::stats(session).state, "printing");
        co_await stage.finish_file(session);
        EXPECT_EQ(PrintingStage::stats(session).state, "complete");
    });

    EXPECT_TRUE(stage.said("// mcu 'toolboard' is absent: Lost communication with MCU 'toolboard'"))
        << stage.terminal.answers;
    EXPECT_TRUE(stage.said("// mcu 'toolboard' is back")) << stage.terminal.answers;
}

TEST_F(MissingBoard, that_was_without_power_is_configured_anew) {
    PrintingStage stage(toolboard);

    stage.tell([&](Session& session) -> Task<> {
        co_await stage.type_and_wait(session, "SET_FAN_SPEED FAN=extra SPEED=1", 1.0);
        EXPECT_TRUE(stage.is_on("extra"));
        switch_off(stage, session);
        co_await stage.wait(session, 1.0);
        EXPECT_FALSE(stage.is_on("extra"));
        EXPECT_TRUE(absent(session));
        stage.wiring.unplugged.clear();
        co_await stage.wait(session, 3.0);
        EXPECT_FALSE(absent(session));
        EXPECT_TRUE(stage.is_on("extra")) << "as it was told before";
        co_await stage.type_and_wait(session, "SET_FAN_SPEED FAN=extra SPEED=0", 1.0);
        EXPECT_FALSE(stage.is_on("extra"));
    });
}

TEST_F(MissingBoard, may_be_missing_at_the_start_if_it_was_there_once) {
    {
        PrintingStage first(toolboard);
        first.memory = &memory;
        first.tell([](Session&) -> Task<> { co_return; });
    }
    PrintingStage stage(toolboard);
    stage.memory = &memory;
    stage.wiring.unplugged.insert("toolboard");

    stage.tell([&](Session& session) -> Task<> {
        EXPECT_TRUE(absent(session));
        co_await stage.type_and_wait(session, "G28", 1.0);
        co_await stage.finish_lines(session);
        stage.wiring.unplugged.clear();
        co_await stage.wait(session, 4.0);
        EXPECT_FALSE(absent(session));
        EXPECT_GT(chamber(session), 0.0);
    });

    EXPECT_TRUE(stage.said("// mcu 'toolboard' is absent: it was not there at the start"))
        << stage.terminal.answers;
}

TEST_F(MissingBoard, that_was_never_there_has_to_be_connected_once) {
    PrintingStage stage(toolboard);
    stage.memory = &memory;
    stage.wiring.unplugged.insert("toolboard");
    stage.patience = base::Seconds{};
    stage.work = [](Session&) -> Task<> { co_return; };

    const auto result = stage.run(10.0);

    EXPECT_NE(result.failure.find("mcu 'toolboard': Unable to connect"), std::string::npos);
    EXPECT_NE(result.failure.find("connect it once"), std::string::npos) << result.failure;
}

TEST_F(MissingBoard, with_a_heater_it_must_not_vanish) {
    PrintingStage stage(std::string(toolboard) +
                        "[heater_generic chamber]\nheater_pin: toolboard:PB2\nsensor_type: Generic "
                        "3950\nsensor_pin: toolboard:PA1\ncontrol: watermark\nmin_temp: 0\n"
                        "max_temp: 90\n");
    stage.work = [&](Session& session) -> Task<> {
        co_await stage.wait(session, 1.0);
        stage.wiring.unplugged.insert("toolboard");
        co_await stage.wait(session, 10.0);
    };
    stage.patience = base::Seconds{};

    const auto result = stage.run(30.0);

    EXPECT_TRUE(result.failure.starts_with("Lost communication with MCU 'toolboard'"))
        << result.failure;
}

}  // namespace
}  // namespace escapement::app
