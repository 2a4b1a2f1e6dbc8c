// Runs a compiled template.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/evaluator.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "template/compare.hpp"
#include "template/globals.hpp"
#include "template/iterate.hpp"
#include "template/loop.hpp"
#include "template/macro.hpp"
#include "template/print.hpp"
#include "template/text.hpp"

namespace escapement::templates {

std::string Evaluator::render() {
    Activation activation{run_.heap().array<Value>(tree_.slots), nullptr};
    Writer output(run_);
    constexpr std::size_t usual_marks = 32;
    if (record_ != nullptr) record_->marks.reserve(std::min(tree_.nodes.size(), usual_marks));
    activation_ = &activation;
    all_output_ = output_ = &output;
    enter(tree_.frame);
    execute(tree_.body);
    return output.take();
}

Evaluator::Flow Evaluator::execute(NodeId id) {
    const Node& node = tree_.nodes[id];
    if (!run_.spend()) return note_failure(id), Flow::leave;
    switch (node.type) {
        case Type::data:
            mark(node.begin);
            *output_ << text(node.text);
            break;
        case Type::output:
            output(node);
            break;
        case Type::block:
            return execute_block(node);
        case Type::condition:
            return condition(node);
        case Type::loop:
            return loop(tree_.loops[node.number]);
        case Type::set:
            set(node);
            break;
        case Type::set_block:
            set_block(node);
            break;
        case Type::macro:
            assign(node.a, function_value(node.number));
            break;
        case Type::call_block:
            call_block(node);
            break;
        case Type::filter_block:
            filter_block(node);
            break;
        case Type::with:
            return with(node);
        case Type::evaluate:
            evaluate(node.a);
            break;
        case Type::break_loop:
            return Flow::leave;
        case Type::continue_loop:
            return Flow::again;
        default:
            break;
    }
    note_failure(id);
    return run_.failed() ? Flow::leave : Flow::on;
}

Evaluator::Flow Evaluator::execute_block(const Node& node) {
    const Nested nested(run_);
    if (!nested) return Flow::leave;
    for (const NodeId child : tree_.children_of(node))
        if (const Flow flow = execute(child); flow != Flow::on) return flow;
    return Flow::on;
}

void Evaluator::output(const Node& node) {
    const Value value = evaluate(node.a);
    if (run_.failed()) return;
    mark(node.begin);
    see(Record::Seen::What::printed, node.a, value);
    print(run_, *output_, value);
    note_failure(node.a);
}

void Evaluator::mark(std::size_t source) {
    if (record_ == nullptr || output_ != all_output_) return;
    auto& marks = record_->marks;
    if (!marks.empty() && marks.back().output == output_->size()) marks.pop_back();
    marks.push_back({output_->size(), source});
}

void Evaluator::see(Record::Seen::What what, NodeId expression, const Value& value) {
    if (record_ == nullptr || !record_->values || run_.failed()) return;
    if (record_->seen.size() == Record::most_seen) return;
    constexpr std::size_t longest_value = 200;
    const Node& node = tree_.nodes[expression];
    std::string text = value.is(Kind::entity)
                           ? "<" + std::string(value.as_entity().type_name()) + ">"
                           : repr(run_, value);
    if (count_characters(text) > longest_value)
        text = std::string(characters(text, 0, longest_value)) + "...";
    record_->seen.push_back({what,
                             all_output_->size(),
                             tree_.source.substr(node.begin, node.end - node.begin),
                             std::move(text)});
}

bool Evaluator::decide(NodeId expression) {
    const Value value = evaluate(expression);
    see(Record::Seen::What::tested, expression, value);
    return truth(run_, value);
}

Evaluator::Flow Evaluator::condition(const Node& node) {
    if (decide(node.a)) return run_.failed() ? Flow::leave : execute(node.b);
    for (const NodeId child : tree_.children_of(node)) {
        const Node& other = tree_.nodes[child];
        if (run_.failed()) return Flow::leave;
        if (decide(other.a)) return execute(other.b);
    }
    if (run_.failed()) return Flow::leave;
    return node.c != 0 ? execute(node.c) : Flow::on;
}

Evaluator::Flow Evaluator::loop(const Loop& loop) {
    const Value items = evaluate(loop.items);
    if (run_.failed()) return Flow::leave;
    if (!loop.recursive) return run_items(loop, items, 0);
    print(run_, *output_, run_recursive(loop, activation_, items, 0));
    return run_.failed() ? Flow::leave : Flow::on;
}

Value Evaluator::run_recursive(const Loop& loop,
                               Activation* around,
                               const Value& items,
                               int depth) {
    Activation inside{run_.heap().array<Value>(loop.body_slots), around};
    Activation* const outside_of = activation_;
    Writer* const outer_output = output_;
    Writer made(run_);
    auto* const kept = run_.heap().make<Activation>(inside);  // macros made inside may outlive it
    activation_ = kept;
    output_ = &made;
    run_items(loop, items, depth);
    activation_ = outside_of;
    output_ = outer_output;
    return made.value();
}

Evaluator::Flow Evaluator::run_items(const Loop& loop, const Value& items, int depth) {
    Iterator* source = iterate(run_, items);
    if (source == nullptr) return Flow::leave;
    Activation* const around = loop.recursive ? activation_->around : activation_;
    if (loop.test != 0) source = tested_items(run_, *this, {loop, around}, source);
    LoopEntity* state = nullptr;
    if (loop.extended)
        state = run_.heap().make<LoopEntity>(
            *this, LoopPlace{loop, around}, source, loop.test != 0 ? Value() : items);
    if (state != nullptr) state->set_depth(depth);
    bool any = false;
    Value next;
    while (!run_.failed() &&
           (state != nullptr ? state->advance(run_, next) : source->next(run_, next))) {
        assign(loop.target, next);
        see(Record::Seen::What::assigned, loop.target, next);
        if (state != nullptr) activation_->variables[loop.loop_index] = Value::entity(state);
        enter(loop.body_frame);
        if (run_.failed()) break;
        const Flow flow = execute(loop.body);
        if (flow == Flow::on) any = true;
        if (flow == Flow::leave) break;
    }
    leave(loop.body_frame);
    note_failure(loop.items);
    if (run_.failed()) return Flow::leave;
    if (any || loop.otherwise == 0) return Flow::on;
    enter(loop.otherwise_frame);
    const Flow flow = execute(loop.otherwise);
    leave(loop.otherwise_frame);
    return flow;
}

void Evaluator::begin_test(const Loop& loop, Activation& variables) {
    Activation* const before = activation_;
    activation_ = &variables;
    enter(loop.test_frame);
    activation_ = before;
}

bool Evaluator::passes_test(const Loop& loop, Activation& variables, const Value& item) {
    Activation* const before = activation_;
    activation_ = &variables;
    assign(loop.test_target, item);
    const bool passes = !run_.failed() && truth(run_, evaluate(loop.test));
    activation_ = before;
    return passes && !run_.failed();
}

void Evaluator::set(const Node& node) {
    const Node& target = tree_.nodes[node.a];
    if (target.type == Type::namespace_target) return set_in_namespace(target, node.b);
    const Value value = evaluate(node.b);
    see(Record::Seen::What::assigned, node.a, value);
    if (!run_.failed()) assign(node.a, value);
}

void Evaluator::set_in_namespace(const Node& target, NodeId id) {
    const Value names = variable_at(tree_.nodes[target.a].place);
    const bool is_namespace =
        names.is(Kind::entity) && names.as_entity().type_name() == namespace_type;
    if (!is_namespace) {
        run_.fail(Fault::runtime, "cannot assign attribute on non-namespace object");
        return;
    }
    const Value value = evaluate(id);
    see(Record::Seen::What::assigned, static_cast<NodeId>(&target - tree_.nodes.data()), value);
    if (!run_.failed()) names.as_entity().assign(run_, text(target.text), value);
}

// What a body prints, as text.
std::string Evaluator::captured(NodeId body) {
    Writer made(run_);
    Writer* const outer = output_;
    output_ = &made;
    execute(body);
    output_ = outer;
    return made.take();
}

void Evaluator::set_block(const Node& node) {
    enter(node.number);
    Value made = run_.text(captured(node.c));
    if (node.b != 0 && !run_.failed()) {
        // The filters are a chain whose innermost has no subject of its own.
        block_text_ = made;
        made = evaluate(node.b);
    }
    leave(node.number);
    const Node& target = tree_.nodes[node.a];
    if (run_.failed()) return;
    if (target.type != Type::namespace_target) return assign(node.a, made);
    const Value names = variable_at(tree_.nodes[target.a].place);
    if (!names.is(Kind::entity) || !names.as_entity().assign(run_, text(target.text), made))
        run_.fail(Fault::runtime, "cannot assign attribute on non-namespace object");
}

void Evaluator::filter_block(const Node& node) {
    enter(node.number);
    block_text_ = run_.text(captured(node.b));
    const Value made = run_.failed() ? Value() : evaluate(node.a);
    leave(node.number);
    if (!run_.failed()) print(run_, *output_, made);
}

Evaluator::Flow Evaluator::with(const Node& node) {
    enter(node.number);
    const auto pairs = tree_.children_of(node);
    for (std::size_t i = 0; i + 1 < pairs.size() && !run_.failed(); i += 2)
        assign(pairs[i], evaluate(pairs[i + 1]));
    const Flow flow = run_.failed() ? Flow::leave : execute(node.b);
    leave(node.number);
    return flow;
}

Value Evaluator::function_value(std::uint32_t number) {
    return new_macro(run_, *this, tree_.functions[number], activation_);
}

void Evaluator::call_block(const Node& node) {
    const Value caller = function_value(node.number);
    const Value printed = call_of(tree_.nodes[node.a], &caller);
    if (!run_.failed()) print(run_, *output_, printed);
    note_failure(node.a);
}

Value Evaluator::call_function(const Function& function,
                               Activation* around,
                               const Arguments& arguments) {
    const Nested nested(run_);
    if (!nested) return {};
    auto* const inside =
        run_.heap().make<Activation>(run_.heap().array<Value>(function.slots), around);
    Activation* const outside_of = activation_;
    activation_ = inside;
    enter(function.frame);
    bind(run_, *this, {function, inside->variables}, arguments);
    const Value made = run_.failed() ? Value() : run_.text(captured(function.body));
    activation_ = outside_of;
    return made;
}

}  // namespace escapement::templates
