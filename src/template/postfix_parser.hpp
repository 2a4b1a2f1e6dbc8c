// Reads what stands behind a value: attributes, items, calls, filters and tests.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "template/token_reader.hpp"
#include "template/tree.hpp"

namespace escapement::templates {

class PostfixParser {
  public:
    explicit PostfixParser(TokenReader& reader) : reader_(reader) {}
    virtual ~PostfixParser() = default;

    virtual NodeId expression(bool with_condition = true) = 0;
    // Filters behind `|`; the first without a `|` in front if `begins`.
    NodeId filters(NodeId node, bool begins = false);
    // Filters and tests that do not exist.  They are an error at once, but for those in an `if` of
    // either kind, which are one only when they are used.
    std::vector<SyntaxProblem> unknown;

  protected:
    virtual NodeId primary() = 0;
    // Attributes, items and calls.
    NodeId behind(NodeId node);
    // Filters, tests and calls.
    NodeId filtered(NodeId node);
    NodeId constant(Value value, std::size_t begin);
    std::size_t begin_of(NodeId id) { return reader_.node(id).begin; }

    TokenReader& reader_;

  private:
    NodeId attribute(NodeId object);
    NodeId subscript(NodeId object);
    NodeId subscribed();
    NodeId call(NodeId callee);
    NodeId test(NodeId subject);
    void arguments(Node& node);
    NodeId argument(bool& named, bool& spread);
};

}  // namespace escapement::templates
