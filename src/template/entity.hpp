// Values with a behaviour of their own: functions, namespaces, loops, what the host gives.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "template/run.hpp"
#include "template/value.hpp"

namespace escapement::templates {

struct NamedArgument {
    std::string_view name;
    Value value;
};

struct Arguments {
    std::span<const Value> positional;
    std::span<const NamedArgument> named;
};

// Gives one item after the other, once.
class Iterator {
  public:
    virtual ~Iterator() = default;
    // False at the end or if the run has failed; what is put into `item` counts only with true.
    virtual bool next(Run& run, Value& item) = 0;
    virtual std::string_view type_name() const { return "generator"; }
};

// All entities live on the heap of a run, which destroys nothing: members must be plain.
class Entity {
  public:
    virtual ~Entity() = default;
    // Python's name of the type, with its module where it is not a builtin.
    virtual std::string_view type_name() const = 0;
    // The attribute or the item of this name; missing if there is none.
    virtual Value attribute(Run&, std::string_view) { return {}; }
    virtual Value item(Run&, const Value&) { return {}; }
    virtual bool assign(Run&, std::string_view, const Value&) { return false; }
    virtual bool callable() const { return false; }
    virtual Value call(Run& run, const Arguments& arguments);
    // nullptr if it cannot be iterated.
    virtual Iterator* iterate(Run&) { return nullptr; }
    virtual std::optional<std::size_t> length(Run&) { return std::nullopt; }
    virtual std::optional<bool> contains(Run&, const Value&) { return std::nullopt; }
    // All of it as a dict, if it stands for one; else nullptr.
    virtual Dict* whole(Run&) { return nullptr; }
    virtual bool is_mapping() const { return false; }
    virtual void print(Run& run, Writer& to);
};

inline Value Entity::call(Run& run, const Arguments&) {
    return run.fail(Fault::type, "'" + std::string(type_name()) + "' object is not callable");
}

inline void Entity::print(Run&, Writer& to) {
    to << "<" << type_name() << " object>";
}

}  // namespace escapement::templates
