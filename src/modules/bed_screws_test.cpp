// From screw to screw with a sheet of paper.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/bed_screws.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string screws =
    "[bed_screws]\nscrew1: 10, 10\nscrew2: 190, 10\nscrew2_name: right\nscrew3: 100, 190\n"
    "screw1_fine_adjust: 20, 20\nprobe_height: 0.1\n";

TEST(BedScrews, visits_all_screws_until_none_needs_an_adjustment) {
    OfflinePrinter printer(screws);
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28\nBED_SCREWS_ADJUST");
    EXPECT_EQ(printer.status("toolhead", "position"), "[10.0, 10.0, 0.1, 0.0]");
    EXPECT_EQ(printer.status("bed_screws", "state"), "\"adjust\"");
    printer.run("ACCEPT");
    EXPECT_EQ(printer.said().back(),
              "// Adjust right. Then run ACCEPT, ADJUSTED, or ABORT\n"
              "// Use ADJUSTED if a significant screw adjustment is made");
    printer.run("ADJUSTED\nACCEPT");
    EXPECT_EQ(printer.status("bed_screws", "current_screw"), "0");
    EXPECT_EQ(printer.status("bed_screws", "accepted_screws"), "1");
    printer.run("ACCEPT\nACCEPT");
    EXPECT_EQ(printer.status("bed_screws", "state"), "\"fine\"");
    EXPECT_EQ(printer.status("toolhead", "position"), "[20.0, 20.0, 0.1, 0.0]");
}

TEST(BedScrews, completes_and_can_be_aborted) {
    OfflinePrinter printer("[bed_screws]\nscrew1: 10, 10\nscrew2: 190, 10\nscrew3: 100, 190\n");

    printer.run("G28\nBED_SCREWS_ADJUST\nACCEPT\nACCEPT\nACCEPT");
    EXPECT_EQ(printer.said().back(), "// Bed screws tool completed successfully");
    EXPECT_EQ(printer.status("toolhead", "position"), "[100.0, 190.0, 5.0, 0.0]");

    printer.run("BED_SCREWS_ADJUST\nABORT");
    EXPECT_EQ(printer.status("bed_screws", "is_active"), "false");
    EXPECT_EQ(printer.status("bed_screws", "state"), "null");
    printer.run("ADJUSTED");
    EXPECT_EQ(printer.said().back(),
              "// Unknown command:\"ADJUSTED\""
              "; it is there only during BED_SCREWS_ADJUST");
}

TEST(BedScrews, and_the_manual_probe_do_not_mix) {
    OfflinePrinter printer(screws);

    printer.run("G28\nBED_SCREWS_ADJUST");
    EXPECT_EQ(printer.failure("BED_SCREWS_ADJUST"),
              "Already in bed_screws helper; use ABORT to exit");
    EXPECT_EQ(printer.failure("MANUAL_PROBE"),
              "Already in a manual Z probe. Use ABORT to abort it.");
    printer.run("ABORT\nMANUAL_PROBE");
    EXPECT_EQ(printer.failure("BED_SCREWS_ADJUST"),
              "Already in a manual Z probe. Use ABORT to abort it.");
}

TEST(BedScrews, end_when_a_move_fails) {
    OfflinePrinter printer(screws);

    EXPECT_EQ(printer.failure("BED_SCREWS_ADJUST").substr(0, 20), "Must home axis first");

    EXPECT_EQ(printer.status("bed_screws", "is_active"), "false");
}

}  // namespace
}  // namespace escapement::modules
