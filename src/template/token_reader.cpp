// The tokens of a template, one after the other, and what is wrong if they are not as expected.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/token_reader.hpp"

#include <algorithm>
#include <string>

namespace escapement::templates {
namespace {

constexpr int most_depth = 120;
constexpr std::uint16_t most_height = 400;

std::string described_token(const Lexeme& token) {
    switch (token.type) {
        case Token::data:
            return "template data / text";
        case Token::block_begin:
            return "begin of statement block";
        case Token::block_end:
            return "end of statement block";
        case Token::variable_begin:
            return "begin of print statement";
        case Token::variable_end:
            return "end of print statement";
        case Token::text:
            return "string";
        case Token::whole:
            return "integer";
        case Token::real:
            return "float";
        case Token::end:
        case Token::error:
            return "end of template";
        case Token::name:
        case Token::sign:
            return std::string(token.text);
    }
    return "";
}

}  // namespace

void TokenReader::fail(std::string message) {
    fail_at(current().begin, std::move(message));
}

void TokenReader::fail_at(std::size_t place, std::string message) {
    if (!problem_) problem_ = SyntaxProblem{std::move(message), place};
    lexemes_.all.back().type = Token::end;
    at_ = lexemes_.all.size() - 1;
}

void TokenReader::check_error() {
    if (is(Token::error)) fail(lexemes_.problem);
}

Lexeme TokenReader::next() {
    const Lexeme taken = current();
    end_of_last_ = taken.end;
    if (at_ + 1 < lexemes_.all.size()) ++at_;
    check_error();
    return taken;
}

bool TokenReader::skip_sign(std::string_view sign) {
    if (!is_sign(sign)) return false;
    next();
    return true;
}

bool TokenReader::skip_name(std::string_view name) {
    if (!is_name(name)) return false;
    next();
    return true;
}

std::string TokenReader::described() const {
    return described_token(current());
}

Lexeme TokenReader::expect(Token type, std::string_view what) {
    if (is(type)) return next();
    if (is(Token::end))
        fail("unexpected end of template, expected '" + std::string(what) + "'.");
    else
        fail("expected token '" + std::string(what) + "', got '" + described() + "'");
    return current();
}

void TokenReader::expect_sign(std::string_view sign) {
    if (!skip_sign(sign)) expect(is(Token::sign) ? Token::error : Token::sign, sign);
}

void TokenReader::expect_name(std::string_view name) {
    if (!skip_name(name)) expect(is(Token::name) ? Token::error : Token::name, name);
}

std::uint16_t TokenReader::height_above(const Node& node) const {
    std::uint16_t height = 0;
    for (const NodeId part : {node.a, node.b, node.c})
        height = std::max(height, tree_.nodes[part].height);
    for (const NodeId child : tree_.children_of(node))
        height = std::max(height, tree_.nodes[child].height);
    return static_cast<std::uint16_t>(height + 1);
}

NodeId TokenReader::add(Node node, std::size_t begin) {
    node.begin = static_cast<std::uint32_t>(begin);
    node.end = static_cast<std::uint32_t>(end_of_last_);
    node.height = height_above(node);
    if (node.height > most_height) {
        fail_at(begin,
                "an expression of more than " + std::to_string(most_height) +
                    " parts in a row: divide it with {% set %}");
        node.height = 0;
    }
    tree_.nodes.push_back(node);
    return static_cast<NodeId>(tree_.nodes.size() - 1);
}

void TokenReader::give_children(Node& node, const std::vector<NodeId>& children) {
    node.first = static_cast<std::uint32_t>(tree_.children.size());
    node.count = static_cast<std::uint32_t>(children.size());
    tree_.children.insert(tree_.children.end(), children.begin(), children.end());
}

bool TokenReader::enter() {
    if (++depth_ <= most_depth) return true;
    fail("the template is nested more than " + std::to_string(most_depth) + " levels deep");
    return false;
}

}  // namespace escapement::templates
