// The variables of a template while it runs.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "template/host.hpp"
#include "template/run.hpp"
#include "template/tree.hpp"
#include "template/value.hpp"

namespace escapement::templates {

// The variables of one call of a function; those of functions around it are reached through it.
struct Activation {
    Value* variables = nullptr;
    Activation* around = nullptr;
};

class Variables {
  public:
    Variables(Run& run, const Tree& tree, const Names& names)
        : run_(run), tree_(tree), names_(names), outside_(tree.texts.size()) {}

    std::string_view text(TextId id) const { return tree_.text(id); }
    const Node& node(NodeId id) const { return tree_.nodes[id]; }
    // To a name, or to the names of a tuple.
    void assign(NodeId target, const Value& value);
    // A scope begins: its variables get what they begin with.
    void enter(std::uint32_t frame);
    void leave(std::uint32_t frame);

    // Tells the host what the template did to the lists and dicts that it gave.
    void give_back();

  protected:
    Value& variable_at(Place place);
    // The value of a name, or an undefined one.
    Value variable(const Node& node);

    Run& run_;
    const Tree& tree_;
    Activation* activation_ = nullptr;

  private:
    void unpack(const Node& target, const Value& value);
    Value outside(TextId name);

    const Names& names_;
    std::vector<Value> outside_;                    // by name: what the host has, once it was asked
    std::vector<std::pair<TextId, Literal>> lent_;  // lists and dicts, as they were
};

}  // namespace escapement::templates
