// Numbers computed from constants reach the modules, and mistakes in them their owner.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/constants.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(Constants, are_computed_with_wherever_a_number_is_expected) {
    OfflinePrinter printer(
        "[constants]\nlength: 1 + 3\n"
        "[firmware_retraction]\nretract_length: ${length} / 2\n"
        "retract_speed: (1200 + 600) mm/min\nunretract_extra_length: 0.05 cm\n");

    EXPECT_EQ(printer.problems(), "");
    EXPECT_EQ(printer.status("firmware_retraction", "retract_length"), "2.0");
    EXPECT_EQ(printer.status("firmware_retraction", "retract_speed"), "30.0");
    EXPECT_EQ(printer.status("firmware_retraction", "unretract_extra_length"), "0.5");
}

TEST(Constants, make_whole_numbers_and_lists_too) {
    OfflinePrinter printer(
        "[constants]\nsteps: 16\nfirst: 10\n"
        "[extruder_stepper more]\nstep_pin: PC0\ndir_pin: PC1\nextruder:\n"
        "microsteps: ${steps} * 2\nfull_steps_per_rotation: 400 / 2\nrotation_distance: 20 * 2\n"
        "gear_ratio: 10 * 8:16, ${steps}:4\n"
        "[skew_correction]\n"
        "[bed_mesh]\nspeed: 100 * 2\nmesh_min: ${first}, 5 + 5\nmesh_max: 200 - ${first}, 18 cm\n");

    EXPECT_EQ(printer.problems(), "");
    EXPECT_NE(printer.status("configfile", "settings")
                  .find("\"mesh_min\": [10.0, 10.0], "
                        "\"mesh_max\": [190.0, 180.0]"),
              std::string::npos)
        << printer.status("configfile", "settings");
}

TEST(Constants, leave_complaints_pointing_into_what_is_written) {
    const auto complains = [](const std::string& sections, const std::string& what) {
        const auto problems = OfflinePrinter(sections).problems();
        EXPECT_NE(problems.find(what), std::string::npos) << problems;
    };
    complains("[extruder_stepper more]\nrotation_distance: 3 s\n",
              ":20: [extruder_stepper more] rotation_distance: '3 s' is in s, must be in mm\n"
              "    3 s\n    ^");
    complains("[bed_mesh]\nspeed: 2 * (3\n",
              ":12: [bed_mesh] speed: cannot read '2 * (3' as a number: '(' lacks its ')'\n"
              "    2 * (3\n        ^");
    complains("[bed_mesh]\nspeed: 1 - 2\n",
              " [bed_mesh] speed: must be above 0 (is -1), computed from '1 - 2'");
    complains("[bed_mesh]\nprobe_count: 7 / 2\n",
              " [bed_mesh] probe_count: cannot read '3.5' as list, computed from '7 / 2'");
}

}  // namespace
}  // namespace escapement::modules
