// The variables of a template while it runs.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/variables.hpp"

#include <string>

#include "template/compare.hpp"
#include "template/globals.hpp"
#include "template/host_values.hpp"
#include "template/iterate.hpp"

namespace escapement::templates {

Value Variables::variable(const Node& node) {
    const Value value = variable_at(node.place);
    return value.given() ? value : run_.undefined(text(node.text));
}

Value& Variables::variable_at(Place place) {
    const Activation* activation = activation_;
    for (std::uint32_t hop = 0; hop < place.hops; ++hop) activation = activation->around;
    return activation->variables[place.index];
}

void Variables::assign(NodeId target, const Value& value) {
    const Node& node = tree_.nodes[target];
    if (node.type == Type::name)
        variable_at(node.place) = value;
    else
        unpack(node, value);
}

void Variables::unpack(const Node& target, const Value& value) {
    if (!is_iterable(run_, value)) {
        run_.fail(Fault::type, "cannot unpack non-iterable " + short_type_name(value) + " object");
        return;
    }
    const Value items = to_list(run_, value);
    const auto children = tree_.children_of(target);
    const List& list = items.as_list();
    if (list.size < children.size())
        run_.fail(Fault::unpack,
                  "not enough values to unpack (expected " + std::to_string(children.size()) +
                      ", got " + std::to_string(list.size) + ")");
    if (list.size > children.size())
        run_.fail(Fault::unpack,
                  "too many values to unpack (expected " + std::to_string(children.size()) + ")");
    for (std::size_t i = 0; i < children.size() && !run_.failed(); ++i)
        assign(children[i], list.items[i]);
}

void Variables::enter(std::uint32_t frame) {
    run_.spend(tree_.frames[frame].loads.size());
    for (const Load& load : tree_.frames[frame].loads) {
        Value& value = activation_->variables[load.index];
        switch (load.from) {
            case Load::From::nowhere:
                value = {};
                break;
            case Load::From::parameter:
                break;
            case Load::From::outside:
                value = outside(load.name);
                break;
            case Load::From::variable:
                value = variable_at(load.variable);
                break;
        }
    }
}

void Variables::leave(std::uint32_t frame) {
    for (const Load& load : tree_.frames[frame].loads) activation_->variables[load.index] = {};
}

Value Variables::outside(TextId name) {
    Value& known = outside_[name];
    if (known.given()) return known;
    if (const auto found = names_.find(text(name))) {
        known = from_host(run_, *found);
        const auto* const literal = std::get_if<Literal>(&*found);
        if (literal != nullptr && literal->shape != Literal::Shape::plain)
            lent_.emplace_back(name, *literal);
    } else
        known = global(run_, text(name));
    return known;
}

void Variables::give_back() {
    for (const auto& [name, before] : lent_)
        if (const auto now = to_literal(run_, outside_[name]); now && *now != before)
            names_.changed(text(name), *now);
}

}  // namespace escapement::templates
