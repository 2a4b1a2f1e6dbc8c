// A board that works but says something absurd: the printer goes on, or stops and says why.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include "altered_board.hpp"

namespace escapement::app {
namespace {

constexpr double end = 32.0;

// Homes, warms up, moves, and asks for what the devices know.
std::string some_of_everything() {
    std::string gcode =
        "M104 S60\nG28 X Y\nG90\nSET_LED LED=strip RED=1\nSET_PIN PIN=light VALUE=0.5\n"
        "SET_FAN_SPEED FAN=measured SPEED=0.6\nSET_SERVO SERVO=arm ANGLE=30\n"
        "QUERY_ENDSTOPS\nDUMP_TMC STEPPER=stepper_x REGISTER=ioin\n"
        "DUMP_TMC STEPPER=stepper_y REGISTER=ioin\n";
    for (int i = 0; i < 6; ++i)
        gcode += "G1 X" + std::to_string(60 + i * 37 % 90) + " Y" +
                 std::to_string(60 + i * 53 % 90) + " F9000\n";
    return gcode + "M400\nM105\nECHO all of it\n";
}

struct LyingStage : AlteredStage {
    LyingStage() : AlteredStage(many_devices) {
        for (int i = 0; i < 2000; ++i) outside.at(end / 2000 * i, [] {});
        type(3.0, some_of_everything());
        type(end - 1.0, "STATUS");
    }
    // Has done it all and is ready, or is not and says why; in few words either way.
    ::testing::AssertionResult run_to_a_clear_end() {
        run(end);
        const bool is_ready = said("// Klipper state: Ready\nok\n");
        const bool is_not_ready = said("// Klipper state: Not ready\n!! ");
        const bool brief = terminal.answers.size() < 40'000 && notes.size() < 3'000;
        if ((is_ready || is_not_ready) && brief) return ::testing::AssertionSuccess();
        return ::testing::AssertionFailure()
               << terminal.answers.substr(0, 3000) << "\n--- and in the log:\n"
               << notes.substr(0, 3000);
    }
    bool all_done() const { return said("// ECHO all of it"); }
};

TEST(LyingBoard, that_tells_the_truth_does_it_all) {
    LyingStage stage;
    EXPECT_TRUE(stage.run_to_a_clear_end());
    EXPECT_TRUE(stage.all_done()) << stage.terminal.answers;
}

// From then on the board's clock is what `lie` makes of the true one.
void expect_a_clear_end_with_clocks(const std::function<std::int64_t(std::int64_t)>& lie) {
    for (const double from : {0.0, 0.9, 5.0, 10.0}) {
        LyingStage stage;
        stage.alterations.alter = [&](wire::DecodedMessage& message) {
            const bool is_clock =
                message.format->name() == "clock" || message.format->name() == "uptime";
            if (is_clock && stage.world.elapsed() > base::Seconds{from})
                message.values.back() = lie(std::get<std::int64_t>(message.values.back()));
            return true;
        };
        EXPECT_TRUE(stage.run_to_a_clear_end()) << "from " << from;
    }
}

TEST(LyingBoard, whose_clock_stands_still_jumps_or_runs_wild) {
    using Clock = std::int64_t;
    expect_a_clear_end_with_clocks([](Clock) { return Clock{123456}; });
    expect_a_clear_end_with_clocks([](Clock clock) { return clock * 1000; });
    expect_a_clear_end_with_clocks([](Clock clock) { return clock / 1000; });
    expect_a_clear_end_with_clocks([](Clock clock) { return -clock; });
    expect_a_clear_end_with_clocks([](Clock clock) { return clock - 900'000'000; });
    expect_a_clear_end_with_clocks([](Clock clock) { return clock + 2'000'000'000; });
    Clock random = 1;
    expect_a_clear_end_with_clocks(
        [&](Clock) { return random = (random * 1103515245 + 12345) % (Clock{1} << 32); });
}

std::vector<wire::FieldValue> absurd_values(const wire::FormatField& field) {
    if (!wire::is_integer(field.kind))
        return {std::string(), std::string(1, '\xff'), std::string(30, '\x7e')};
    return {INT64_C(0), INT64_C(1), INT64_C(0x7fffffff), INT64_C(0xffffffff)};
}

TEST(LyingBoard, that_says_something_absurd_in_any_field_of_any_message) {
    const auto book = *wire::Codebook::make(honest_dictionary());
    std::set<std::string> heard;
    for (const auto& response : honest_dictionary().responses) {
        const auto& fields = book.find(response.id)->fields();
        for (std::size_t i = 0; i < fields.size(); ++i)
            for (const auto& value : absurd_values(fields[i])) {
                LyingStage stage;
                stage.alterations.alter = [&](wire::DecodedMessage& message) {
                    heard.insert(std::string(message.format->name()));
                    if (message.id == response.id) message.values[i] = value;
                    return true;
                };
                EXPECT_TRUE(stage.run_to_a_clear_end())
                    << fields[i].print(value) << " as " << fields[i].name << " of "
                    << response.format;
                if (!heard.contains(std::string(response.name()))) break;
            }
    }
    EXPECT_GT(heard.size(), 12U);
}

TEST(LyingBoard, that_never_tells_of_a_trigger_does_not_keep_homing_for_ever) {
    LyingStage stage;
    stage.alterations.alter = [](wire::DecodedMessage& message) {
        if (message.format->name() == "trsync_state") message.values[1] = INT64_C(1);
        return true;
    };
    EXPECT_TRUE(stage.run_to_a_clear_end());
    EXPECT_TRUE(
        stage.said("!! Error during homing stepper_x: mcu 'mcu': does not tell that the homing "
                   "move has ended\nok\n"))
        << stage.terminal.answers;
}

TEST(LyingBoard, that_never_says_one_of_the_things_it_should) {
    for (const auto& response : honest_dictionary().responses) {
        LyingStage stage;
        stage.alterations.alter = [&](wire::DecodedMessage& message) {
            return message.id != response.id;
        };
        EXPECT_TRUE(stage.run_to_a_clear_end()) << response.format;
    }
}

TEST(LyingBoard, that_repeats_one_thing_again_and_again) {
    const auto book = *wire::Codebook::make(honest_dictionary());
    for (const auto& messages : {honest_dictionary().responses, honest_dictionary().output})
        for (const auto& message : messages) {
            const auto& format = *book.find(message.id);
            std::array<std::uint8_t, wire::max_payload_size> buffer;
            wire::Writer out(buffer);
            out.put_int(static_cast<std::uint32_t>(std::int32_t{message.id}));
            for (const auto& field : format.fields())
                wire::is_integer(field.kind) ? out.put_int(0) : out.put_text("x");
            // A stream that can be followed, and one that cannot.
            for (const auto& [per_second, lasts] : {std::pair{4e3, 2.0}, {1e6, 0.02}})
                for (const double from : {0.0, 6.0}) {
                    LyingStage stage;
                    stage.alterations.flood = {{out.bytes().begin(), out.bytes().end()},
                                               per_second,
                                               base::Seconds{from},
                                               base::Seconds{lasts}};
                    EXPECT_TRUE(stage.run_to_a_clear_end())
                        << per_second << " " << message.format << " from " << from;
                }
        }
}

}  // namespace
}  // namespace escapement::app
