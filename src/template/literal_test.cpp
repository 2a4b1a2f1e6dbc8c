// Tests reading values that are written as Python writes them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/literal.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "template/template.hpp"

namespace escapement::templates {
namespace {

// As a template prints it, which is Python's repr() for everything but text.
std::string read(const std::string& text) {
    auto literal = read_literal(text);
    if (!literal) return literal.error().what;
    NameList names;
    names.set("x", std::move(*literal));
    auto printed = Template::compile("{ [x] }", "test")->render(names);
    return printed ? printed->substr(1, printed->size() - 2) : printed.error().what;
}

TEST(Literal, reads_what_python_reads) {
    const std::pair<const char*, const char*> cases[] = {
        {"1", "1"},
        {"-7", "-7"},
        {" - 7 ", "-7"},
        {"+3", "3"},
        {"0x1F", "31"},
        {"0b101", "5"},
        {"1_000", "1000"},
        {"1.", "1.0"},
        {".5", "0.5"},
        {"-1e-5", "-1e-05"},
        {"1E3", "1000.0"},
        {"True", "True"},
        {"None", "None"},
        {"'a b'", "'a b'"},
        {"\"it's\"", "\"it's\""},
        {"'a' \"b\"", "'ab'"},
        {R"('\x41\n\'')", R"("A\n'")"},
        {R"(r'\n')", R"('\\n')"},
        {"u'x'", "'x'"},
        {"'''a\n'b''' ", R"("a\n'b")"},
        {"[]", "[]"},
        {"[1, 'a', [2.5,],]", "[1, 'a', [2.5]]"},
        {"\n[1,\n2]", "[1, 2]"},
        {"()", "()"},
        {"(1)", "1"},
        {"(1,)", "(1,)"},
        {"1, 2", "(1, 2)"},
        {"{}", "{}"},
        {"{'a': 1, 2: (3, 4), None: {'b': False}}", "{'a': 1, 2: (3, 4), None: {'b': False}}"},
        {"{'a': 1, 'a': 2}", "{'a': 2}"},
        {"-(1)", "-1"},
        {"-((2.5))", "-2.5"},
        {"[-(1), +(2), ((3))]", "[-1, 2, 3]"},
        {"{(1, 2): 'a', }", "{(1, 2): 'a'}"},
        {"-9223372036854775808", "-9223372036854775808"},
    };

    for (const auto& [text, expected] : cases) EXPECT_EQ(read(text), expected) << text;
}

TEST(Literal, says_what_is_wrong_and_where) {
    const std::pair<const char*, const char*> cases[] = {
        {"", "expected a value (column 1)"},
        {"abc", "'abc' is not a value; text needs quotes: \"abc\" (column 1)"},
        {"true", "'true' is not a value; text needs quotes: \"true\" (column 1)"},
        {"[1, abc]", "'abc' is not a value; text needs quotes: \"abc\" (column 5)"},
        {"[1, 2", "expected ',' or ']' (column 6)"},
        {"(1, 2", "expected ')' (column 6)"},
        {"{'a' 1}", "expected ':' behind the key (column 6)"},
        {"{'a': 1", "expected ',' or '}' (column 8)"},
        {"{[1]: 2}", "a key must be text, a number, a tuple or None (column 5)"},
        {"{([1],): 2}", "a key must be text, a number, a tuple or None (column 8)"},
        {"-('a')", "expected a number (column 3)"},
        {"-(1, 2)", "expected a number (column 3)"},
        {"1 2", "unexpected '2' (column 3)"},
        {"2024-01-01", "unexpected '-' (column 5)"},
        {"'abc", "the text lacks its closing quote (column 1)"},
        {"f'abc'", "text of this kind is no value (column 1)"},
        {"'\\xZ'", "truncated \\xXX escape (column 1)"},
        {"1.2.3", "cannot read the number '1.2.3' (column 1)"},
        {"12345678901234567890x", "cannot read the number '12345678901234567890x' (column 1)"},
        {"{1, 2", "expected ',' or '}' (column 6)"},
        {"[{1}, b'x' 2]", "expected ',' or ']' (column 12)"},
        {"--5", "expected a number (column 2)"},
        {"a.b", "'a' is not a value; text needs quotes: \"a\" (column 1)"},
        {"$", "unexpected '$' (column 1)"},
    };

    for (const auto& [text, expected] : cases) EXPECT_EQ(read(text), expected) << text;
    EXPECT_EQ(read(std::string(200, '[')), "brackets are nested too deep (column 101)");
}

TEST(Literal, says_what_python_could_read_but_nobody_here_can_hold) {
    const std::pair<const char*, const char*> cases[] = {
        {"{1, 2}", "a set cannot be kept; write a list: [1, 2] (column 1)"},
        {"[0, {1}, set()]", "a set cannot be kept; write a list: [1, 2] (column 5)"},
        {"b'abc' b'd'", "bytes cannot be kept; write text, without the b (column 1)"},
        {"1j", "a complex number cannot be kept; write a tuple: (1, 2) (column 1)"},
        {"[1 + 2j]", "a complex number cannot be kept; write a tuple: (1, 2) (column 6)"},
        {"-99999999999999999999",
         "a whole number beyond 64 bits cannot be kept; write it as text: '99999999999999999999', "
         "or as 1e20 (column 2)"},
        {"-(-9223372036854775808)",
         "a whole number beyond 64 bits cannot be kept; write it as text: '9223372036854775808', "
         "or as 1e20 (column 3)"},
    };

    for (const auto& [text, expected] : cases) {
        bool beyond_us = false;
        const auto literal = read_literal(text, &beyond_us);
        EXPECT_TRUE(!literal && beyond_us) << text;
        EXPECT_EQ(read(text), expected) << text;
    }
    bool beyond_us = true;
    EXPECT_FALSE(read_literal("{1, hello}", &beyond_us));
    EXPECT_FALSE(beyond_us);
}

TEST(Literal, is_written_as_json_for_those_who_want_that) {
    const auto literal = read_literal("{'a': (1, 2.5), 3: None, True: [], None: 'x'}");

    EXPECT_EQ(base::to_json(plain_value(*literal)),
              R"({"a": [1, 2.5], "3": null, "true": [], "null": "x"})");
}

TEST(Literal, coordinate_is_a_tuple_with_names) {
    NameList names;
    names.set(
        "p",
        Literal{Literal::Items{{1.0}, {2.0}, {3.0}, {4.0}, {5.0}}, Literal::Shape::coordinate});

    const auto made = Template::compile("{p} {p.x} {p.y} {p.z} {p.e} {p[4]} {p.a is defined}", "t");

    EXPECT_EQ(*made->render(names), "(1.0, 2.0, 3.0, 4.0, 5.0) 1.0 2.0 3.0 4.0 5.0 False");
}

// Names that remember what was done to them.
class Kept final : public Names {
  public:
    explicit Kept(Literal literal) : literal_(std::move(literal)) {}
    std::optional<HostValue> find(std::string_view name) const override {
        if (name == "x") return literal_;
        return std::nullopt;
    }
    void changed(std::string_view, const Literal& now) const override { literal_ = now; }

    mutable Literal literal_;
};

TEST(Literal, what_a_template_does_to_a_list_is_told) {
    const Kept names(*read_literal("[1]"));
    const auto made = Template::compile("{% set y = x %}{% do y.append((2, {3: 4})) %}{x}", "t");

    EXPECT_EQ(*made->render(names), "[1, (2, {3: 4})]");
    EXPECT_EQ(*made->render(names), "[1, (2, {3: 4}), (2, {3: 4})]");
}

TEST(Literal, what_cannot_be_written_out_is_not_told) {
    const Kept names(*read_literal("[1]"));
    const auto made = Template::compile("{% do x.append(range) %}{x|length}", "t");

    EXPECT_EQ(*made->render(names), "2");
    EXPECT_EQ(*made->render(names), "2");
}

}  // namespace
}  // namespace escapement::templates
