// Tests of heaters beside nozzle and bed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/heater_generic.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string chamber =
    "[heater_generic chamber]\nheater_pin: PC0\nsensor_pin: PC1\nsensor_type: PT1000\n"
    "min_temp: 0\nmax_temp: 80\ncontrol: watermark\n";

TEST(HeaterGeneric, is_set_by_its_name_and_reported_by_its_letter) {
    OfflinePrinter printer(chamber + "gcode_id: C\n");

    printer.run("SET_HEATER_TEMPERATURE HEATER=chamber TARGET=45\nM105");

    EXPECT_EQ(printer.status("heater_generic chamber", "target"), "45.0");
    EXPECT_EQ(printer.said(), (std::vector<std::string>{"B:0.0 /0.0 C:0.0 /45.0 T0:0.0 /0.0"}));
}

TEST(HeaterGeneric, without_a_letter_reports_leave_it_out) {
    OfflinePrinter printer(chamber);

    printer.run("M105");

    EXPECT_EQ(printer.said(), (std::vector<std::string>{"B:0.0 /0.0 T0:0.0 /0.0"}));
}

TEST(HeaterGeneric, names_and_letters_are_given_once) {
    EXPECT_NE(OfflinePrinter(chamber + "gcode_id: B\n").problems().find("already registered"),
              std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
