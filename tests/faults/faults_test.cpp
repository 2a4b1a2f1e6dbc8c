// The host and the firmware over a cable that loses, changes and doubles bytes, stalls and breaks.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <bit>
#include <cstdint>

#include "faulty_print.hpp"

namespace escapement::app {
namespace {

using base::Seconds;

// Corners, an arc of short lines, and filament (cold: the tip need not be warm for this).
std::string small_print() {
    std::string gcode = "G90\nM83\nG1 Z1 F900\n";
    for (int i = 0; i < 40; ++i)
        gcode += "G1 X" + std::to_string(100 + i % 7) + " Y" + std::to_string(100 + i * i % 11) +
                 " F6000\n";
    return gcode + "M400\n";
}

// Ten minutes of lines at 150 mm/s: 12,000 steps a second for each of two motors when they run
// along it.
std::string long_print() {
    std::string gcode = "G90\nM83\nG1 Z1 F900\n";
    for (int i = 0; i < 900; ++i)
        gcode += "G1 X" + std::to_string(20 + i * 37 % 180) + " Y" +
                 std::to_string(20 + i * 53 % 170) + " F9000\n";
    return gcode + "M400\n";
}

// All steps in one number, with their moments to the last bit.
class StepSum final : public sim::StepObserver {
  public:
    void stepped(base::Seconds at, const sim::Pose& pose) override {
        for (const double value : {at.count(), pose.x, pose.y, pose.z, pose.e})
            sum = (sum ^ std::bit_cast<std::uint64_t>(value)) * 0x100000001b3U;
        ++count;
    }
    std::uint64_t sum = 0xcbf29ce484222325U;
    std::uint64_t count = 0;
};

sim::CableFaults both(const sim::WireFaults& faults, std::uint64_t seed) {
    return {.to_board = faults, .to_host = faults, .seed = seed};
}

TEST(Faults, noise_does_not_change_a_single_step) {
    FaultyPrint clean({});
    clean.run(small_print());
    ASSERT_EQ(clean.failure, "");
    ASSERT_GT(clean.notes.steps.size(), clean.homed_with + 10'000);

    for (const std::uint64_t seed : {1, 2, 3, 4, 5, 6}) {
        FaultyPrint noisy(both({.drop = 0.005, .corrupt = 0.01, .after = clean.homed_at}, seed));
        noisy.run(small_print());

        EXPECT_EQ(noisy.failure, "") << "seed " << seed;
        EXPECT_TRUE(noisy.notes.steps == clean.notes.steps)
            << "seed " << seed << ": " << noisy.notes.steps.size() << " steps instead of "
            << clean.notes.steps.size() << "\n"
            << text_of(noisy.cable);
        EXPECT_GT(noisy.cable.to_board().counts().corrupted, 100U);
    }
}

TEST(Faults, a_print_of_ten_minutes_takes_every_step_on_its_clock) {
    StepSum clean_steps, noisy_steps;
    FaultyPrint clean({});
    clean.world.machine().observe(&clean_steps);
    clean.run(long_print());
    ASSERT_EQ(clean.failure, "");
    ASSERT_GT(clean.world.elapsed() - clean.homed_at, Seconds(600));

    FaultyPrint noisy(both({.drop = 0.005, .corrupt = 0.01, .after = clean.homed_at}, 7));
    noisy.world.machine().observe(&noisy_steps);
    noisy.run(long_print());

    EXPECT_EQ(noisy.failure, "");
    EXPECT_EQ(noisy_steps.count, clean_steps.count) << text_of(noisy.cable);
    EXPECT_EQ(noisy_steps.sum, clean_steps.sum) << text_of(noisy.cable);
    EXPECT_GT(noisy.cable.to_board().counts().corrupted, 2000U);
}

TEST(Faults, a_printer_comes_up_and_homes_over_a_cable_with_a_little_of_everything) {
    FaultyPrint print(both({.drop = 0.0005,
                            .corrupt = 0.001,
                            .duplicate = 0.0005,
                            .delay = Seconds(0.0005),
                            .jitter = Seconds(0.001),
                            .stall = Seconds(0.05),
                            .every = Seconds(2)},
                           5));

    print.run(small_print());

    EXPECT_EQ(print.failure, "") << text_of(print.cable);
    EXPECT_NEAR(print.world.machine().pose().x, 104.0, 0.02);
    EXPECT_EQ(print.world.machine().lost_steps(), 0U);
    EXPECT_GT(print.cable.to_board().counts().stalls, 3U);
}

TEST(Faults, a_cut_shorter_than_what_is_queued_harms_nothing_whenever_it_comes) {
    FaultyPrint clean({});
    clean.run(small_print());
    std::uint64_t lost = 0;

    for (int i = 0; i < 10; ++i) {
        const sim::WireCut cut{clean.homed_at + Seconds(0.2 * i), Seconds(0.05)};
        FaultyPrint paused(both({.cuts = {cut}}, 1));
        paused.run(small_print());

        EXPECT_EQ(paused.failure, "") << i;
        EXPECT_TRUE(paused.notes.steps == clean.notes.steps) << i;
        lost += paused.cable.to_board().counts().cut;
    }
    EXPECT_GT(lost, 100U);
}

TEST(Faults, a_cable_cut_for_long_ends_with_both_sides_shut_down_and_heaters_off) {
    FaultyPrint clean({});
    clean.run("");
    FaultyPrint cut(both({.cuts = {{clean.homed_at + Seconds(3), Seconds(8)}}}, 1));

    cut.run("M109 S200\n");

    EXPECT_TRUE(
        cut.failure.starts_with("Lost communication with MCU 'mcu': no answer for 5 seconds; check "
                                "its cable and its power supply\n"))
        << cut.failure;
    EXPECT_EQ(cut.world.shutdown_reason(), "mcu: Missed scheduling of next digital out event");
    for (const auto& name : cut.world.machine().outputs_on())
        EXPECT_TRUE(name.starts_with("heater_fan")) << name << " is on";
    EXPECT_LT(cut.world.elapsed(), clean.homed_at + Seconds(10));
    // The nozzle had begun to warm, and the board has cut its heater off by itself.
    EXPECT_GT(cut.world.machine().heater(0).peak(), 22.0);
    EXPECT_EQ(cut.world.machine().heater_duty(0), 0.0);
}

}  // namespace
}  // namespace escapement::app
