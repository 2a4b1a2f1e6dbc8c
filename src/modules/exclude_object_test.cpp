// Tests of leaving out objects.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/exclude_object.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

constexpr const char* objects = "[exclude_object]\n";
// What the transform waits for, so that it knows the extruder.
constexpr const char* five_extrusions =
    "G28\nM83\nEXCLUDE_OBJECT NAME=x\n"
    "G1 X10 E0.1 F6000\nG1 X11 E0.1\nG1 X12 E0.1\nG1 X13 E0.1\nG1 X14 E0.1\n";

TEST(ExcludeObject, objects_are_listed_by_name_with_all_that_is_known) {
    OfflinePrinter printer(objects);

    printer.run(
        "EXCLUDE_OBJECT_DEFINE NAME=b CENTER=60,60.5 POLYGON=[[50,50],[70,50]] COLOUR=red\n"
        "EXCLUDE_OBJECT_DEFINE NAME=A\nEXCLUDE_OBJECT_DEFINE\nEXCLUDE_OBJECT_DEFINE JSON=1");

    const auto said = printer.said();
    EXPECT_EQ(printer.status("exclude_object", "objects"),
              R"([{"name": "A"}, {"name": "B", "COLOUR": "red", "center": [60, 60.5], )"
              R"("polygon": [[50, 50], [70, 50]]}])");
    EXPECT_EQ(said[said.size() - 2], "// Known objects: A B");
    EXPECT_EQ(said.back().substr(0, 36), R"(// Known objects: [{"name": "A"}, {")");
}

TEST(ExcludeObject, an_excluded_object_is_not_printed) {
    OfflinePrinter printer(objects);
    printer.run(five_extrusions);

    printer.run("EXCLUDE_OBJECT_START NAME=x\nG1 X100 Y100 E0.5\nG1 Y90 E0.1");

    EXPECT_EQ(printer.status("toolhead", "position"), "[14.0, 0.0, 0.0, 0.5]");
    EXPECT_EQ(printer.status("gcode_move", "position"), "[100.0, 90.0, 0.0, 1.1]");
    EXPECT_EQ(printer.status("exclude_object", "current_object"), "\"X\"");
}

TEST(ExcludeObject, behind_it_the_head_goes_straight_to_the_next_object) {
    OfflinePrinter printer(objects);
    printer.run(five_extrusions);

    printer.run(
        "EXCLUDE_OBJECT_START NAME=x\nG1 X100 Y100 E0.5\nG1 E-0.8\nEXCLUDE_OBJECT_END NAME=x\n"
        "EXCLUDE_OBJECT_START NAME=y\nG1 X50 Y50");

    EXPECT_EQ(printer.status("toolhead", "position"), "[50.0, 50.0, 0.0, -0.30000000000000004]");
}

TEST(ExcludeObject, the_first_extrusions_pass_since_the_extruder_is_not_known_yet) {
    OfflinePrinter printer(objects);
    printer.run("G28\nM83\nEXCLUDE_OBJECT NAME=x\nEXCLUDE_OBJECT_START NAME=x");

    printer.run(
        "G1 X10 E0.1 F6000\nG1 X11\nG1 X12 E0.1\nG1 X13 E0.1\nG1 X14 E0.1\nG1 X15 E0.1\nG1 X16 E1");

    EXPECT_EQ(printer.status("toolhead", "position"), "[15.0, 0.0, 0.0, 0.5]");
}

TEST(ExcludeObject, an_object_can_be_taken_back) {
    OfflinePrinter printer(objects);
    printer.run(five_extrusions);

    printer.run("EXCLUDE_OBJECT RESET=1 NAME=x\nEXCLUDE_OBJECT_START NAME=x\nG1 X100 Y100");

    EXPECT_EQ(printer.status("toolhead", "position"), "[100.0, 100.0, 0.0, 0.5]");
    EXPECT_EQ(printer.status("exclude_object", "excluded_objects"), "[]");
}

TEST(ExcludeObject, the_current_object_can_be_excluded_without_its_name) {
    OfflinePrinter printer(objects);

    EXPECT_EQ(printer.failure("EXCLUDE_OBJECT CURRENT=1"), "There is no current object to cancel");
    printer.run("G28\nEXCLUDE_OBJECT_START NAME=one\nEXCLUDE_OBJECT CURRENT=1\nEXCLUDE_OBJECT");

    EXPECT_EQ(printer.said().back(), "// Excluded objects: ONE");
}

TEST(ExcludeObject, the_wrong_end_is_remarked_upon) {
    OfflinePrinter printer(objects);

    printer.run("EXCLUDE_OBJECT_START NAME=a\nEXCLUDE_OBJECT_END NAME=b");
    EXPECT_EQ(printer.said().back(),
              "// EXCLUDE_OBJECT_END NAME=B does not match the current object NAME=A");
    printer.run("G28\nEXCLUDE_OBJECT NAME=c\nEXCLUDE_OBJECT_END");

    EXPECT_EQ(printer.said().back(),
              "// EXCLUDE_OBJECT_END called, but no object is currently active");
}

TEST(ExcludeObject, forgetting_all_objects_ends_it_and_leaves_the_head_where_it_is) {
    OfflinePrinter printer(objects);
    printer.run(five_extrusions);
    printer.run("EXCLUDE_OBJECT_START NAME=x\nG1 X100 Y100 E5");

    printer.run("EXCLUDE_OBJECT_DEFINE RESET=1");

    EXPECT_EQ(printer.status("gcode_move", "position"), "[14.0, 0.0, 0.0, 0.5]");
    EXPECT_EQ(printer.status("exclude_object", "objects"), "[]");
}

TEST(ExcludeObject, shapes_must_be_numbers_in_brackets) {
    OfflinePrinter printer(objects);

    EXPECT_EQ(printer.failure("EXCLUDE_OBJECT_DEFINE NAME=a POLYGON=[[1,2]").substr(0, 57),
              "EXCLUDE_OBJECT_DEFINE: cannot read POLYGON=[[1,2]; it nee");
    EXPECT_NE(printer.failure("EXCLUDE_OBJECT_DEFINE NAME=a CENTER=x"), "");
    EXPECT_EQ(printer.status("exclude_object", "objects"), "[]");
}

}  // namespace
}  // namespace escapement::modules
