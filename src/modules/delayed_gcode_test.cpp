// Tests G-code that runs after a while.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/delayed_gcode.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "modules/testing_printer.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using Said = std::vector<std::string>;

const std::string hello = "[delayed_gcode hello]\ngcode: ECHO HELLO\n";

TEST(DelayedGcode, runs_once_after_its_initial_duration) {
    OfflinePrinter printer(hello + "initial_duration: 2\n");
    ASSERT_EQ(printer.problems(), "");

    printer.wait(base::Seconds{1.9});
    EXPECT_EQ(printer.said(), Said{});
    printer.wait(base::Seconds{10.0});

    EXPECT_EQ(printer.said(), Said{"// ECHO HELLO"});
}

TEST(DelayedGcode, does_nothing_by_itself_without_a_duration) {
    OfflinePrinter printer(hello);

    printer.wait(base::Seconds{100.0});

    EXPECT_EQ(printer.said(), Said{});
}

TEST(DelayedGcode, is_started_moved_and_stopped_by_a_command) {
    OfflinePrinter printer(hello);

    printer.run("UPDATE_DELAYED_GCODE ID=hello DURATION=5");
    printer.wait(base::Seconds{4.0});
    printer.run("UPDATE_DELAYED_GCODE ID=hello DURATION=5");
    printer.wait(base::Seconds{4.0});
    EXPECT_EQ(printer.said(), Said{});
    printer.wait(base::Seconds{2.0});
    EXPECT_EQ(printer.said(), Said{"// ECHO HELLO"});
    printer.run(
        "UPDATE_DELAYED_GCODE ID=hello DURATION=1\nUPDATE_DELAYED_GCODE ID=hello DURATION=0");
    printer.wait(base::Seconds{10.0});

    EXPECT_EQ(printer.said(), Said{});
}

TEST(DelayedGcode, repeats_itself_as_long_as_its_script_says_so) {
    OfflinePrinter printer(R"([gcode_macro COUNT]
variable_n: 0
gcode:
    ECHO _{n}
    SET_GCODE_VARIABLE MACRO=COUNT VARIABLE=n VALUE={n + 1}
[delayed_gcode loop]
initial_duration: 1
gcode:
    COUNT
    UPDATE_DELAYED_GCODE ID=loop DURATION={1 if printer["gcode_macro COUNT"].n < 2 else 0}
)");
    ASSERT_EQ(printer.problems(), "");

    printer.wait(base::Seconds{2.5});
    EXPECT_EQ(printer.said(), (Said{"// ECHO _0", "// ECHO _1"}));
    printer.wait(base::Seconds{10.0});

    EXPECT_EQ(printer.said(), Said{"// ECHO _2"});
}

TEST(DelayedGcode, failure_is_told_and_stops_nothing) {
    OfflinePrinter printer(R"([delayed_gcode bad]
initial_duration: 1
gcode: ECHO { 1 / 0 }
)");

    printer.wait(base::Seconds{2.0});

    EXPECT_EQ(printer.said(),
              Said{"!! Error evaluating 'delayed_gcode bad:gcode': ZeroDivisionError: division by "
                   "zero (line 1, column 8: 1 / 0; printer.cfg:64:15)"});
    EXPECT_EQ(printer.printer().state(), printer::State::ready);
}

TEST(DelayedGcode, waits_until_it_is_its_turn) {
    OfflinePrinter printer(hello + "initial_duration: 1\n");
    auto taking = printer.printer().turns().take();
    taking.start();
    {
        const auto turn = taking.take();
        printer.wait(base::Seconds{5.0});
        EXPECT_EQ(printer.said(), Said{});
    }

    printer.wait(base::Seconds{0.1});

    EXPECT_EQ(printer.said(), Said{"// ECHO HELLO"});
}

TEST(DelayedGcode, ends_with_the_printer_in_the_midst_of_a_macro) {
    OfflinePrinter printer(R"([gcode_macro LONG]
variable_n: 0
gcode:
    {% for i in range(10000) %}
    SET_GCODE_VARIABLE MACRO=LONG VARIABLE=n VALUE={i}
    {% endfor %}
[delayed_gcode start]
initial_duration: 1
gcode: LONG
)");

    printer.wait(base::Seconds{1.0});
    printer.wait(base::Seconds{0.0});

    EXPECT_NE(printer.status("gcode_macro LONG", "n"), "0");
    EXPECT_NE(printer.status("gcode_macro LONG", "n"), "9999");
}

TEST(DelayedGcode, is_silent_once_the_printer_is_stopped) {
    OfflinePrinter printer(hello + "initial_duration: 1\n");
    printer.run("M112");
    printer.said();

    printer.wait(base::Seconds{5.0});

    EXPECT_EQ(printer.said(), Said{});
}

TEST(DelayedGcode, wants_a_name_that_exists_and_a_duration) {
    OfflinePrinter printer(hello);

    EXPECT_EQ(printer.failure("UPDATE_DELAYED_GCODE ID=helo DURATION=1"),
              "The value 'helo' is not valid for ID. Options: 'hello' (did you mean 'hello'?)");
    EXPECT_EQ(printer.failure("UPDATE_DELAYED_GCODE ID=hello"),
              "Error on 'UPDATE_DELAYED_GCODE ID=hello': missing DURATION");
    EXPECT_EQ(printer.failure("UPDATE_DELAYED_GCODE ID=hello DURATION=-1"),
              "Error on 'UPDATE_DELAYED_GCODE ID=hello DURATION=-1': DURATION: must be at least 0 "
              "(is -1)");
}

TEST(DelayedGcode, needs_a_script) {
    OfflinePrinter printer("[delayed_gcode empty]\ninitial_duration: -1\n");

    EXPECT_EQ(printer.problems(),
              "printer.cfg:62: [delayed_gcode empty] gcode: must be specified\n"
              "printer.cfg:63: [delayed_gcode empty] initial_duration: must be at least 0 (is -1)");
}

}  // namespace
}  // namespace escapement::modules
