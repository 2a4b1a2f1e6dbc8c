// Printing small files on the simulated example printer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
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

// On a machine that need not be the one in the configuration.
inline Outcome print_on(sim::Blueprint machine, const std::string& gcode) {
    const auto config = example_printer();
    SimulatedPrint print(config, std::move(machine), gcode);
    const auto result = print.run();
    return {print.report(), result.failure};
}

inline Outcome print(const std::string& gcode) {
    return print_on(*make_blueprint(example_printer()), gcode);
}

inline std::string small_file(const std::string& text) {
    const auto path = std::filesystem::path(testing::TempDir()) / "print_test.gcode";
    std::ofstream(path) << text;
    return path.string();
}

}  // namespace escapement::app
