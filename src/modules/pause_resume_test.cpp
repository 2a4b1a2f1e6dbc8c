// Tests of pausing what others send, and of where the head goes afterwards.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/pause_resume.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using Lines = std::vector<std::string>;

class PauseResumeTest : public ::testing::Test {
  protected:
    PauseResumeTest() {
        printer.run("G28");
        printer.said();
    }
    testing::OfflinePrinter printer{"[pause_resume]\nrecover_velocity: 30\n"};
};

TEST_F(PauseResumeTest, asks_who_sends_the_print_to_pause_and_resume) {
    printer.run("PAUSE\nPAUSE");
    EXPECT_EQ(printer.status("pause_resume", "is_paused"), "true");
    printer.run("RESUME\nRESUME\nCANCEL_PRINT");

    EXPECT_EQ(printer.said(),
              (Lines{"// action:paused",
                     "// Print already paused",
                     "// action:resumed",
                     "// Print is not paused, resume aborted",
                     "// action:cancel"}));
    EXPECT_EQ(printer.status("pause_resume", "is_paused"), "false");
}

TEST_F(PauseResumeTest, the_head_goes_back_to_where_it_was) {
    printer.run("G1 X50 Y60 Z5 F6000\nPAUSE\nG91\nG1 X10 Z20\nRESUME");

    EXPECT_EQ(printer.status("gcode_move", "position"), "[50.0, 60.0, 5.0, 0.0]");
    EXPECT_EQ(printer.status("gcode_move", "absolute_coordinates"), "true");
}

TEST_F(PauseResumeTest, a_speed_that_is_none_is_refused_and_the_pause_goes_on) {
    printer.run("PAUSE");

    EXPECT_NE(printer.failure("RESUME VELOCITY=0"), "");
    EXPECT_EQ(printer.status("pause_resume", "is_paused"), "true");
}

TEST_F(PauseResumeTest, a_pause_may_be_forgotten) {
    printer.run("PAUSE\nCLEAR_PAUSE");

    EXPECT_EQ(printer.status("pause_resume", "is_paused"), "false");
    printer.run("PAUSE");
    EXPECT_EQ(printer.said(), (Lines{"// action:paused", "// action:paused"}));
}

}  // namespace
}  // namespace escapement::modules
