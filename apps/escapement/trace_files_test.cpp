// Tests of the tables of a trace.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/trace_files.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace escapement::app {
namespace {

std::string content(const std::string& file) {
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

TEST(TraceFiles, are_tables_with_a_header_and_a_row_each) {
    const std::string prefix = ::testing::TempDir() + "trace_files";
    std::filesystem::remove(prefix + "-path.csv");
    auto files = TraceFiles::create(prefix);
    ASSERT_TRUE(files);
    TraceSample sample{.time = 1.5, .axes = {}, .shaped = {}, .filament = {}, .steppers = {2.5}};
    sample.axes[0] = {1.0, -2.0, -0.0};

    files->begin({"stepper_x"});
    files->write(sample);
    files->write("stepper_x", {1.25, 2.5, motion::Direction::backward});
    EXPECT_FALSE(std::filesystem::exists(prefix + "-path.csv"));
    ASSERT_TRUE(files->finish());
    ASSERT_TRUE(files->commit());

    const auto path = content(prefix + "-path.csv");
    EXPECT_EQ(path.substr(0, path.find(",y_mm")), "time_s,x_mm,x_mm_per_s,x_mm_per_s2");
    EXPECT_NE(path.find(",e_mm,e_mm_per_s,e_mm_per_s2,stepper_x_mm\n"), std::string::npos);
    EXPECT_NE(path.find("\n1.500000,1.000000,-2.000000,0.000,"), std::string::npos) << path;
    EXPECT_EQ(content(prefix + "-steps.csv"),
              "time_s,stepper,direction,position_mm\n1.250000000,stepper_x,-1,2.500000\n");
}

TEST(TraceFiles, a_folder_that_is_not_there_is_told) {
    const auto files = TraceFiles::create("/nowhere/at/all");

    ASSERT_FALSE(files);
    EXPECT_NE(files.error().what.find("/nowhere/at/all-path.csv"), std::string::npos);
}

}  // namespace
}  // namespace escapement::app
