// Claims about commands for accelerometers where nobody answers; tests/live has one that answers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/accelerometers.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string one = "[adxl345]\ncs_pin: PC0\n";
const std::string another = "[adxl345 hotend]\ncs_pin: PC1\n";

TEST(Accelerometers, commands_are_unknown_without_a_chip) {
    OfflinePrinter printer;

    printer.run("ACCELEROMETER_QUERY");

    EXPECT_EQ(printer.said(),
              (std::vector<std::string>{"// Unknown command:\"ACCELEROMETER_QUERY\"; it needs a "
                                        "section [adxl345] or [bmi160] or [icm20948]"}));
}

TEST(Accelerometers, chips_are_chosen_by_name) {
    OfflinePrinter printer(one + another);
    EXPECT_EQ(printer.problems(), "");

    for (const char* line : {"ACCELEROMETER_QUERY",
                             "ACCELEROMETER_QUERY CHIP=adxl345",
                             "ACCELEROMETER_QUERY CHIP=hotend",
                             "ACCELEROMETER_MEASURE CHIP=hotend",
                             "ACCELEROMETER_MEASURE CHIP=hotend NAME=a-1",
                             "ACCELEROMETER_DEBUG_READ REG=0x7f",
                             "ACCELEROMETER_DEBUG_WRITE CHIP=hotend REG=10 VAL=0b101"})
        EXPECT_EQ(printer.failure(line), "") << line;
    EXPECT_EQ(printer.failure("ACCELEROMETER_QUERY CHIP=bed"),
              "The value 'bed' is not valid for CHIP. Options: 'adxl345', 'hotend'");
}

TEST(Accelerometers, without_a_nameless_one_a_name_is_needed) {
    OfflinePrinter printer(another);

    EXPECT_EQ(printer.failure("ACCELEROMETER_QUERY"), "missing CHIP: say which accelerometer");
}

TEST(Accelerometers, numbers_of_registers_are_checked) {
    OfflinePrinter printer(one);

    EXPECT_EQ(printer.failure("ACCELEROMETER_DEBUG_READ REG=128"),
              "REG: must be a whole number from 0 to 127 (is '128')");
    EXPECT_EQ(printer.failure("ACCELEROMETER_DEBUG_READ REG=0xg"),
              "REG: must be a whole number from 0 to 127 (is '0xg')");
    EXPECT_EQ(printer.failure("ACCELEROMETER_DEBUG_WRITE REG=0x2d VAL=-1"),
              "VAL: must be a whole number from 0 to 255 (is '-1')");
}

TEST(Accelerometers, labels_of_files_are_checked) {
    OfflinePrinter printer(one);
    printer.run("ACCELEROMETER_MEASURE");

    EXPECT_EQ(printer.failure("ACCELEROMETER_MEASURE NAME=../x"),
              "Invalid NAME parameter '../x': only letters, digits, '-' and '_' can be part of a "
              "file's name");
}

TEST(Accelerometers, names_are_those_of_one_chip) {
    OfflinePrinter printer(another + "[adxl345 adxl345]\ncs_pin: PC0\n" + one.substr(0, 10) +
                           "cs_pin: PC2\n");

    EXPECT_NE(printer.problems().find("Accelerometer with name 'adxl345' already defined"),
              std::string::npos)
        << printer.problems();
}

TEST(Accelerometers, only_one_is_nameless) {
    OfflinePrinter printer(one + "[lis2dw]\n");

    EXPECT_NE(printer.problems().find(
                  "Default accelerometer already defined; section 'lis2dw' must include an "
                  "additional name, e.g. 'lis2dw second_accelerometer'"),
              std::string::npos)
        << printer.problems();
}

TEST(Accelerometers, a_query_takes_a_second_of_the_print) {
    OfflinePrinter printer(one);
    printer.run("ACCELEROMETER_QUERY\nG28 X");

    EXPECT_GE(std::stod(printer.status("toolhead", "print_time")), 1.0);
}

}  // namespace
}  // namespace escapement::modules
