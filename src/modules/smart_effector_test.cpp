// The bits of the Smart Effector, and careful probing.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/smart_effector.hpp"

#include <gtest/gtest.h>

#include "modules/testing_probe.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using testing::probing_printer;

std::string picture(const std::vector<bool>& bits) {
    std::string text;
    for (const bool bit : bits) text += bit ? '1' : '0';
    return text;
}

TEST(SmartEffector, bytes_become_bits_with_checks) {
    EXPECT_EQ(picture(effector_bits({0x69})), "00100110110010");
    EXPECT_EQ(picture(effector_bits({0x00, 0xff})), "0010000010000100101111011110");
}

const std::string effector = "[smart_effector]\npin: PC5\nz_offset: 2\n";

TEST(SmartEffector, probes_as_others_do) {
    OfflinePrinter printer("", probing_printer(effector + "probe_accel: 100\n"));
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28\nG1 Z10\nPROBE");

    EXPECT_EQ(printer.status("probe", "name"), "\"smart_effector\"");
    EXPECT_EQ(printer.status("smart_effector", "last_z_result"), "-3.0");
    EXPECT_EQ(printer.status("toolhead", "max_accel"), "3000.0");
}

TEST(SmartEffector, is_told_its_sensitivity_over_the_control_pin) {
    OfflinePrinter printer("", probing_printer(effector + "control_pin: PC6\n"));

    printer.run("SET_SMART_EFFECTOR SENSITIVITY=50 ACCEL=100 RECOVERY_TIME=0");

    EXPECT_EQ(printer.said().back(),
              "// SmartEffector:\n// sensitivity: 50\n// probing accelartion: 100.000\n"
              "// probe recovery time disabled");
    EXPECT_GT(printer.sent("queue_digital_out").size(), 10u);
    printer.run("RESET_SMART_EFFECTOR");
    EXPECT_EQ(printer.said().back(), "// SmartEffector sensitivity was reset");
}

TEST(SmartEffector, cannot_be_told_without_a_control_pin) {
    OfflinePrinter printer("", probing_printer(effector));

    EXPECT_EQ(printer.failure("SET_SMART_EFFECTOR SENSITIVITY=50"),
              "control_pin must be set in [smart_effector] for sensitivity programming");
    printer.run("RESET_SMART_EFFECTOR");
    EXPECT_EQ(printer.said().back(),
              "// Unknown command:\"RESET_SMART_EFFECTOR\""
              "; it needs a control_pin in a section [smart_effector]");
}

}  // namespace
}  // namespace escapement::modules
