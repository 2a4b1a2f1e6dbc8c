// Templates are evaluated with what the host gives, within limits, and say what is wrong.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/template.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "template/evaluator.hpp"
#include "template/expressions.hpp"
#include "template/host_values.hpp"
#include "template/loop.hpp"
#include "template/macro.hpp"
#include "template/variables.hpp"

namespace escapement::templates {
namespace {

// What a template prints, or its error.
std::string rendered(std::string_view source,
                     const Names& names = NameList(),
                     const Limits& limits = {}) {
    const auto compiled = Template::compile(source, "test");
    if (!compiled) return compiled.error().what;
    const auto printed = compiled->render(names, limits);
    return printed ? *printed : printed.error().what;
}

std::string within(const Limits& limits, std::string_view source) {
    return rendered(source, NameList(), limits);
}

bool mentions(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

// Counts how often its fields are computed.
class Thermometer final : public HostObject {
  public:
    std::optional<HostValue> field(std::string_view name) override {
        ++reads;
        if (name == "temperature") return HostValue(204.5 + reads);
        if (name == "target") return HostValue(205.0);
        return std::nullopt;
    }
    std::vector<std::string> names() override { return {"temperature", "target"}; }
    int reads = 0;
};

class Machine final : public HostObject {
  public:
    std::optional<HostValue> field(std::string_view name) override {
        asked.emplace_back(name);
        if (name == "extruder") return HostValue(&extruder);
        if (name == "heater_bed") return HostValue(&bed);
        return std::nullopt;
    }
    bool has(std::string_view name) override { return name == "extruder" || name == "heater_bed"; }
    std::vector<std::string> names() override { return {"extruder", "heater_bed"}; }
    bool is_mapping() const override { return false; }
    std::string_view type_name() const override { return "Machine"; }

    Thermometer extruder;
    Thermometer bed;
    std::vector<std::string> asked;
};

class HostObjects : public ::testing::Test {
  protected:
    HostObjects() { names.set("printer", &machine); }
    Machine machine;
    NameList names;
};

TEST_F(HostObjects, only_what_is_read_is_computed) {
    EXPECT_EQ(rendered("{ printer.extruder.target }", names), "205.0");

    EXPECT_EQ(machine.asked, std::vector<std::string>{"extruder"});
    EXPECT_EQ(machine.extruder.reads, 1);
    EXPECT_EQ(machine.bed.reads, 0);
}

TEST_F(HostObjects, a_field_is_the_same_throughout_an_evaluation) {
    const std::string_view source =
        "{% for i in range(3) %}{ printer.extruder.temperature } {% endfor %}";

    EXPECT_EQ(rendered(source, names), "205.5 205.5 205.5 ");
    EXPECT_EQ(rendered(source, names), "206.5 206.5 206.5 ");
}

TEST_F(HostObjects, asking_whether_something_is_there_computes_nothing) {
    EXPECT_EQ(rendered("{ 'extruder' in printer }{ 'fan' in printer }", names), "TrueFalse");
    EXPECT_TRUE(machine.asked.empty());
}

TEST_F(HostObjects, what_is_not_there_is_undefined) {
    EXPECT_EQ(rendered("{ printer.fan is defined }{ printer.extruder.x is defined }", names),
              "FalseFalse");
    EXPECT_TRUE(mentions(rendered("{ printer.fan.speed }", names),
                         "'Machine object' has no attribute 'fan'"));
}

TEST_F(HostObjects, one_that_stands_for_a_dict_has_its_methods) {
    EXPECT_EQ(rendered("{ printer.extruder.keys()|list } { printer.extruder|length } "
                       "{ printer.extruder is mapping } { printer.extruder.get('x', 1) }",
                       names),
              "['temperature', 'target'] 2 True 1");
    EXPECT_EQ(rendered("{ printer.bed is mapping }{ printer is mapping }", names), "FalseFalse");
}

TEST_F(HostObjects, can_be_gone_through) {
    EXPECT_EQ(rendered("{% for name in printer %}{ name };{% endfor %}", names),
              "extruder;heater_bed;");
}

class Recorder final : public HostFunction {
  public:
    base::Result<base::Value> call(const HostArguments& arguments) override {
        calls.push_back(arguments);
        if (refuses) return base::Error{"no"};
        return base::Value("done");
    }
    std::vector<HostArguments> calls;
    bool refuses = false;
};

TEST(HostFunctions, get_their_arguments_as_plain_values) {
    Recorder recorder;
    NameList names;
    names.set("report", &recorder);

    EXPECT_EQ(rendered("{ report((1, 'a'), x={'k': 2.5}, y=nothing) }", names), "done");

    ASSERT_EQ(recorder.calls.size(), 1U);
    EXPECT_EQ(base::to_json(recorder.calls[0].positional[0]), "[1, \"a\"]");
    EXPECT_EQ(base::to_json(recorder.calls[0].named[0].second), "{\"k\": 2.5}");
    EXPECT_EQ(recorder.calls[0].named[1].first, "y");
}

TEST(HostFunctions, an_error_of_theirs_ends_the_evaluation) {
    Recorder recorder;
    recorder.refuses = true;
    NameList names;
    names.set("stop", &recorder);

    EXPECT_TRUE(mentions(rendered("{ stop('x') }{ stop('y') }", names), "gcode.CommandError: no"));
    EXPECT_EQ(recorder.calls.size(), 1U);
}

TEST(Errors, name_the_kind_the_place_and_the_expression) {
    EXPECT_EQ(rendered("G1 X{ 1 }\n  Y{ params.Y + 1 }"),
              "Error evaluating 'test': jinja2.exceptions.UndefinedError: 'params' is undefined "
              "(line 2, column 6: params.Y); give it a value with |default(...), or ask "
              "`is defined` first");
    EXPECT_EQ(rendered("{ '5' + 1 }"),
              "Error evaluating 'test': TypeError: can only concatenate str (not \"int\") to str "
              "(line 1, column 3: '5' + 1); parameters are text: use |int or |float for numbers, "
              "~ to join text");
}

TEST(Errors, of_the_syntax_show_the_line) {
    EXPECT_EQ(rendered("G28\nM104 S{ 1 + }\n"),
              "Error loading template 'test'\nline 2: M104 S{ 1 + } # unexpected 'end of print "
              "statement' (column 13)");
}

TEST(Errors, filters_for_web_pages_are_refused_with_a_reason) {
    EXPECT_TRUE(mentions(rendered("{ 'x'|urlize }"), "No filter named 'urlize'. (it is made for"));
}

TEST(LimitsOf, endless_loops_end) {
    EXPECT_TRUE(mentions(within({.steps = 10'000}, "{% for i in range(10**15) %}{% endfor %}"),
                         "more than 10000 steps"));
    EXPECT_TRUE(mentions(within({.steps = 10'000}, "{ range(10**15)|sum }"), "10000 steps"));
    EXPECT_TRUE(mentions(within({.steps = 10'000}, "{ 1.5 in range(10**15) }"), "False"));
    EXPECT_TRUE(
        mentions(within({.steps = 10'000},
                        "{% set l = [1] %}{% for i in l %}{% do l.append(i) %}{% endfor %}"),
                 "10000 steps"));
}

TEST(LimitsOf, steps_are_shown_where_they_ran_out) {
    EXPECT_TRUE(
        mentions(within({.steps = 10'000},
                        "G28\n{% for i in range(10**9) %}\n  {% set a = i %}\n{% endfor %}"),
                 "(line 3, column"));
    EXPECT_TRUE(mentions(within({.steps = 10'000}, "G28\n{% for i in range(10**9) %}{% endfor %}"),
                         "(line 2, column"));
}

TEST(LimitsOf, looking_at_long_texts_takes_steps) {
    const std::string_view long_text = "{% set s = 'x' * 1000000 %}";
    for (const std::string_view look : {"s[0]",
                                        "s|length",
                                        "s[1:]",
                                        "'y' in s",
                                        "s == s ~ 'y'",
                                        "s.find('y')",
                                        "s is lower",
                                        "{s: 1}"})
        EXPECT_TRUE(mentions(within({.steps = 300'000},
                                    std::string(long_text) +
                                        "{% for i in range(100) %}{% set a = " + std::string(look) +
                                        " %}{% endfor %}"),
                             "more than 300000 steps"))
            << look;
}

TEST(LimitsOf, comparing_items_and_searching_for_long_texts_takes_steps) {
    const std::string many = "{% set s = range(100000)|list %}{% set t = range(100000)|list %}";
    for (const std::string_view look : {"s == t", "s < t", "s != t", "t in [s]"})
        EXPECT_TRUE(mentions(within({.steps = 1'000'000},
                                    many + "{% for i in range(100) %}{% set a = " +
                                        std::string(look) + " %}{% endfor %}"),
                             "more than 1000000 steps"))
            << look;
    const std::string texts = "{% set s = 'a' * 2000000 %}{% set n = 'a' * 1000000 ~ 'b' %}";
    for (const std::string_view look : {"s.find(n)",
                                        "s.rfind(n)",
                                        "s.count(n)",
                                        "s.split(n)",
                                        "s.rsplit(n)",
                                        "s.partition(n)",
                                        "s.replace(n, '')",
                                        "n in s",
                                        "s|replace(n, '')"})
        EXPECT_TRUE(mentions(within({}, texts + "{ " + std::string(look) + " }"),
                             "more than 5000000 steps"))
            << look;
}

TEST(LimitsOf, memory_is_bounded) {
    const Limits limits{.memory = 1'000'000};
    EXPECT_TRUE(mentions(within(limits, "{ range(10**15)|list|length }"), "1000000 bytes"));
    EXPECT_TRUE(mentions(within(limits, "{ [0] * 10**12 }"), "1000000 bytes"));
    EXPECT_TRUE(mentions(within(limits,
                                "{% set ns = namespace(l=[1]) %}{% for i in range(99) %}"
                                "{% set ns.l = ns.l + ns.l %}{% endfor %}"),
                         "1000000 bytes"));
}

TEST(LimitsOf, texts_are_bounded) {
    const Limits limits{.output = 10'000};
    EXPECT_TRUE(mentions(within(limits, "{ 'x' * 10**15 }"), "more than 10000 bytes"));
    EXPECT_TRUE(
        mentions(within(limits, "{% for i in range(5000) %}xxx{% endfor %}"), "10000 bytes"));
    EXPECT_TRUE(mentions(within(limits, "{ '%99999999s' % 1 }"), "10000 bytes"));
    EXPECT_TRUE(mentions(within(limits, "{ '{:>99999999}'.format(1) }"), "10000 bytes"));
    for (const char* wide : {"'x'.rjust(10**9)",
                             "'x'.center(50000)",
                             "'x'.zfill(10**9)",
                             "'%1000000000d' % 1",
                             "'%*d' % (10**9, 1)",
                             "'{:>1000000000}'.format(1)"})
        EXPECT_TRUE(
            mentions(within(limits, "{ (" + std::string(wide) + ")|length }"), "10000 bytes"))
            << wide;
    EXPECT_TRUE(mentions(within(limits, "{ ('x' * 9000)|replace('', 'yyyy') }"), "10000 bytes"));
    EXPECT_TRUE(mentions(within(limits,
                                "{% set ns = namespace(l=[1]) %}{% for i in range(50) %}"
                                "{% set ns.l = [ns.l, ns.l] %}{% endfor %}{ ns.l }"),
                         "10000 bytes"));
}

TEST(LimitsOf, depth_is_bounded) {
    constexpr std::string_view too_deep = "maximum recursion depth exceeded";
    EXPECT_TRUE(mentions(rendered("{% macro m() %}{ m() }{% endmacro %}{ m() }"), too_deep));
    EXPECT_TRUE(
        mentions(rendered("{% for i in [1] recursive %}{ loop([1]) }{% endfor %}"), too_deep));
    const std::string nest =
        "{% set ns = namespace(l=[]) %}{% for i in range(100000) %}{% set ns.l = [ns.l] %}{% "
        "endfor %}";
    EXPECT_TRUE(mentions(rendered(nest + "{ ns.l }"), too_deep));
    EXPECT_TRUE(mentions(rendered(nest + "{ ns.l == [ns.l] }"), too_deep));
    EXPECT_TRUE(mentions(rendered(nest + "{ ns.l|tojson }"), too_deep));
}

TEST(LimitsOf, a_list_in_itself_is_harmless) {
    EXPECT_TRUE(mentions(rendered("{% set l = [] %}{% do l.append(l) %}{ l|length }{ l }"),
                         "maximum recursion depth exceeded"));
}

TEST(LimitsOf, the_host_can_stop_an_evaluation) {
    int asked = 0;
    const Limits limits{.stop = [&] { return ++asked == 3; }};

    EXPECT_TRUE(mentions(within(limits, "{% for i in range(10**15) %}{% endfor %}"),
                         "the evaluation was cancelled"));
    EXPECT_EQ(asked, 3);
}

TEST(LimitsOf, whole_numbers_do_not_grow_for_ever) {
    const auto refusal = "OverflowError: a whole number beyond 65536 bits";
    EXPECT_TRUE(mentions(rendered("{ 2 ** 65536 }"), refusal));
    EXPECT_EQ(rendered("{ 2 ** 65535 > 1 }{ (2 ** 65535 - 1 + 2 ** 65535) // 2 ** 65530 }"),
              "True63");
    EXPECT_TRUE(mentions(rendered("{ 3 ** (2 ** 70) }"), refusal));
    EXPECT_TRUE(mentions(rendered("{ 2 ** 40000 * 2 ** 40000 }"), refusal));
    EXPECT_TRUE(mentions(rendered("{ -(2 ** 65535) - 2 ** 65535 }"), refusal));
    EXPECT_TRUE(mentions(rendered("{ ('9' * 30000)|int }"), "0"));
    EXPECT_TRUE(mentions(rendered("{% set n = namespace(v=3) %}{% for i in range(100000) %}"
                                  "{% set n.v = n.v * n.v % 2 ** 32000 %}{% endfor %}"),
                         "steps"));
    EXPECT_TRUE(mentions(rendered("{ range(-9223372036854775807, 9223372036854775807) }"),
                         "OverflowError"));
    EXPECT_EQ(rendered("{ 'abc'.center(-9223372036854775807) }{ 1.5|round(-9223372036854775807) }"
                       "{ 'abc'|truncate(9223372036854775807) }"
                       "{ range(4611686018427387903)[::9223372036854775807]|length }"),
              "abc0.0abc1");
    EXPECT_TRUE(mentions(rendered("{ " + std::string(30'000, '9') + " }"),
                         "the number has too many digits"));
}

TEST(Template, random_items_come_from_the_host) {
    const Limits limits{.random_bits = [] { return std::uint64_t{4}; }};

    EXPECT_EQ(within(limits, "{ [1, 2, 3]|random }"), "2");
    EXPECT_EQ(rendered("{ [1, 2, 3]|random }"), "1");
}

TEST(Template, two_evaluations_do_not_share_anything) {
    const auto compiled = Template::compile("{% set l = [1] %}{% do l.append(2) %}{ l }", "test");
    ASSERT_TRUE(compiled);

    EXPECT_EQ(*compiled->render(NameList()), "[1, 2]");
    EXPECT_EQ(*compiled->render(NameList()), "[1, 2]");
}

}  // namespace
}  // namespace escapement::templates
