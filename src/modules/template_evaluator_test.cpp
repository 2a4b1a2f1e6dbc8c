// Tests of outputs and lights that follow templates.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/template_evaluator.hpp"

#include <gtest/gtest.h>

#include "modules/led_control.hpp"
#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string strip = "[neopixel strip]\npin: PC0\nchain_count: 2\n";
const std::string glow = "[display_template glow]\nparam_red: 0.5\ntext: { param_red }, 1.5, -1\n";

TEST(TemplateEvaluator, lights_take_their_colours_from_a_template) {
    OfflinePrinter printer(strip + glow);

    printer.run("SET_LED_TEMPLATE LED=strip TEMPLATE=glow PARAM_RED=0.25 INDEX=2\nG4 P10\nM400");
    printer.sent("");

    EXPECT_EQ(printer.status("neopixel strip", "color_data"),
              "[[0.0, 0.0, 0.0, 0.0], [0.25, 1.0, 0.0, 0.0]]");
}

TEST(TemplateEvaluator, templates_call_for_others) {
    OfflinePrinter printer(strip + glow +
                           "[display_template both]\ntext: { render('glow', param_red=1) }\n");

    printer.run("SET_LED_TEMPLATE LED=strip TEMPLATE=both\nG4 P10\nM400");
    printer.sent("");

    EXPECT_EQ(printer.status("neopixel strip", "color_data"),
              "[[1.0, 1.0, 0.0, 0.0], [1.0, 1.0, 0.0, 0.0]]");
}

TEST(TemplateEvaluator, a_template_that_calls_for_itself_is_told_of) {
    OfflinePrinter printer(strip + "[display_template loop]\ntext: { render('loop') }\n");
    printer.said();

    printer.run("SET_LED_TEMPLATE LED=strip TEMPLATE=loop\nG4 P10\nM400");
    printer.sent("");

    const auto said = printer.said();
    ASSERT_FALSE(said.empty());
    EXPECT_NE(said.front().find("display_template 'loop' calls for itself again and again"),
              std::string::npos)
        << said.front();
}

TEST(TemplateEvaluator, names_must_be_right) {
    OfflinePrinter printer(strip + glow);

    EXPECT_EQ(printer.failure("SET_LED_TEMPLATE LED=strip TEMPLATE=glew"),
              "Unknown display_template 'glew'");
    EXPECT_EQ(printer.failure("SET_LED_TEMPLATE LED=strip TEMPLATE=glow PARAM_BLUE=1"),
              "Invalid display_template parameter: param_blue");
    EXPECT_EQ(printer.failure("SET_LED_TEMPLATE LED=strip TEMPLATE=glow PARAM_RED=x"),
              "Unable to parse 'x' as a literal");
    EXPECT_EQ(printer.failure("SET_LED_TEMPLATE LED=strip TEMPLATE=glow INDEX=3"),
              "Error on 'SET_LED_TEMPLATE': INDEX: must be at most 2 (is 3)");
}

TEST(ReadLedColor, takes_up_to_four_parts) {
    EXPECT_EQ(read_led_color("0.5, 2, -1"), (LedColor{0.5, 1.0, 0.0, 0.0}));
    EXPECT_EQ(read_led_color("0.1,0.2,0.3,0.4"), (LedColor{0.1, 0.2, 0.3, 0.4}));
    EXPECT_EQ(read_led_color("red"), LedColor{});
    EXPECT_EQ(read_led_color(""), LedColor{});
}

TEST(NumberOf, is_zero_for_what_is_no_number) {
    EXPECT_EQ(number_of(" 0.25\n"), 0.25);
    EXPECT_EQ(number_of("much"), 0.0);
}

}  // namespace
}  // namespace escapement::modules
