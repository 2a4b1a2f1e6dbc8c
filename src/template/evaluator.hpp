// Runs a compiled template.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "template/entity.hpp"
#include "template/expressions.hpp"
#include "template/record.hpp"
#include "template/tree.hpp"

namespace escapement::templates {

// For one evaluation.
class Evaluator final : public Expressions {
  public:
    using Expressions::Expressions;

    // What the template prints, as far as the run did not fail.
    std::string render();
    // Writes down what happens until render() ends.
    void record_into(Record* record) { record_ = record; }

    // What macros and recursive loops call when they are called.
    Value call_function(const Function& function, Activation* around, const Arguments& arguments);
    Value run_recursive(const Loop& loop, Activation* around, const Value& items, int depth);
    // The test of a loop, with variables of its own.
    void begin_test(const Loop& loop, Activation& variables);
    bool passes_test(const Loop& loop, Activation& variables, const Value& item);

  private:
    enum class Flow : std::uint8_t { on, leave, again };

    Flow execute(NodeId id);
    Flow execute_block(const Node& node);
    Flow condition(const Node& node);
    bool decide(NodeId expression);
    Flow loop(const Loop& loop);
    Flow run_items(const Loop& loop, const Value& items, int depth);
    void set(const Node& node);
    void set_block(const Node& node);
    void set_in_namespace(const Node& target, NodeId value);
    void call_block(const Node& node);
    void filter_block(const Node& node);
    Flow with(const Node& node);
    void output(const Node& node);
    std::string captured(NodeId body);
    Value function_value(std::uint32_t number);

    // Output that goes anywhere but into the template's own is not marked.
    void mark(std::size_t source);
    void see(Record::Seen::What what, NodeId expression, const Value& value);

    Writer* output_ = nullptr;
    const Writer* all_output_ = nullptr;
    Record* record_ = nullptr;
};

}  // namespace escapement::templates
