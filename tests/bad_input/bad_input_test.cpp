// Truncated, binary and absurd input: one clear error each, no crash, nothing half-written.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
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

class BadInput : public testing::Test {
  protected:
    BadInput() : folder_(std::filesystem::path(testing::TempDir()) / "bad_input") {
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
        EXPECT_FALSE(std::filesystem::exists(output()));
        EXPECT_FALSE(std::filesystem::exists(output() + ".part"));
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
