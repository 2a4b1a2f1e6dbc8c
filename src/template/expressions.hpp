// Evaluates the expressions of a compiled template.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "template/entity.hpp"
#include "template/tree.hpp"
#include "template/value.hpp"
#include "template/variables.hpp"

namespace escapement::templates {

// Recursive: an expression in an expression is a call in a call, and as deep as the run allows.
class Expressions : public Variables {
  public:
    using Variables::Variables;

    Value evaluate(NodeId id);
    // The innermost expression or statement that was being evaluated when the run failed.
    NodeId failed_at() const { return failed_at_; }

  protected:
    // A call, with the body of a call block as its `caller` if there is one.
    Value call_of(const Node& node, const Value* caller);
    void note_failure(NodeId id) {
        if (run_.failed() && failed_at_ == 0) failed_at_ = id;
    }

    Value block_text_;  // what the innermost filter of a block is applied to

  private:
    Value evaluated(const Node& node);
    Value evaluate_operation(const Node& node);
    Value items_of(const Node& node);
    Value dict(const Node& node);
    Value compare(const Node& node);
    bool holds(Relation relation, const Value& left, const Value& right);
    Value concatenate(const Node& node);
    Value conditional(const Node& node);
    Value item_of(const Node& node);
    Value filter(const Node& node, const Value& subject);
    Value test(const Node& node);
    Arguments arguments(const Node& node, const Value* caller);
    void add_argument(const Node& node,
                      std::vector<Value>& positional,
                      std::vector<NamedArgument>& named);
    Arguments kept_arguments(std::span<const Value> positional,
                             std::span<const NamedArgument> named);

    NodeId failed_at_ = 0;
};

}  // namespace escapement::templates
