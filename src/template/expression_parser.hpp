// Reads expressions, with the precedence that Jinja2 gives them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "template/postfix_parser.hpp"
#include "template/token_reader.hpp"
#include "template/tree.hpp"

namespace escapement::templates {

class ExpressionParser final : public PostfixParser {
  public:
    explicit ExpressionParser(TokenReader& reader) : PostfixParser(reader) {}

    NodeId expression(bool with_condition = true) override;
    // One expression, or several with commas.
    NodeId tuple(bool with_condition = true);
    // A name or a tuple of names that something can be assigned to.
    NodeId target();
    NodeId name(const Lexeme& lexeme);

  private:
    NodeId either();
    NodeId both();
    NodeId negation();
    NodeId comparison();
    std::optional<Relation> take_relation();
    NodeId sum();
    NodeId concatenation();
    NodeId product();
    NodeId power();
    NodeId unary(bool with_filters = true);
    NodeId primary() override;
    NodeId text();
    NodeId number();
    NodeId in_parentheses();
    NodeId target_item();
    NodeId list();
    NodeId dict();
    NodeId binary(Operator which, NodeId left, NodeId right);
    bool ends_tuple() const;
    bool is_constant(NodeId id);
    bool is_negative_number(NodeId id);
};

}  // namespace escapement::templates
