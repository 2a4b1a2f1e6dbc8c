// A printer with a folder of files to print, for tests.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "modules/testing_folder.hpp"
#include "modules/testing_printer.hpp"

namespace escapement::modules::testing {

// The printer is at home, and has said nothing yet.
class CardTest : public ::testing::Test {
  protected:
    explicit CardTest(const std::string& more = "")
        : printer("[virtual_sdcard]\npath: " + folder.path() + "\n[pause_resume]\n" + more) {
        EXPECT_EQ(printer.problems(), "");
        printer.run("G28");
        printer.said();
    }
    // Prints a file to its end, or to its pause; what was said.
    std::vector<std::string> print(const std::string& content) {
        folder.write("cube.gcode", content);
        printer.run("SDCARD_PRINT_FILE FILENAME=cube.gcode");
        printer.finish_files();
        return printer.said();
    }
    std::string stats(const std::string& field) { return printer.status("print_stats", field); }
    std::string card(const std::string& field) { return printer.status("virtual_sdcard", field); }
    std::string x() {
        const auto position = printer.status("gcode_move", "position");
        return position.substr(1, position.find(',') - 1);
    }

    Folder folder{"virtual_sdcard"};
    OfflinePrinter printer;
};

}  // namespace escapement::modules::testing
