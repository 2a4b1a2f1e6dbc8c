// Heaters that rest while motors home.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/homing_heaters.hpp"

#include <gtest/gtest.h>

#include "modules/heaters.hpp"
#include "modules/testing_printer.hpp"
#include "printer/events.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

// The bed's targets as approaches begin.
std::vector<double> targets_while_homing(OfflinePrinter& printer, const std::string& script) {
    std::vector<double> targets;
    auto* bed = printer.printer().modules().the<Heaters>().find("heater_bed");
    const auto watch = printer.printer().events().approach_begins.connect(
        [&](const auto&) { targets.push_back(bed->target()); });
    printer.run(script);
    return targets;
}

TEST(HomingHeaters, rest_and_go_on_with_their_targets) {
    OfflinePrinter printer("[homing_heaters]\n");
    ASSERT_EQ(printer.problems(), "");

    EXPECT_EQ(targets_while_homing(printer, "M140 S60\nG28 X"), (std::vector<double>{0.0, 0.0}));

    EXPECT_EQ(printer.status("heater_bed", "target"), "60.0");
}

TEST(HomingHeaters, only_those_named_and_only_for_motors_named) {
    OfflinePrinter printer("[homing_heaters]\nheaters: heater_bed\nsteppers: stepper_y\n");
    ASSERT_EQ(printer.problems(), "");

    EXPECT_EQ(targets_while_homing(printer, "M140 S60\nG28 X"), (std::vector<double>{60.0, 60.0}));
    EXPECT_EQ(targets_while_homing(printer, "G28 Y"), (std::vector<double>{0.0, 0.0}));
}

TEST(HomingHeaters, names_are_checked) {
    OfflinePrinter stepper("[homing_heaters]\nsteppers: stepper_q\n");
    EXPECT_NE(stepper.problems().find("One or more of these steppers are unknown: stepper_q"),
              std::string::npos);

    OfflinePrinter heater("[homing_heaters]\nheaters: chamber\n");
    EXPECT_NE(heater.problems().find("heaters"), std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
