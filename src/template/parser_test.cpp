// What templates look like as tokens and trees, and what is wrong with those that are none.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/parser.hpp"

#include <gtest/gtest.h>

#include "template/expression_parser.hpp"
#include "template/lexer.hpp"
#include "template/postfix_parser.hpp"
#include "template/scopes.hpp"
#include "template/token_reader.hpp"

namespace escapement::templates {
namespace {

std::string tokens(std::string_view source) {
    std::string text;
    for (const Lexeme& token : lex(source).all) text += "[" + std::string(token.text) + "]";
    return text;
}

// The expression of "{ ... }" with brackets around everything.
std::string tree_of(const Tree& tree, NodeId id) {
    const Node& node = tree.nodes[id];
    const auto part = [&](NodeId other) { return tree_of(tree, other); };
    switch (node.type) {
        case Type::binary: {
            constexpr std::string_view signs = "+-*/f%^";
            return "(" + part(node.a) + signs[node.detail] + part(node.b) + ")";
        }
        case Type::unary:
            return "(-" + part(node.a) + ")";
        case Type::logical_not:
            return "(not " + part(node.a) + ")";
        case Type::filter:
            return part(node.a) + "|" + std::string(tree.text(node.text));
        case Type::compare:
            return "(" + part(node.a) + " ? " + part(tree.nodes[tree.children[node.first]].a) + ")";
        default:
            return tree.source.substr(node.begin, node.end - node.begin);
    }
}

std::string parsed(std::string source) {
    Tree tree;
    tree.source = "{ " + std::move(source) + " }";
    const auto problem = parse(tree);
    if (problem) return problem->message;
    const Node& output = tree.nodes[tree.children_of(tree.nodes[tree.body])[0]];
    return tree_of(tree, output.a);
}

TEST(Lexer, braces_inside_of_an_expression_do_not_end_it) {
    EXPECT_EQ(tokens("G{ {1: 2}[1] }X"), "[G][{][{][1][:][2][}][[][1][]][}][X][]");
}

TEST(Lexer, a_dash_takes_the_blanks_on_its_side) {
    EXPECT_EQ(tokens("a \n{%- x -%}\n b"), "[a][{%][x][-%}\n ][b][]");
}

TEST(Lexer, line_ends_are_made_plain_and_the_last_one_is_dropped) {
    EXPECT_EQ(with_plain_line_ends("a\r\nb\rc\n\n"), "a\nb\nc\n");
}

TEST(Lexer, escapes_stand_for_characters) {
    EXPECT_EQ(unescape(R"("\x41\u20ac\n\q\101")").text, "A€\n\\qA");
    EXPECT_EQ(unescape(R"("\x4")").problem, "truncated \\xXX escape");
}

TEST(Parser, precedence_is_that_of_jinja) {
    EXPECT_EQ(parsed("1 + 2 * 3"), "(1+(2*3))");
    EXPECT_EQ(parsed("2 ** 3 ** 2"), "((2^3)^2)");
    EXPECT_EQ(parsed("-2 ** 2"), "((-2)^2)");
    EXPECT_EQ(parsed("-1|abs"), "(-1)|abs");
    EXPECT_EQ(parsed("not a in b"), "(not (a ? b))");
    EXPECT_EQ(parsed("a + 1|int"), "(a+1|int)");
}

TEST(Parser, deep_nesting_is_an_error) {
    EXPECT_EQ(parsed(std::string(5000, '(') + "1" + std::string(5000, ')')),
              "the template is nested more than 120 levels deep");
    EXPECT_EQ(parsed(std::string(5000, '-') + "1"),
              "the template is nested more than 120 levels deep");
    std::string blocks;
    for (int i = 0; i < 500; ++i) blocks += "{% if x %}";
    Tree tree;
    tree.source = blocks;
    EXPECT_EQ(parse(tree)->message, "the template is nested more than 120 levels deep");
}

TEST(Parser, many_operators_in_a_row_are_not_nesting) {
    std::string sum = "1";
    for (int i = 0; i < 300; ++i) sum += " + 1";
    EXPECT_TRUE(parsed(sum).starts_with("((("));
    for (int i = 0; i < 300; ++i) sum += " + 1";
    EXPECT_EQ(parsed(sum),
              "an expression of more than 400 parts in a row: divide it with {% set %}");
}

TEST(Parser, a_problem_names_its_place) {
    Tree tree;
    tree.source = "ok\n{ 1 + }";

    const auto problem = parse(tree);

    ASSERT_TRUE(problem);
    EXPECT_EQ(problem->at, tree.source.size() - 1);
}

TEST(Parser, statements_about_files_are_refused_with_a_reason) {
    Tree tree;
    tree.source = "{% include 'x' %}";

    EXPECT_EQ(parse(tree)->message,
              "{% include %} is not available: a macro is one template and has no files");
}

TEST(Scopes, a_macro_has_variables_of_its_own) {
    Tree tree;
    tree.source = "{% macro m(a) %}{% set b = a %}{ c }{% endmacro %}";
    ASSERT_FALSE(parse(tree));

    ASSERT_FALSE(resolve(tree));

    EXPECT_EQ(tree.slots, 1U);               // m
    EXPECT_EQ(tree.functions[0].slots, 3U);  // a, b, c
}

}  // namespace
}  // namespace escapement::templates
