// Truncated, binary and absurd input: one clear error each, no crash, nothing half-written.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>

#include "config/reader.hpp"
#include "escapement/loading.hpp"
#include "escapement/mentioned_boards.hpp"

namespace escapement::app {
namespace {

const std::string example = ESCAPEMENT_SOURCE_DIR "/examples/corexy.cfg";

struct Answer {
    int status;
    std::string text;  // both streams together
};

Answer ask(const std::string& arguments) {
    FILE* pipe = popen((std::string(ESCAPEMENT_PROGRAM) + " " + arguments + " 2>&1").c_str(), "r");
    std::string text;
    std::array<char, 4096> buffer;
    while (const auto count = fread(buffer.data(), 1, buffer.size(), pipe))
        text.append(buffer.data(), count);
    const int status = pclose(pipe);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text};
}

class BadInput : public ::testing::Test {
  protected:
    BadInput() : folder_(std::filesystem::path(::testing::TempDir()) / "bad_input") {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        const auto reading = config::read_config(example, config::DiskFiles());
        const auto boards = boards_for_check(reading.document, {});
        dictionary_ = file("good.dict", wire::to_json((*boards)[0].dictionary));
    }
    std::string file(const std::string& name, const std::string& content) {
        std::ofstream(folder_ / name, std::ios::binary) << content;
        return (folder_ / name).string();
    }
    std::string output() const { return (folder_ / "out.bin").string(); }
    Answer plan(const std::string& gcode, const std::string& dictionary) {
        return ask("plan " + example + " -i " + gcode + " -o " + output() + " -d " + dictionary);
    }
    void expect_nothing_written() {
        for (const auto& entry : std::filesystem::directory_iterator(folder_))
            EXPECT_FALSE(entry.path().filename().string().starts_with("out.bin")) << entry.path();
    }
    std::filesystem::path folder_;
    std::string dictionary_;
};

TEST_F(BadInput, good_input_is_planned) {
    const auto answer = plan(file("a.gcode", "G28\nG1 X10 F6000\n"), dictionary_);

    EXPECT_EQ(answer.status, 0) << answer.text;
    EXPECT_GT(std::filesystem::file_size(output()), 100u);
}

TEST_F(BadInput, binary_gcode_is_refused_with_its_line) {
    const auto answer = plan(file("a.gcode", std::string("G28\n\0\1\2\3 X\n", 11)), dictionary_);

    EXPECT_EQ(answer.status, 1);
    EXPECT_NE(answer.text.find("a.gcode:2"), std::string::npos) << answer.text;
    expect_nothing_written();
}

TEST_F(BadInput, absurd_numbers_are_refused_with_their_line) {
    for (const char* line : {"G1 X1e300",
                             "G1 X",
                             "G1 Xabc",
                             "G1 X10 F0",
                             "G1 X10 F-5",
                             "G1 E9999999",
                             "M104 S99999",
                             "G4 P-1",
                             "SET_VELOCITY_LIMIT ACCEL=-3"}) {
        const auto answer = plan(file("a.gcode", "G28\n" + std::string(line) + "\n"), dictionary_);

        EXPECT_EQ(answer.status, 1) << line;
        EXPECT_NE(answer.text.find("a.gcode:2"), std::string::npos) << line << ": " << answer.text;
        expect_nothing_written();
    }
}

TEST_F(BadInput, endless_lines_and_missing_files_are_refused) {
    const auto endless = plan(file("a.gcode", std::string(1 << 20, 'G')), dictionary_);
    const auto missing = plan("/no/such.gcode", dictionary_);

    EXPECT_EQ(endless.status, 1);
    EXPECT_NE(endless.text.find("a.gcode:1"), std::string::npos) << endless.text;
    EXPECT_EQ(missing.status, 1);
    EXPECT_NE(missing.text.find("/no/such.gcode"), std::string::npos) << missing.text;
}

TEST_F(BadInput, a_dictionary_cut_anywhere_is_refused) {
    std::ifstream in(dictionary_, std::ios::binary);
    const std::string whole{std::istreambuf_iterator<char>(in), {}};
    const auto gcode = file("a.gcode", "G28\n");
    for (const double share : {0.0, 0.1, 0.5, 0.9, 0.999}) {
        const auto size = static_cast<std::size_t>(share * static_cast<double>(whole.size()));
        const auto answer = plan(gcode, file("cut.dict", whole.substr(0, size)));

        EXPECT_EQ(answer.status, 1) << share;
        EXPECT_NE(answer.text.find("cut.dict"), std::string::npos) << answer.text;
        expect_nothing_written();
    }
}

TEST_F(BadInput, every_mistake_of_a_configuration_is_named_at_once) {
    std::ifstream in(example);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    text += "\n[fam]\npin: PA1\n[heater_fan x]\npin: PQ$$\nmax_power: 7\nspeed: 3\n";

    const auto answer = ask("check " + file("bad.cfg", text));

    EXPECT_EQ(answer.status, 1);
    for (const char* part : {"[fam]", "did you mean", "max_power", "must be at most 1", "'speed'"})
        EXPECT_NE(answer.text.find(part), std::string::npos) << part << "\n" << answer.text;
}

// What `check` says about twenty_mistakes.cfg, behind the name of the file.
constexpr const char* mistakes[] = {
    ":4: [mcu] baud: cannot read 'fast' as int",
    ":9: [printer] max_z_velocity: must be at most max_velocity 300 (is 500)",
    ":10: [printer] has no option 'square_corner_velocty' (did you mean 'square_corner_velocity'?)",
    ":13: [stepper_x] dir_pin: pin PB10 used multiple times in config: by [stepper_x] (F:12) and "
    "by "
    "[stepper_x] (F:13)",
    ":14: [stepper_x] enable_pin: Invalid pin description '!!PB1', expected [!] [chip_name:] "
    "pin_name",
    ":16:3: [stepper_x] microsteps: cannot read '16 17' as a number: expected an operator (+ - * "
    "/) "
    "before '17'\n    17\n    ^",
    ":19: [stepper_x] position_endstop: must be between position_min 0 and position_max 230 (is "
    "300)",
    ":21: [stepper_y] position_max: must be specified",
    ":22: [stepper_y] step_pin: Invalid pin description '^PB12', expected [!] [chip_name:] "
    "pin_name",
    ":23: [stepper_y] dir_pin: Invalid pin description 'PB 13', expected [!] [chip_name:] pin_name",
    ":26: [stepper_y] gear_ratio: expected two numbers above 0 such as '80:16', found '3:0'",
    ":27: [stepper_y] endstop_pin: Unknown pin chip name 'foo'",
    ":29: [stepper_z] homing_positive_dir: must be specified: Unable to infer homing_positive_dir, "
    "as position_endstop 100 is near neither end of the axis",
    ":31: [stepper_z] dir_pin: Invalid pin description '', expected [!] [chip_name:] pin_name",
    ":42: [stepper_z1] endstop_pin: Shared pin PC6 must have same polarity and pull resistor: used "
    "by [stepper_z] (F:34) and by [stepper_z1] (F:42)",
    ":43: [stepper_z1] position_max: belongs to the first motor, [stepper_z]",
    ":44: [extruder] pid_kd: must be specified for control 'pid' (PID tuning finds it)",
    ":45: [extruder] step_pin: pin PD8 used multiple times in config: by [stepper_z] (F:30) and by "
    "[extruder] (F:45)",
    ":50: [extruder] filament_diameter: must be at least nozzle_diameter 0.4 (is 0.3)",
    ":52: [extruder] sensor_type: Unknown temperature sensor 'EPCOS 100K B57560G104G' (did you "
    "mean "
    "'EPCOS 100K B57560G104F'?)",
    ":58: [extruder] max_temp: must be above min_temp, which is 300 (is 260)",
    ":60: [heater_bed] heater_pin: pin PA2 used multiple times in config: by [extruder] (F:51) and "
    "by [heater_bed] (F:60)",
    ":63: [heater_bed] adc_voltage: means nothing for a 'Generic 3950'; remove it",
    ":65: [heater_bed] pid_kp: means nothing for control 'watermark'; remove it",
    ":68: [verify_heater extrude] Unknown heater 'extrude' (did you mean 'extruder'?)",
    ":71: [fan] max_power: must be at most 1 (is 2)",
    ":74: [heater_fan hotend] heater: Unknown heater 'bed'",
    ":75: [board_pins] aliases: must be specified",
    ":76: [board_pins] has no option 'aliasses' (did you mean 'aliases'?)",
    ":77: no module serves section [fam] (did you mean 'fan'?)",
    ":80: [heater_bed] smooth_time: cannot read 'later' as float",
};

TEST_F(BadInput, twenty_mistakes_and_more_are_named_once_each_in_order) {
    const std::string name = "tests/bad_input/twenty_mistakes.cfg";
    std::string expected;
    for (const std::string mistake : mistakes) expected += "F" + mistake + "\n";
    expected += "escapement: F: " + std::to_string(std::size(mistakes)) +
                " problems; correct what is named above\n";

    const auto answer = ask("check " + name);

    EXPECT_EQ(answer.status, 1);
    EXPECT_EQ(std::regex_replace(answer.text, std::regex(name), "F"), expected);
}

// A mistake in a section that others need is not followed by complaints of these.
TEST_F(BadInput, one_mistake_is_one_complaint) {
    std::ifstream in(example);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (const char* pair :
         {"max_accel: 4000|max_accel: fast",
          "step_pin: PE0|step_pin: PB10",
          "position_endstop: 230|position_endstop: 300",
          "sensor_type: EPCOS|sensor_type: Unknown",
          "endstop_pin: ^PC6\nposition_endstop: 0|endstop_pin: probe:z_virtual_endstop"}) {
        const std::string change = pair, before = change.substr(0, change.find('|'));
        auto broken = text;
        broken.replace(text.find(before), before.size(), change.substr(before.size() + 1));

        const auto answer = ask("check " + file("bad.cfg", broken));

        EXPECT_NE(answer.text.find("bad.cfg: 1 problem;"), std::string::npos) << answer.text;
    }
}

TEST_F(BadInput, an_option_twice_is_a_warning_and_the_last_counts) {
    const auto config = config::DiskFiles().read(example);
    const auto answer = ask("check " + file("p.cfg", *config + "\n[fan]\npin: PA8\n"));

    EXPECT_EQ(answer.status, 0) << answer.text;
    EXPECT_NE(answer.text.find("warning: "), std::string::npos) << answer.text;
    EXPECT_NE(answer.text.find("[fan] pin is given twice, here and at "), std::string::npos)
        << answer.text;
}

TEST_F(BadInput, a_print_that_gets_cold_is_found) {
    const std::string warm = "G28\nM109 S200\nG1 X10 E1 F3000\n";
    const auto cold = ask("check " + example + " " +
                          file("cold.gcode", warm + "M104 S20\nG4 P600000\nG1 X20 E2\n"));

    EXPECT_EQ(cold.status, 1) << cold.text;
    EXPECT_NE(cold.text.find("cold.gcode:6: Extrude below minimum temp"), std::string::npos)
        << cold.text;

    const auto waits =
        ask("check " + example + " " +
            file("waits.gcode", warm + "TEMPERATURE_WAIT SENSOR=extruder MINIMUM=230\n"));
    EXPECT_EQ(waits.status, 1) << waits.text;
    EXPECT_NE(waits.text.find("waited an hour for a temperature"), std::string::npos) << waits.text;
}

TEST_F(BadInput, a_file_without_a_printer_is_named) {
    const auto answer = ask("check " + file("empty.cfg", "[fan]\npin: PA1\n"));

    EXPECT_NE(answer.text.find("empty.cfg: there is no [mcu] section; add one\n"),
              std::string::npos)
        << answer.text;
}

TEST_F(BadInput, rubbish_configurations_are_refused) {
    std::string noise;
    unsigned state = 1;
    for (int i = 0; i < 20000; ++i) noise += static_cast<char>((state = state * 69069 + 1) >> 24);
    for (const std::string& text : {std::string(),
                                    noise,
                                    std::string("[printer\n"),
                                    std::string("a: b\n"),
                                    std::string(1 << 20, '[')}) {
        const auto answer = ask("check " + file("bad.cfg", text));

        EXPECT_EQ(answer.status, 1) << answer.text;
        EXPECT_NE(answer.text.find("bad.cfg"), std::string::npos);
    }
}

TEST_F(BadInput, a_folder_is_not_taken_for_a_file) {
    EXPECT_NE(ask("run x.cfg --sim --print /tmp").text.find("/tmp: is a directory;"),
              std::string::npos);
    for (const auto& arguments :
         {std::string("check /tmp"),
          "check " + file("a.cfg", "[include " + folder_.string() + "]\n"),
          "plan " + example + " -i /tmp -o " + output() + " -d " + dictionary_}) {
        const auto text = ask(arguments).text;

        EXPECT_NE(text.find("Is a directory"), std::string::npos) << text;
        EXPECT_EQ(text.find("did you mean"), std::string::npos) << text;
    }
}

TEST_F(BadInput, a_full_disk_is_noticed) {
    for (const char* arguments :
         {"modules", "modules --json", "--help", "check examples/corexy.cfg"}) {
        const auto answer = ask(std::string(arguments) + " 2>&1 > /dev/full #");

        EXPECT_EQ(answer.status, 1) << arguments;
        EXPECT_EQ(answer.text, "escapement: standard output: No space left on device\n");
    }
}

TEST_F(BadInput, a_plan_overwrites_nothing_that_it_reads) {
    const auto pins = file("pins.cfg", "[board_pins]\naliases: A1=PC1\n");
    const auto config = file("a.cfg", "[include pins.cfg]\n[include " + example + "]\n");
    const auto gcode = file("a.gcode", "G28\n");
    for (const auto& target : {pins, config, gcode, dictionary_}) {
        const auto size = std::filesystem::file_size(target);
        const auto answer =
            ask("plan " + config + " -i " + gcode + " -o " + target + " -d " + dictionary_);

        EXPECT_EQ(answer.status, 1);
        EXPECT_NE(answer.text.find(target + ": is needed as input"), std::string::npos)
            << answer.text;
        EXPECT_EQ(std::filesystem::file_size(target), size);
    }
}

TEST_F(BadInput, an_emergency_stop_in_the_file_leaves_no_plan) {
    const auto answer = plan(file("a.gcode", "G28\nG1 X50 F6000\nM112\n"), dictionary_);

    EXPECT_EQ(answer.status, 1);
    EXPECT_NE(answer.text.find("Shutdown due to M112 command; nothing was written"),
              std::string::npos)
        << answer.text;
    expect_nothing_written();
}

TEST_F(BadInput, a_console_goes_on_with_a_board_that_restarts) {
    const auto script = file("a.txt",
                             "emergency_stop\nreset\nget_uptime\nget_uptime\nget_uptime\n"
                             "get_uptime\nget_uptime\nget_uptime\nget_config\n");
    const auto answer = ask("console --sim < " + script);

    EXPECT_EQ(answer.status, 0) << answer.text;
    EXPECT_NE(answer.text.find("the board has restarted; connected again"), std::string::npos);
    EXPECT_NE(answer.text.find("is_config=0 crc=0 is_shutdown=0"), std::string::npos)
        << answer.text;
}

TEST_F(BadInput, what_is_no_recording_is_not_replayed) {
    const auto gcode = ask("replay " + file("a.flight", "G28\n"));
    const auto missing = ask("replay /no/such.flight");
    const auto cut = ask("replay " + file("b.flight", "ESCFLT1\n" + std::string(5000, '\xff')));

    EXPECT_EQ(gcode.status, 1);
    EXPECT_NE(gcode.text.find("a.flight: not a flight recording"), std::string::npos) << gcode.text;
    EXPECT_EQ(missing.status, 1);
    EXPECT_NE(missing.text.find("/no/such.flight"), std::string::npos) << missing.text;
    EXPECT_EQ(cut.status, 1);
    EXPECT_NE(cut.text.find("its header is damaged"), std::string::npos) << cut.text;
}

TEST_F(BadInput, faults_that_make_no_sense_are_refused) {
    const auto answer = ask("wire-fault " + file("board", "") + " " + output() + " --both dorp=1");
    const auto no_board = ask("wire-fault " + file("board", "") + " " + output());

    EXPECT_EQ(answer.status, 2);
    EXPECT_NE(answer.text.find("--both: unknown fault 'dorp' (did you mean 'drop'?)"),
              std::string::npos)
        << answer.text;
    EXPECT_EQ(no_board.status, 1);
    EXPECT_NE(no_board.text.find("not a serial port"), std::string::npos) << no_board.text;
    expect_nothing_written();
}

TEST_F(BadInput, a_simulated_printer_takes_nobody_elses_place) {
    const auto taken = file("mcu", "something else");

    const auto answer = ask("sim " + example + " --folder " + folder_.string());

    EXPECT_EQ(answer.status, 1);
    EXPECT_NE(answer.text.find(taken + ": is there already"), std::string::npos) << answer.text;
}

TEST_F(BadInput, wrong_command_lines_say_what_to_do) {
    for (const char* arguments : {"",
                                  "pln",
                                  "plan",
                                  "run",
                                  "plan x -i y -o z -d w --nonsense",
                                  "console",
                                  "run x --report xml"}) {
        const auto answer = ask(arguments);

        EXPECT_EQ(answer.status, 2) << arguments;
        EXPECT_NE(answer.text.find("--help"), std::string::npos) << arguments << answer.text;
    }
}

}  // namespace
}  // namespace escapement::app
