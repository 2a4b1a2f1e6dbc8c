// The probe that others use, or that there is none.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/current_probe.hpp"

#include <gtest/gtest.h>

#include "modules/testing_probe.hpp"
#include "printer/errors.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using testing::probing_printer;

TEST(CurrentProbe, is_the_one_that_the_configuration_has) {
    OfflinePrinter printer("", probing_printer());

    auto& current = printer.printer().modules().the<CurrentProbe>();

    ASSERT_NE(current.prober(), nullptr);
    EXPECT_EQ(current.prober()->options().z_offset, 2.0);
}

TEST(CurrentProbe, cannot_be_lent_where_there_is_none) {
    OfflinePrinter printer;
    auto& current = printer.printer().modules().the<CurrentProbe>();

    EXPECT_EQ(current.prober(), nullptr);
    EXPECT_THROW(current.lend({}), printer::CommandError);
}

TEST(ProbeEndstop, is_a_probe_and_stops_no_motors_by_itself) {
    OfflinePrinter printer("", probing_printer());
    ProbeEndstop endstop(printer.printer().modules().the<CurrentProbe>());

    EXPECT_NE(endstop.probe(), nullptr);
    EXPECT_TRUE(endstop.steppers().empty());
    EXPECT_TRUE(endstop.ended());
}

}  // namespace
}  // namespace escapement::modules
