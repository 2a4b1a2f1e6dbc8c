// What an expression of a template can be: Python's values, as small as a pair of words.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A Value is copied like a number.  Whatever is larger lives on the heap of the evaluation that
// made it, or in the compiled template, and is only pointed at: two Values may share one list,
// as in Python.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace escapement::templates {

class Entity;
class Iterator;
struct Dict;
struct List;
struct Range;
struct UndefinedReason;
struct View;

enum class Kind : std::uint8_t {
    missing,    // no value at all: a variable that was not set, an argument that was not given
    undefined,  // what a name stands for that nobody set
    none,
    boolean,
    whole,
    large,  // a whole number beyond 64 bits
    real,
    text,
    list,
    tuple,
    dict,
    range,
    view,      // the keys, values or items of a dict
    iterator,  // what can be gone through once
    entity,    // functions, namespaces, loops, objects of the host
};

// A whole number that a Value does not hold by itself; large_number.hpp computes with it.
struct Large {
    const std::uint64_t* limbs = nullptr;  // the lowest first, the highest is not 0
    std::size_t size = 0;
    bool negative = false;
    double nearest = 0.0;  // infinite where there is none
};

class Value {
  public:
    Value() = default;  // missing
    static Value none() { return Value(Kind::none); }
    static Value boolean(bool value) {
        Value made(Kind::boolean);
        made.whole_ = value ? 1 : 0;
        return made;
    }
    static Value whole(std::int64_t value) {
        Value made(Kind::whole);
        made.whole_ = value;
        return made;
    }
    static Value whole(std::size_t value) { return whole(static_cast<std::int64_t>(value)); }
    static Value large(const Large* value) { return Value(Kind::large, value); }
    static Value real(double value) {
        Value made(Kind::real);
        made.real_ = value;
        return made;
    }
    // The characters must outlive the value; Run::text() copies them.
    static Value text(std::string_view value) {
        Value made(Kind::text);
        made.size_ = static_cast<std::uint32_t>(value.size());
        made.characters_ = value.data();
        return made;
    }
    static Value list(List* value) { return Value(Kind::list, value); }
    static Value tuple(List* value) { return Value(Kind::tuple, value); }
    static Value dict(Dict* value) { return Value(Kind::dict, value); }
    static Value range(const Range* value) { return Value(Kind::range, value); }
    static Value view(const View* value) { return Value(Kind::view, value); }
    static Value iterator(Iterator* value) { return Value(Kind::iterator, value); }
    static Value entity(Entity* value) { return Value(Kind::entity, value); }
    static Value undefined(const UndefinedReason* why) { return Value(Kind::undefined, why); }

    Kind kind() const { return kind_; }
    bool is(Kind kind) const { return kind_ == kind; }
    bool given() const { return kind_ != Kind::missing; }
    bool is_whole() const { return kind_ == Kind::whole || kind_ == Kind::boolean; }
    bool is_integer() const { return is_whole() || kind_ == Kind::large; }
    bool is_number() const { return is_integer() || kind_ == Kind::real; }
    bool is_sequence() const { return kind_ == Kind::list || kind_ == Kind::tuple; }

    // Each is only for values of its kind; true and false are the whole numbers 1 and 0.
    bool as_boolean() const { return whole_ != 0; }
    std::int64_t as_whole() const { return whole_; }
    const Large& as_large() const { return *static_cast<const Large*>(pointer_); }
    double as_real() const { return real_; }
    std::string_view as_text() const { return {characters_, size_}; }
    List& as_list() const { return *static_cast<List*>(pointer_); }
    Dict& as_dict() const { return *static_cast<Dict*>(pointer_); }
    const Range& as_range() const { return *static_cast<const Range*>(pointer_); }
    const View& as_view() const { return *static_cast<const View*>(pointer_); }
    Iterator& as_iterator() const { return *static_cast<Iterator*>(pointer_); }
    Entity& as_entity() const { return *static_cast<Entity*>(pointer_); }
    const UndefinedReason& why_undefined() const {
        return *static_cast<const UndefinedReason*>(pointer_);
    }
    // Any number as a double; a large one may be infinite.
    double number() const {
        if (kind_ == Kind::large) return as_large().nearest;
        return kind_ == Kind::real ? real_ : static_cast<double>(whole_);
    }
    // The very same thing, as Python's `is` tells it; equal short values are the same.
    bool same_as(const Value& other) const;

  private:
    explicit Value(Kind kind) : kind_(kind) {}
    Value(Kind kind, const void* pointer) : kind_(kind), pointer_(const_cast<void*>(pointer)) {}

    Kind kind_ = Kind::missing;
    std::uint32_t size_ = 0;
    union {
        std::int64_t whole_ = 0;
        double real_;
        const char* characters_;
        void* pointer_;
    };
};

inline bool Value::same_as(const Value& other) const {
    if (kind_ != other.kind_) return false;
    switch (kind_) {
        case Kind::missing:
        case Kind::none:
            return true;
        case Kind::real:
            return real_ == other.real_;
        case Kind::text:
            return as_text() == other.as_text();
        default:
            return whole_ == other.whole_;
    }
}

// The items of a list or a tuple.  A tuple's do not change.
struct List {
    Value* items = nullptr;
    std::size_t size = 0;
    std::size_t capacity = 0;
    // A tuple's items may have names: "grouper" and "list" in what groupby gives, "x", "y", "z" and
    // "e" in a coordinate.
    enum class Names : std::uint8_t { none, group, axes };
    Names names = Names::none;

    std::span<Value> span() const { return {items, size}; }
};

// range(start, stop, step): its numbers are not stored.
struct Range {
    std::int64_t start = 0;
    std::int64_t stop = 0;
    std::int64_t step = 1;

    std::size_t size() const;
    std::int64_t at(std::size_t index) const {
        return start + static_cast<std::int64_t>(index) * step;
    }
};

inline std::size_t Range::size() const {
    const auto from = static_cast<std::uint64_t>(start);
    const auto to = static_cast<std::uint64_t>(stop);
    if (step > 0) return start < stop ? (to - from - 1) / static_cast<std::uint64_t>(step) + 1 : 0;
    const auto down = std::uint64_t{0} - static_cast<std::uint64_t>(step);
    return start > stop ? (from - to - 1) / down + 1 : 0;
}

enum class Part : std::uint8_t { keys, values, items };

// What keys(), values() and items() of a dict give: it shows the dict as it is when it is read.
struct View {
    Dict* dict = nullptr;
    Part part = Part::keys;
};

// Why a value is undefined, to be told if somebody uses it.  Either a hint, or a name, or a name
// and the thing that has nothing of this name.
struct UndefinedReason {
    std::string_view hint;
    Value object;
    Value name;
};

}  // namespace escapement::templates
