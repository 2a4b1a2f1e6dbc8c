// Evaluates the expressions of a compiled template.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/expressions.hpp"

#include <algorithm>
#include <string>

#include "template/compare.hpp"
#include "template/dict.hpp"
#include "template/iterate.hpp"
#include "template/lookup.hpp"
#include "template/operators.hpp"
#include "template/print.hpp"

namespace escapement::templates {

Value Expressions::evaluate(NodeId id) {
    const Nested nested(run_);
    if (!nested || !run_.spend()) return {};
    const Value value = evaluated(tree_.nodes[id]);
    note_failure(id);
    return value;
}

Value Expressions::evaluated(const Node& node) {
    switch (node.type) {
        case Type::constant:
            return tree_.constants[node.number];
        case Type::name:
            return variable(node);
        case Type::tuple:
            return Value::tuple(&items_of(node).as_list());
        case Type::list:
            return items_of(node);
        case Type::dict:
            return dict(node);
        case Type::attribute:
            return attribute(run_, evaluate(node.a), text(node.text));
        case Type::item:
            return item_of(node);
        case Type::call:
            return call_of(node, nullptr);
        case Type::filter:
            return filter(node, node.a != 0 ? evaluate(node.a) : block_text_);
        case Type::test:
            return test(node);
        default:
            return evaluate_operation(node);
    }
}

Value Expressions::evaluate_operation(const Node& node) {
    switch (node.type) {
        case Type::unary:
            return apply(run_, static_cast<Operator>(node.detail), evaluate(node.a));
        case Type::binary: {
            const Value left = evaluate(node.a);
            const Value right = evaluate(node.b);
            return run_.failed() ? left
                                 : apply(run_, static_cast<Operator>(node.detail), left, right);
        }
        case Type::logical_not:
            return Value::boolean(!truth(run_, evaluate(node.a)));
        case Type::logical_and: {
            const Value left = evaluate(node.a);
            return truth(run_, left) ? evaluate(node.b) : left;
        }
        case Type::logical_or: {
            const Value left = evaluate(node.a);
            return truth(run_, left) ? left : evaluate(node.b);
        }
        case Type::compare:
            return compare(node);
        case Type::concatenate:
            return concatenate(node);
        case Type::conditional:
            return conditional(node);
        default:
            return {};
    }
}

Value Expressions::items_of(const Node& node) {
    const Value made = run_.list(node.count);
    for (const NodeId child : tree_.children_of(node)) run_.append(made.as_list(), evaluate(child));
    return made;
}

Value Expressions::dict(const Node& node) {
    const Value made = new_dict(run_);
    const auto children = tree_.children_of(node);
    for (std::size_t i = 0; i + 1 < children.size() && !run_.failed(); i += 2) {
        const Value key = evaluate(children[i]);
        put(run_, made.as_dict(), key, evaluate(children[i + 1]));
    }
    return made;
}

bool Expressions::holds(Relation relation, const Value& left, const Value& right) {
    switch (relation) {
        case Relation::equal:
            return equal(run_, left, right);
        case Relation::unequal:
            return !equal(run_, left, right);
        case Relation::less:
            return ordered(run_, Order::less, left, right);
        case Relation::at_most:
            return ordered(run_, Order::at_most, left, right);
        case Relation::greater:
            return ordered(run_, Order::greater, left, right);
        case Relation::at_least:
            return ordered(run_, Order::at_least, left, right);
        case Relation::in:
            return contains(run_, right, left);
        case Relation::not_in:
            return !contains(run_, right, left);
    }
    return false;
}

// a < b < c holds if both do; c is not looked at if the first does not.
Value Expressions::compare(const Node& node) {
    Value left = evaluate(node.a);
    for (const NodeId child : tree_.children_of(node)) {
        const Node& operand = tree_.nodes[child];
        const Value right = evaluate(operand.a);
        if (run_.failed() || !holds(static_cast<Relation>(operand.detail), left, right))
            return Value::boolean(false);
        left = right;
    }
    return Value::boolean(true);
}

Value Expressions::concatenate(const Node& node) {
    Writer made(run_);
    for (const NodeId child : tree_.children_of(node)) print(run_, made, evaluate(child));
    return made.value();
}

Value Expressions::conditional(const Node& node) {
    if (truth(run_, evaluate(node.b))) return evaluate(node.a);
    if (node.c != 0) return evaluate(node.c);
    run_.spend(node.begin / 64);
    const auto line = std::count(tree_.source.begin(), tree_.source.begin() + node.begin, '\n') + 1;
    const Value hint = run_.text("the inline if-expression on line " + std::to_string(line) +
                                 " evaluated to false and no else section was defined.");
    return run_.undefined_because(hint.as_text());
}

Value Expressions::item_of(const Node& node) {
    const Value object = evaluate(node.a);
    const Node& key = tree_.nodes[node.b];
    if (key.type != Type::slice) {
        const Value wanted = evaluate(node.b);
        return run_.failed() ? object : item(run_, object, wanted);
    }
    const auto bound = [&](NodeId id) { return id != 0 ? evaluate(id) : Value(); };
    const Slice bounds{bound(key.a), bound(key.b), bound(key.c)};
    return run_.failed() ? object : slice(run_, object, bounds);
}

Value Expressions::call_of(const Node& node, const Value* caller) {
    const Value callee = evaluate(node.a);
    const Arguments given = arguments(node, caller);
    return run_.failed() ? callee : call(run_, callee, given);
}

Value Expressions::filter(const Node& node, const Value& subject) {
    const Arguments given = arguments(node, nullptr);
    if (run_.failed()) return {};
    if (node.native != nullptr) return invoke(run_, *node.native, subject, given);
    return run_.fail(Fault::runtime,
                     "No filter named '" + std::string(text(node.text)) + "' found.");
}

Value Expressions::test(const Node& node) {
    const Value subject = evaluate(node.a);
    const Arguments given = arguments(node, nullptr);
    if (run_.failed()) return {};
    if (node.native != nullptr) return invoke(run_, *node.native, subject, given);
    return run_.fail(Fault::runtime, "No test named '" + std::string(text(node.text)) + "' found.");
}

Arguments Expressions::arguments(const Node& node, const Value* caller) {
    if (node.count == 0 && caller == nullptr) return {};
    std::vector<Value> positional;
    std::vector<NamedArgument> named;
    for (const NodeId child : tree_.children_of(node)) {
        add_argument(tree_.nodes[child], positional, named);
        if (run_.failed()) return {};
    }
    if (caller != nullptr) named.push_back({"caller", *caller});
    return kept_arguments(positional, named);
}

void Expressions::add_argument(const Node& node,
                               std::vector<Value>& positional,
                               std::vector<NamedArgument>& named) {
    const Value value = evaluate(node.a);
    const auto passing = static_cast<Passing>(node.detail);
    if (passing == Passing::by_place) {
        positional.push_back(value);
    } else if (passing == Passing::by_name) {
        named.push_back({text(node.text), value});
    } else if (passing == Passing::all_of) {
        const Value all = to_list(run_, value);
        positional.insert(
            positional.end(), all.as_list().span().begin(), all.as_list().span().end());
    } else if (value.is(Kind::dict)) {
        for (const DictEntry& entry : value.as_dict().span()) {
            if (entry.key.is(Kind::text))
                named.push_back({entry.key.as_text(), entry.value});
            else
                run_.fail(Fault::type, "keywords must be strings");
        }
    } else {
        run_.fail(Fault::type,
                  "argument after ** must be a mapping, not " + short_type_name(value));
    }
}

// Arguments on the heap, for functions that keep them.
Arguments Expressions::kept_arguments(std::span<const Value> positional,
                                      std::span<const NamedArgument> named) {
    auto* const values = run_.heap().array<Value>(positional.size());
    std::copy(positional.begin(), positional.end(), values);
    auto* const names = run_.heap().array<NamedArgument>(named.size());
    std::copy(named.begin(), named.end(), names);
    return {{values, positional.size()}, {names, named.size()}};
}

}  // namespace escapement::templates
