// Tests of a probe's settings.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/probe.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(Probe, its_settings_are_read) {
    EXPECT_EQ(OfflinePrinter("[probe]\npin: ^PC5\nz_offset: 1.2\nlift_speed: 8\n").problems(), "");
}

TEST(Probe, what_cannot_be_done_yet_is_refused_with_the_reason) {
    OfflinePrinter printer("[probe]\npin: PC5\nz_offset: 1\nactivate_gcode: G4 P1\n");

    EXPECT_NE(printer.problems().find("activate_gcode: not supported yet (nothing probes)"),
              std::string::npos)
        << printer.problems();
}

TEST(Probe, its_pin_is_its_own) {
    OfflinePrinter printer("[probe]\npin: PA3\nz_offset: 1\n");

    EXPECT_NE(printer.problems().find("PA3"), std::string::npos) << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
