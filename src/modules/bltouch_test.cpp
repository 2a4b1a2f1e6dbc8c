// A BLTouch that nobody answers for.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/bltouch.hpp"

#include <gtest/gtest.h>

#include "modules/testing_probe.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using testing::probing_printer;

const std::string bltouch = "[bltouch]\nsensor_pin: ^PC5\ncontrol_pin: PC6\nz_offset: 2\n";

// How often the control pin's pulses were set so far; each command sets them on and off.
std::size_t pulses(OfflinePrinter& printer) {
    return printer.sent("queue_digital_out").size();
}

TEST(Bltouch, is_drawn_up_when_the_printer_is_ready) {
    OfflinePrinter printer("", probing_printer(bltouch)), without;
    OfflinePrinter silent("", probing_printer(bltouch + "pin_up_reports_not_triggered: False\n"));
    ASSERT_EQ(printer.problems(), "");

    for (OfflinePrinter* each : {&printer, &without, &silent}) each->run("G4 P1");

    EXPECT_GT(pulses(printer), pulses(without) + 2u);
    EXPECT_EQ(pulses(silent), pulses(printer) + 2u) << "reset as well, as nobody can tell";
}

TEST(Bltouch, homes_z_and_is_known_as_the_probe_as_well) {
    OfflinePrinter printer("", probing_printer(bltouch));

    printer.run("G28\nQUERY_PROBE");

    EXPECT_EQ(printer.status("toolhead", "position"), "[0.0, 0.0, 2.0, 0.0]");
    EXPECT_EQ(printer.status("probe", "name"), "\"bltouch\"");
    EXPECT_EQ(printer.status("bltouch", "name"), "\"bltouch\"");
}

TEST(Bltouch, goes_down_and_up_for_each_sample) {
    OfflinePrinter printer("", probing_printer(bltouch));
    printer.run("G28");
    const auto before = pulses(printer);

    printer.run("PROBE SAMPLES=3");

    EXPECT_EQ(pulses(printer) - before, 2u * 3u * 2u);
}

TEST(Bltouch, stays_down_between_samples_if_it_is_told_to) {
    OfflinePrinter printer("", probing_printer(bltouch + "stow_on_each_sample: False\n"));
    printer.run("G28");
    const auto before = pulses(printer);

    printer.run("PROBE SAMPLES=3");

    EXPECT_EQ(pulses(printer) - before, 2u * 2u);
}

TEST(Bltouch, obeys_single_commands) {
    OfflinePrinter printer("", probing_printer(bltouch));
    printer.run("BLTOUCH_DEBUG");
    EXPECT_EQ(printer.said().back(),
              "// BLTouch commands: output_mode_store, pin_down, pin_up, reset, self_test, "
              "set_5V_output_mode, set_OD_output_mode, touch_mode");
    const auto before = pulses(printer);

    printer.run("BLTOUCH_DEBUG COMMAND=reset");
    EXPECT_EQ(printer.said().back(), "// Sending BLTOUCH_DEBUG COMMAND=reset");
    EXPECT_EQ(pulses(printer) - before, 2u);
}

TEST(Bltouch, stores_a_mode) {
    OfflinePrinter printer("", probing_printer(bltouch));
    printer.run("BLTOUCH_STORE MODE=3V");
    EXPECT_EQ(printer.said().back(), "// BLTouch output modes: 5V, OD");
    const auto before = pulses(printer);

    printer.run("BLTOUCH_STORE MODE=OD");

    EXPECT_EQ(printer.said().back(), "// Storing BLTouch output mode: OD");
    EXPECT_EQ(pulses(printer) - before, 2u * 5u);
}

}  // namespace
}  // namespace escapement::modules
