// Printing small files on the simulated example printer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "config/reader.hpp"
#include "escapement/print_report.hpp"
#include "escapement/sim_blueprint.hpp"
#include "escapement/simulated_print.hpp"

namespace escapement::app {

inline const std::string examples = ESCAPEMENT_SOURCE_DIR "/examples/";

struct Outcome {
    PrintReport report;
    std::string failure;
};

inline config::Document example_printer() {
    return config::read_config(examples + "corexy.cfg", config::DiskFiles()).document;
}

// An example's printer with these sections besides.
inline config::Document printer_with(const std::string& printer, const std::string& sections) {
    std::ifstream example(examples + printer);
    const std::string text{std::istreambuf_iterator<char>(example), {}};
    const auto path = std::filesystem::path(::testing::TempDir()) / "print_test.cfg";
    std::ofstream(path) << text << "\n" << sections;
    return config::read_config(path.string(), config::DiskFiles()).document;
}

inline config::Document example_printer_with(const std::string& sections) {
    return printer_with("corexy.cfg", sections);
}

inline Outcome print_with(const config::Document& config,
                          sim::Blueprint machine,
                          const std::string& gcode) {
    SimulatedPrint print(config, std::move(machine), gcode);
    const auto result = print.run();
    return {print.report(), result.failure};
}

// On a machine that need not be the one in the configuration.
inline Outcome print_on(sim::Blueprint machine, const std::string& gcode) {
    return print_with(example_printer(), std::move(machine), gcode);
}

inline Outcome print(const std::string& gcode) {
    return print_on(*make_blueprint(example_printer()), gcode);
}

inline std::string small_file(const std::string& text) {
    const auto path = std::filesystem::path(::testing::TempDir()) / "print_test.gcode";
    std::ofstream(path) << text;
    return path.string();
}

}  // namespace escapement::app
