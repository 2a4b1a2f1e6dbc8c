// The tokens of a template, one after the other, and what is wrong if they are not as expected.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "template/lexer.hpp"
#include "template/tree.hpp"

namespace escapement::templates {

struct SyntaxProblem {
    std::string message;
    std::size_t at = 0;  // byte of the source
};

// The tokens of a template and the tree that grows from them.  After a failure only the end is
// left, so that everything that waits for a token comes to rest.
class TokenReader {
  public:
    TokenReader(Tree& tree, Lexemes lexemes) : tree_(tree), lexemes_(std::move(lexemes)) {
        check_error();
    }

    bool failed() const { return problem_.has_value(); }
    const std::optional<SyntaxProblem>& problem() const { return problem_; }
    void fail(std::string message);
    void fail_at(std::size_t place, std::string message);

    const Lexeme& current() const { return lexemes_.all[at_]; }
    const Lexeme& ahead() const {
        return lexemes_.all[at_ + 1 < lexemes_.all.size() ? at_ + 1 : at_];
    }
    Lexeme next();
    bool is(Token type) const { return current().type == type; }
    bool is_sign(std::string_view sign) const { return is(Token::sign) && current().text == sign; }
    bool is_name(std::string_view name) const { return is(Token::name) && current().text == name; }
    bool skip_sign(std::string_view sign);
    bool skip_name(std::string_view name);
    void expect_sign(std::string_view sign);
    void expect_name(std::string_view name);
    Lexeme expect(Token type, std::string_view what);
    // The current token as messages name it.
    std::string described() const;

    // A node that begins at a byte of the source and ends with the last token.  A failure if too
    // many are below each other, as in a very long sum.
    NodeId add(Node node, std::size_t begin);
    void give_children(Node& node, const std::vector<NodeId>& children);
    Tree& tree() { return tree_; }
    Node& node(NodeId id) { return tree_.nodes[id]; }
    // One level deeper; false, and a failure, if that is too deep.
    bool enter();
    void leave() { --depth_; }

  private:
    void check_error();
    std::uint16_t height_above(const Node& node) const;

    Tree& tree_;
    Lexemes lexemes_;
    std::size_t at_ = 0;
    std::size_t end_of_last_ = 0;
    int depth_ = 0;
    std::optional<SyntaxProblem> problem_;
};

}  // namespace escapement::templates
