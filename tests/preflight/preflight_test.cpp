// A file with thirty and more different mistakes: each is found with its line, and nothing else.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/preflight.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "config/reader.hpp"
#include "escapement/mentioned_boards.hpp"
#include "runtime/actor.hpp"
#include "runtime/clock.hpp"
#include "runtime/executor.hpp"

namespace escapement::app {
namespace {

using printer::Finding;
using printer::Preflight;

constexpr const char* further_sections =
    "\n[exclude_object]\n[firmware_retraction]\n[gcode_arcs]\n[skew_correction]\n[input_shaper]\n"
    "[probe]\npin: PE4\nz_offset: 1\n"
    "[bed_mesh]\nmesh_min: 10, 10\nmesh_max: 200, 200\n"
    "[virtual_sdcard]\npath: /tmp\n[sdcard_loop]\n"
    "[delayed_gcode AT_FIRST]\ninitial_duration: 0.5\ngcode:\n"
    "  SET_GCODE_VARIABLE MACRO=USE_IT VARIABLE=size VALUE=7\n"
    "[gcode_macro USE_IT]\nvariable_size: None\ngcode:\n  G1 X{size + 1} F6000\n"
    "[pause_resume]\n"
    "[gcode_macro ASK_IT]\ngcode:\n  {% if printer.print_stats.state != 'printing' %}\n"
    "    {action_raise_error('nothing is printed')}\n  {% endif %}\n"
    "[filament_switch_sensor runout]\nswitch_pin: ^PE7\n"
    "[gcode_macro NEED_IT]\ngcode:\n"
    "  {% if not printer['filament_switch_sensor runout'].filament_detected %}\n"
    "    {action_raise_error('no filament')}\n  {% endif %}\n"
    "[gcode_macro DOCK_IT]\ngcode:\n  QUERY_PROBE\n  TELL_IT\n"
    "[gcode_macro TELL_IT]\ngcode:\n  {% if not printer.probe.last_query %}\n"
    "    {action_raise_error('dock failed')}\n  {% endif %}\n"
    "[gcode_macro START_IT]\ngcode:\n  NO_SUCH_COMMAND\n"
    "[gcode_macro MOVE_IT]\ngcode:\n  G1 X{params.X|default(5)} F6000\n"
    "[gcode_macro FAIL_IT]\ngcode:\n  {action_raise_error('told so')}\n"
    "[gcode_macro ADD_IT]\ngcode:\n  G1 X{params.X|int + printer.nothing.at_all}\n";

config::Document example() {
    std::ifstream file(ESCAPEMENT_SOURCE_DIR "/examples/corexy.cfg");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return config::read_config("corexy.cfg",
                               config::MemoryFiles({{"corexy.cfg", text + further_sections}}))
        .document;
}

Preflight flown(const std::string& text) {
    const auto path = std::filesystem::path(::testing::TempDir()) / "preflight.gcode";
    std::ofstream(path, std::ios::binary) << text;
    const auto config = example();
    auto result =
        fly({.config = config, .file = path.string(), .boards = *boards_for_check(config, {})});
    EXPECT_TRUE(result) << result.error().what;
    return result ? *result : Preflight{};
}

// A line, and what is found in it; nullptr for a line that is well.
struct Planted {
    const char* line;
    const char* found;
    bool fatal = true;
};

const Planted planted[] = {
    {"M117 Hello", "Unknown command:\"M117\"; it needs a section [display_status]", false},
    {"G1 X10 F6000", "Must home axis first: 10.000 0.000 0.000 [0.000]; home x with G28"},
    {"G28", nullptr},
    {"G1 X10 Y10 E1 F1200",
     "extrudes though the temperature of 'extruder' was never set; heat it first"},
    {"M104 S500", "Requested temperature (500.0) out of range (0.0:260.0) of heater 'extruder'"},
    {"M140 S200", "Requested temperature (200.0) out of range (0.0:120.0) of heater 'heater_bed'"},
    {"M104 S150", nullptr},
    {"G1 X20 E2",
     "extrudes at 150 degrees, 'extruder' needs at least 170 degrees (min_extrude_temp)"},
    {"M104 S210", nullptr},
    {"G1 X30 E3",
     "extrudes before anything has waited for 'extruder' to be warm; wait with M109",
     false},
    {"M109 S210", nullptr},
    {";LAYER_CHANGE", nullptr},
    {"G1 X500", "Move out of range: 500.000 10.000 0.000 [3.000]; x goes from 0 to 230"},
    {"G1 Y-20", "Move out of range: 30.000 -20.000 0.000 [3.000]; y goes from 0 to 230"},
    {"G1 Z300", "Move out of range: 30.000 10.000 300.000 [3.000]; z goes from -1 to 200"},
    {"G1 E500", "Extrude only move too long (497.000mm vs 50.000mm)"},
    {"G1 X32 E60", "Move exceeds maximum extrusion (68.551mm^2 vs 0.640mm^2)"},
    {"G1 X40 F60000",
     "asks for 1000 mm/s, over the limit of 300 mm/s (max_velocity); it will be slower",
     false},
    {";LAYER_CHANGE", nullptr},
    {"M900 K0.1", "Unknown command:\"M900\"; SET_PRESSURE_ADVANCE does that", false},
    {"PRINT_STRAT", "Unknown command:\"PRINT_STRAT\"", false},
    {"G1 X40 slowly",
     "'slowly' in 'G1 X40 slowly' is ignored; write one letter followed by a number",
     false},
    {"G1 Xten", "Unable to parse move 'G1 Xten'; 'Xten' is not one letter followed by a number"},
    {"SET_HEATER_TEMPERATURE HEATER=extruder2 TARGET=200",
     "The value 'extruder2' is not valid for HEATER. Options: 'extruder', 'heater_bed' (did you "
     "mean 'extruder'?)"},
    {"EXCLUDE_OBJECT_DEFINE NAME=cube_1", nullptr},
    {"EXCLUDE_OBJECT_START NAME=cube_2",
     "object 'CUBE_2' is not defined (did you mean 'CUBE_1'?); define it before"},
    {"EXCLUDE_OBJECT_END NAME=cube_2", nullptr},
    {"EXCLUDE_OBJECT NAME=cube_3",
     "EXCLUDE_OBJECT: object 'CUBE_3' is not defined (did you mean 'CUBE_1'?)",
     false},
    {"SDCARD_LOOP_END", "SDCARD_LOOP_END: no loop has begun; remove the line", false},
    {"SDCARD_LOOP_BEGIN COUNT=2", nullptr},
    {"SDCARD_LOOP_END", nullptr},
    {"EXCLUDE_OBJECT_END", "EXCLUDE_OBJECT_END: no object has begun; remove the line"},
    {"G2 X50 Y50", "G2/G3 requires IJ, IK or JK parameters"},
    {"RESTORE_GCODE_STATE NAME=nope", "Unknown g-code state: nope"},
    {"BED_MESH_PROFILE LOAD=nope", "bed_mesh: Unknown profile [nope]"},
    {"ACTIVATE_EXTRUDER EXTRUDER=extruder1",
     "The value 'extruder1' is not valid for EXTRUDER. Options: 'extruder'"},
    {"SET_VELOCITY_LIMIT ACCEL=-1", "ACCEL: must be above 0 (is -1)"},
    {"SET_INPUT_SHAPER SHAPER_TYPE_X=foo SHAPER_FREQ_X=50", "Unsupported shaper type: foo"},
    {"G4 P-5", "Error on 'G4 P-5': P: must be at least 0 (is -5)"},
    {"G4 S", "G4 without P does not wait; write milliseconds, for example G4 P1000", false},
    {"G4 S2.5", "G4 does not know S and does not wait; write milliseconds: G4 P2500", false},
    {"G4 P5", nullptr},
    {"M109 R210", "M109 does not know R and switches the heater off; write M109 S210", false},
    {"M140",
     "M140 without S switches the heater off; write M140 S0 if that is meant, else for example "
     "M140 S60",
     false},
    {"M109 S210", nullptr},
    {"M220 S0", "Error on 'M220 S0': S: must be above 0 (is 0)"},
    {"SET_PRESSURE_ADVANCE ADVANCE=-1", "ADVANCE: must be at least 0 (is -1)"},
    {"T1", "Unknown command:\"T1\"; tools are changed by macros: a [gcode_macro T1]", false},
    {"MANUAL_STEPPER STEPPER=x MOVE=5",
     "Unknown command:\"MANUAL_STEPPER\"; it needs a section [manual_stepper]",
     false},
    {"SET_RETRACTION RETRACT_LENGTH=-1", "RETRACT_LENGTH: must be at least 0 (is -1)"},
    {"TEMPERATURE_WAIT SENSOR=chamber MINIMUM=40", "The value 'chamber' is not valid for SENSOR"},
    {"SET_STEPPER_ENABLE STEPPER=stepper_w ENABLE=1",
     "The value 'stepper_w' is not valid for STEPPER. Options: "},
    {"G1 X50 F0", "Invalid speed in 'G1 X50 F0'; F must be above 0"},
    {"M204 S-5", "Error on 'M204 S-5': S must be above 0"},
    {"SET_KINEMATIC_POSITION X=5", "Unknown command:\"SET_KINEMATIC_POSITION\"", false},
    {"G28", nullptr},
    {"G1 X60 Y60 F6000", nullptr},
    {"START_IT", "Unknown command:\"NO_SUCH_COMMAND\"", false},
    {"MOVE_IT X=2000", "Move out of range: 2000.000 60.000"},
    {"FAIL_IT", "told so"},
    {"ADD_IT X=5", "nothing"},
    {"M190 S500", "Requested temperature (500.0) out of range (0.0:120.0) of heater 'heater_bed'"},
};

TEST(Preflight, finds_thirty_planted_mistakes_each_with_its_line) {
    std::string text;
    std::vector<std::pair<std::string, const Planted*>> expected;
    std::size_t line = 0, layer = 0;
    for (const Planted& each : planted) {
        ++line;
        layer += std::string(each.line) == ";LAYER_CHANGE" ? 1 : 0;
        text += std::string(each.line) + "\n";
        const auto where = layer > 0 ? ": layer " + std::to_string(layer) + ": " : ": ";
        if (each.found) expected.emplace_back(":" + std::to_string(line) + where, &each);
    }

    const auto findings = flown(text).findings;

    EXPECT_GE(expected.size(), 30U);
    ASSERT_EQ(findings.size(), expected.size());
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const auto& [place, mistake] = expected[i];
        EXPECT_NE(findings[i].text().find("preflight.gcode" + place), std::string::npos)
            << findings[i].text();
        EXPECT_NE(findings[i].what.find(mistake->found), std::string::npos) << findings[i].text();
        EXPECT_EQ(findings[i].fatal, mistake->fatal) << findings[i].text();
    }
}

TEST(Preflight, finds_nothing_in_a_good_file_and_knows_its_time) {
    const auto result = flown("G28\nM109 S200\nG1 X10 Y10 Z0.2 F6000\nG1 X60 E3 F1200\nG4 P5000\n");

    EXPECT_TRUE(result.findings.empty()) << result.findings.front().text();
    EXPECT_GT(result.marks.back().time.count(), 60.0);
    EXPECT_EQ(result.marks.back().share, 1.0);
}

TEST(Preflight, finds_a_loop_that_does_not_end) {
    const auto findings = flown("G28\nSDCARD_LOOP_BEGIN COUNT=3\nG4 P5\n").findings;

    ASSERT_EQ(findings.size(), 1U);
    EXPECT_NE(
        findings[0].text().find("preflight.gcode:2: SDCARD_LOOP_BEGIN: no SDCARD_LOOP_END follows"),
        std::string::npos)
        << findings[0].text();
}

TEST(Preflight, lists_what_differs_only_in_numbers_a_few_times) {
    std::string text = "G28\n";
    for (int i = 0; i < 100; ++i) text += "G1 X" + std::to_string(1000 + i) + " F6000\n";

    const auto findings = flown(text).findings;

    ASSERT_EQ(findings.size(), 5U);
    EXPECT_NE(findings.back().what.find("; further ones like this are not listed"),
              std::string::npos);
}

TEST(Preflight, ends_where_the_printer_would_shut_down) {
    const auto stopped = flown("G28\nM112\nG1 X999\n").findings;
    ASSERT_EQ(stopped.size(), 1U);
    EXPECT_NE(stopped[0].what.find("Shutdown due to M112 command"), std::string::npos);
}

TEST(Preflight, takes_a_bed_that_is_probed_to_be_flat) {
    EXPECT_TRUE(flown("G28\nBED_MESH_CALIBRATE\nG1 X100 Y100 Z0.3 F6000\n").findings.empty());
}

TEST(Preflight, begins_behind_what_runs_soon_after_the_start) {
    EXPECT_TRUE(flown("G28\nUSE_IT\n").findings.empty());
}

TEST(Preflight, lets_loops_of_the_card_be) {
    EXPECT_TRUE(flown("G28\nSDCARD_LOOP_BEGIN COUNT=3\nG4 P1\nSDCARD_LOOP_END\n").findings.empty());
}

TEST(Preflight, lets_macros_see_a_print_and_goes_on_behind_pauses) {
    EXPECT_TRUE(flown("G28\nASK_IT\n").findings.empty());

    const auto findings = flown("G28\nM25\nPAUSE\nG1 X999\nCANCEL_PRINT\nG1 X999\n").findings;

    ASSERT_EQ(findings.size(), 1U);
    EXPECT_NE(findings[0].text().find("preflight.gcode:4"), std::string::npos);
}

TEST(Preflight, assumes_that_there_is_filament) {
    EXPECT_TRUE(flown("G28\nNEED_IT\n").findings.empty());
}

TEST(Preflight, warns_of_what_depends_on_a_sensor) {
    const auto findings = flown("G28\nDOCK_IT\nFAIL_IT\n").findings;

    ASSERT_EQ(findings.size(), 2U);
    EXPECT_FALSE(findings[0].fatal);
    EXPECT_NE(findings[0].what.find("dock failed"), std::string::npos);
    EXPECT_NE(findings[0].what.find("; that depends on what a probe or an endstop says then"),
              std::string::npos);

    const auto without = flown("G28\nFAIL_IT\n").findings;
    ASSERT_EQ(without.size(), 1U);
    EXPECT_TRUE(without[0].fatal);
}

TEST(Preflight, refuses_what_is_no_file) {
    const auto config = example();
    const auto result =
        fly({.config = config, .file = "/dev/null", .boards = *boards_for_check(config, {})});

    ASSERT_FALSE(result);
    EXPECT_NE(result.error().what.find("give a regular file"), std::string::npos);
}

TEST(Preflight, fails_without_a_file) {
    const auto config = example();
    const auto result =
        fly({.config = config, .file = "/no/such.gcode", .boards = *boards_for_check(config, {})});

    ASSERT_FALSE(result);
    EXPECT_NE(result.error().what.find("/no/such.gcode"), std::string::npos);
}

TEST(Preflight, keeps_what_it_has_found_where_the_file_is_damaged) {
    const auto found = flown(std::string("G28\nG1 X999\n\0\1\2\nG28\n", 19)).findings;

    ASSERT_EQ(found.size(), 2U);
    EXPECT_NE(found[0].text().find("preflight.gcode:2: Move out of range"), std::string::npos);
    EXPECT_TRUE(found[1].place.empty());
    EXPECT_NE(found[1].what.find("preflight.gcode:3: not text"), std::string::npos);
    EXPECT_TRUE(found[1].fatal);
}

// A file is checked in another thread while an executor goes on.
class Meanwhile : public ::testing::Test {
  protected:
    void begin(const std::string& text) {
        const auto path = std::filesystem::path(::testing::TempDir()) / "meanwhile.gcode";
        std::ofstream(path) << text;
        executor_.spawn(check(path.string()), [this](std::exception_ptr) { landed_ = true; });
    }
    void drive() {
        runtime::Actor* const actors[] = {&executor_};
        runtime::drive(clock_, actors, landed_);
    }

    runtime::VirtualClock clock_;
    const config::Document config_ = example();
    Preflight result_;
    bool landed_ = false;
    runtime::Executor executor_{clock_};

  private:
    runtime::Task<> check(std::string file) {
        Flight flight{
            .config = config_, .file = std::move(file), .boards = *boards_for_check(config_, {})};
        result_ = co_await fly_meanwhile(executor_, std::move(flight));
    }
};

TEST_F(Meanwhile, a_file_is_checked_as_it_would_be_at_once) {
    begin("G28\nG1 X999 F6000\n");

    drive();

    ASSERT_EQ(result_.findings.size(), 1U);
    EXPECT_NE(result_.findings[0].what.find("Move out of range"), std::string::npos);
}

TEST_F(Meanwhile, a_check_that_nobody_waits_for_ends) {
    std::string text = "G28\n";
    for (int i = 0; i < 300'000; ++i) text += i % 2 ? "G1 X10 F6000\n" : "G1 X20\n";
    begin(text);
    executor_.poll(clock_.now());

    executor_.abandon_tasks();

    EXPECT_FALSE(landed_);
}

}  // namespace
}  // namespace escapement::app
