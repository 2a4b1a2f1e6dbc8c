// The wire is cut in a print for longer than the board's patience, and mended again.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "printing_stage.hpp"

namespace escapement::app {
namespace {

// The device file stays where it is, but nothing passes.
class CutCable final : public runtime::ByteStream {
  public:
    struct Wire {
        bool cut = false;
        int ends = 0;  // that a host has open
    };
    CutCable(runtime::ByteStream& board, Wire& wire) : board_(board), wire_(wire) { ++wire_.ends; }
    ~CutCable() override { --wire_.ends; }
    CutCable(const CutCable&) = delete;
    CutCable& operator=(const CutCable&) = delete;

    std::size_t write(std::span<const std::uint8_t> bytes) override {
        return wire_.cut ? bytes.size() : board_.write(bytes);
    }
    std::size_t read(std::span<std::uint8_t> buffer) override {
        const std::size_t size = board_.read(buffer);
        return wire_.cut ? 0 : size;
    }
    std::string failure() const override { return ""; }

  private:
    runtime::ByteStream& board_;
    Wire& wire_;
};

class StepNotes final : public sim::StepObserver {
  public:
    void stepped(base::Seconds at, const sim::Pose& pose) override { steps.push_back({at, pose}); }
    // Those since the nozzle has left the bed after it was homed.
    std::vector<std::pair<base::Seconds, sim::Pose>> of_print() const {
        const auto low = std::find_if(
            steps.rbegin(), steps.rend(), [](const auto& step) { return step.second.z < 0.02; });
        return {low.base(), steps.end()};
    }
    std::vector<std::pair<base::Seconds, sim::Pose>> steps;
};

// A printer that prints over such a cable.
struct CuttableStage : PrintingStage {
    CuttableStage() {
        patience = base::Seconds{30.0};
        std::string content = "G28\nG90\nM83\nG1 Z1 F900\nM140 S60\nM109 S180\n";
        for (int i = 0; i < 60; ++i)
            content += "G1 X" + std::to_string(20 + i * 37 % 180) + " Y" +
                       std::to_string(20 + i * 53 % 170) + " E0.5 F6000\n";
        write(content + "M104 S0\nM140 S0\n");
        wiring.instead = [this]() -> Wiring::Cable {
            return std::make_unique<CutCable>(world.cable(0), wire);
        };
        outside.connected = [this](const std::string&) { return wire.ends > 0; };
        world.machine().observe(&taken);
    }
    void print_at(double seconds) { type(seconds, print_it); }
    void cut_at(double seconds, double duration) {
        outside.at(seconds, [this] { wire.cut = true; });
        outside.at(seconds + duration, [this] { wire.cut = false; });
    }
    int prints_done() const {
        int count = 0;
        for (auto at = terminal.answers.find(done); at != std::string::npos; ++count)
            at = terminal.answers.find(done, at + 1);
        return count;
    }

    static constexpr const char* done = "Done printing file";
    CutCable::Wire wire;
    StepNotes taken;
};

double distance(const sim::Pose& a, const sim::Pose& b) {
    return std::max({std::abs(a.x - b.x), std::abs(a.y - b.y), std::abs(a.z - b.z)});
}

constexpr double cut_at = 290.0;  // in the middle of the lines

// Both sides are safe, and people are told what has happened and what to do.
void expect_an_orderly_end(CuttableStage& stage) {
    stage.outside.at(cut_at - 0.1, [&] {
        EXPECT_TRUE(stage.is_on("extruder")) << "the nozzle is held warm";
        EXPECT_GT(stage.taken.of_print().size(), 30'000U) << "the print is under way";
    });
    stage.outside.at(cut_at + 6.0, [&] {
        EXPECT_EQ(stage.world.shutdown_reason(),
                  "mcu: Missed scheduling of next digital out event");
        EXPECT_EQ(stage.heaters_and_motors_on(), std::vector<std::string>{});
        EXPECT_TRUE(stage.noted(
            "Lost communication with MCU 'mcu': no answer for 5 seconds; check its cable and its "
            "power supply\n"))
            << stage.notes;
        EXPECT_TRUE(stage.noted("The board fell silent at once, "));
        EXPECT_TRUE(stage.noted(
            "Once the underlying issue is corrected, use the \"FIRMWARE_RESTART\"\ncommand to "
            "reset the firmware, reload the config, and restart the host.\nPrinter is shutdown"));
        EXPECT_TRUE(stage.said("// Klipper state: Shutdown"));
    });
}

// What was printed is what is printed without any of this, step by step.
void expect_the_whole_print(const CuttableStage& stage) {
    static const auto undisturbed = [] {
        CuttableStage calm;
        calm.print_at(3.0);
        calm.run(380.0);
        EXPECT_EQ(calm.prints_done(), 1) << calm.terminal.answers;
        return calm.taken.of_print();
    }();
    ASSERT_GT(undisturbed.size(), 100'000U);

    const auto steps = stage.taken.of_print();

    ASSERT_EQ(steps.size(), undisturbed.size());
    EXPECT_GT(steps.front().first, undisturbed.front().first + base::Seconds(150));
    double furthest = 0.0;
    for (std::size_t i = 0; i < steps.size(); ++i)
        furthest = std::max(furthest, distance(steps[i].second, undisturbed[i].second));
    EXPECT_LT(furthest, 2.0 / 80.0) << "each motor of X and Y may stop a step earlier or later";
    EXPECT_EQ(stage.world.machine().lost_steps(), 0U);
    EXPECT_EQ(stage.world.shutdown_reason(), "");
}

TEST(CutCable, a_firmware_restart_brings_the_printer_back_and_the_next_print_is_whole) {
    CuttableStage stage;
    stage.print_at(3.0);
    stage.cut_at(cut_at, 20.0);
    expect_an_orderly_end(stage);
    stage.type(cut_at + 30.0, "FIRMWARE_RESTART");
    stage.type(cut_at + 40.0, "STATUS");
    stage.outside.at(cut_at + 41.0,
                     [&] { EXPECT_TRUE(stage.said("// Klipper state: Ready\nok\n")); });
    stage.print_at(cut_at + 42.0);

    stage.run(cut_at + 440.0);

    EXPECT_EQ(stage.prints_done(), 1) << stage.terminal.answers;
    expect_the_whole_print(stage);
}

TEST(CutCable, a_firmware_restart_while_the_wire_is_cut_helps_once_it_is_mended) {
    CuttableStage stage;
    stage.print_at(3.0);
    stage.cut_at(cut_at, 20.0);
    expect_an_orderly_end(stage);
    stage.type(cut_at + 8.0, "FIRMWARE_RESTART");
    stage.print_at(cut_at + 42.0);

    stage.run(cut_at + 440.0);

    EXPECT_EQ(stage.prints_done(), 1) << stage.terminal.answers;
    expect_the_whole_print(stage);
}

TEST(CutCable, a_board_that_noticed_nothing_is_restarted_all_the_same) {
    CuttableStage stage;
    stage.cut_at(20.0, 8.0);
    stage.type(26.0, "FIRMWARE_RESTART");
    stage.type(60.0, "M105");

    stage.run(61.0);

    EXPECT_TRUE(stage.noted("Unable to issue reset command on MCU 'mcu': no answer for 5 seconds"))
        << stage.notes;
    EXPECT_TRUE(stage.noted("Restarted MCU 'mcu'")) << stage.notes;
    EXPECT_TRUE(stage.said("ok B:2")) << stage.terminal.answers;
}

TEST(CutCable, a_restart_is_not_enough_and_says_why) {
    CuttableStage stage;
    stage.print_at(3.0);
    stage.cut_at(cut_at, 20.0);
    expect_an_orderly_end(stage);
    stage.type(cut_at + 30.0, "RESTART");
    stage.type(cut_at + 38.0, "STATUS");
    stage.outside.at(cut_at + 39.0, [&] {
        EXPECT_TRUE(
            stage.said("// Previous MCU 'mcu' shutdown: Missed scheduling of next digital "
                       "out event\n"))
            << stage.terminal.answers;
        EXPECT_TRUE(stage.said("!! Can not update MCU 'mcu' config as it is shutdown\nok"));
        EXPECT_TRUE(stage.said("use the \"FIRMWARE_RESTART\""));
    });
    stage.type(cut_at + 40.0, "FIRMWARE_RESTART");
    stage.print_at(cut_at + 50.0);

    stage.run(cut_at + 450.0);

    EXPECT_EQ(stage.prints_done(), 1) << stage.terminal.answers;
    expect_the_whole_print(stage);
}

}  // namespace
}  // namespace escapement::app
