// A print with a collection of macros such as people share: start, purge, filament, tools, end.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "config/reader.hpp"
#include "escapement/mentioned_boards.hpp"
#include "escapement/planner.hpp"
#include "gcode/source.hpp"

namespace escapement::app {
namespace {

struct Planned {
    std::vector<std::string> said;
    std::string failure;
    PlanSummary summary;
};

// Plans a file for the printer with the collection.
Planned plan(const std::string& gcode) {
    Planned planned;
    const auto reading = config::read_config(ESCAPEMENT_SOURCE_DIR "/tests/macros/collection.cfg",
                                             config::DiskFiles());
    EXPECT_TRUE(reading.clean());
    Planner planner(reading.document,
                    [&](std::string_view text) { planned.said.emplace_back(text); });
    auto boards = boards_for_check(reading.document, {});
    for (NamedDictionary& board : *boards)
        EXPECT_TRUE(planner.add_board(std::move(board), [](wire::Bytes) {}));
    EXPECT_EQ(printer::problem_text(planner.build()), "");
    gcode::Source source("cube.gcode", std::make_unique<gcode::MemoryInput>(gcode));
    auto summary = planner.feed(source, {});
    if (summary)
        planned.summary = *summary;
    else
        planned.failure = summary.error().what;
    return planned;
}

using Said = std::vector<std::string>;

TEST(MacroCollection, carries_out_a_whole_print) {
    const auto planned =
        plan(R"(EXCLUDE_OBJECT_DEFINE NAME=cube POLYGON=[[90,90],[110,90],[110,110]]
START_PRINT BED_TEMP=60 EXTRUDER_TEMP=215 MATERIAL=petg
LAYER N=1
G1 Z0.2 F600
G1 X100 Y100 F6000
LAYER N=2
G1 X110 E1 F1500
T1
M600 Z5 L30
T0
G1 X100 E1
END_PRINT
)");

    EXPECT_EQ(planned.failure, "");
    EXPECT_EQ(planned.said,
              (Said{"// Hello",
                    "// PETG: bed 60.0, nozzle 215",
                    "// mesh 83.5,83.5 to 116.5,116.5",
                    "// filament changed [Z5 L30]",
                    "// layers: 1,2"}));
    // Klipper says the same of the same file, but for the delayed line, and takes as long.
    EXPECT_NEAR(planned.summary.print_time_s, 78.856, 0.002);
}

TEST(MacroCollection, refusal_of_a_macro_names_file_and_chain) {
    const auto planned = plan("START_PRINT EXTRUDER_TEMP=150\n");

    EXPECT_EQ(planned.failure.substr(0, planned.failure.find(" (line")),
              "cube.gcode:1: Error evaluating 'gcode_macro START_PRINT:gcode': "
              "gcode.CommandError: EXTRUDER_TEMP=150 is below 170");
}

TEST(MacroCollection, tool_that_is_not_there_is_refused) {
    const auto planned = plan("T2\n");

    EXPECT_NE(planned.failure.find("gcode.CommandError: There is no tool 2, only left and right"),
              std::string::npos)
        << planned.failure;
    EXPECT_NE(planned.failure.find("\nin gcode_macro T2:gcode, "), std::string::npos)
        << planned.failure;
}

TEST(MacroCollection, moves_out_of_range_name_the_macro_that_made_them) {
    const auto planned = plan("G28\nPARK X=400\n");

    EXPECT_EQ(planned.failure.substr(0, planned.failure.find(';')),
              "cube.gcode:2: Move out of range: 400.000 220.000 0.000 [0.000]");
    EXPECT_NE(planned.failure.find("\nin gcode_macro PARK:gcode, "), std::string::npos)
        << planned.failure;
    EXPECT_NE(planned.failure.find(": G1 X400.0 Y220.0 F"), std::string::npos) << planned.failure;
}

TEST(MacroCollection, a_dwell_in_a_loop_takes_its_time) {
    const auto without = plan("START_PRINT EXTRUDER_TEMP=215 MATERIAL=PLA\n");
    const auto with = plan("START_PRINT EXTRUDER_TEMP=215 MATERIAL=ABS\n");

    EXPECT_NEAR(with.summary.print_time_s - without.summary.print_time_s, 2.0, 0.6);
}

}  // namespace
}  // namespace escapement::app
