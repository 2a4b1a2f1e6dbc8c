// A template as it is kept: its statements and expressions as nodes that name each other by number.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "template/heap.hpp"
#include "template/native.hpp"
#include "template/operators.hpp"
#include "template/value.hpp"

namespace escapement::templates {

using NodeId = std::uint32_t;  // 0 is no node
using TextId = std::uint32_t;  // a name or other text of the template

enum class Type : std::uint8_t {
    // Expressions; a, b and c are their parts in the order in which they are written.
    constant,     // place: which one
    name,         // text; place: where its value is, see Place
    tuple,        // children
    list,         // children
    dict,         // children: key, value, key, value
    unary,        // which; a
    binary,       // which; a, b
    logical_not,  // a
    logical_and,  // a, b
    logical_or,   // a, b
    compare,      // a; children are operands
    operand,      // relation; a
    concatenate,  // children
    conditional,  // a if b else c; c may be 0
    attribute,    // a . text
    item,         // a [ b ]
    slice,        // a : b : c, as the second part of an item; all may be 0
    call,         // a; children are arguments
    filter,       // a | text; children are arguments; a is 0 in a filter block
    test,         // a is text; children are arguments
    argument,     // a; passing; text if it is named
    // Statements
    data,              // text
    output,            // a
    block,             // children
    condition,         // if a, then block b; children: the elifs; else block c
    loop,              // place: which Loop
    set,               // a = b
    set_block,         // a; filter b, or 0; block c; place: frame
    namespace_target,  // text; a is the name node, text the attribute
    macro,             // a: name node; place: which Function
    call_block,        // a: call; place: which Function
    filter_block,      // a: filter; block b; place: frame
    with,              // children: target, value, target, value; block b; place: frame
    evaluate,          // do a
    break_loop,
    continue_loop,
};

enum class Relation : std::uint8_t { equal, unequal, less, at_most, greater, at_least, in, not_in };
enum class Passing : std::uint8_t { by_place, by_name, all_of, all_named };

// Where a variable is: so many functions further out, at this place.
struct Place {
    std::uint32_t hops = 0;
    std::uint32_t index = 0;
};

struct Node {
    Type type = Type::block;
    std::uint8_t detail = 0;   // an Operator, Relation or Passing
    std::uint16_t height = 0;  // nodes below each other
    std::uint32_t begin = 0;   // bytes of the source, for messages
    std::uint32_t end = 0;
    NodeId a = 0;
    NodeId b = 0;
    NodeId c = 0;
    std::uint32_t first = 0;  // children
    std::uint32_t count = 0;
    TextId text = 0;
    std::uint32_t number = 0;  // which constant, Loop, Function or frame
    Place place;
    const Native* native = nullptr;  // of a filter or test
};

// What happens to a variable when its scope begins.
struct Load {
    enum class From : std::uint8_t { nowhere, parameter, outside, variable };
    std::uint32_t index = 0;
    From from = From::nowhere;
    TextId name = 0;  // outside: what the host or a global has under this name
    Place variable;   // the variable of the scope around that it begins with
};

struct Frame {
    std::vector<Load> loads;
};

struct Loop {
    NodeId target = 0;
    NodeId items = 0;
    NodeId test = 0;
    NodeId test_target = 0;  // the target once more, for the test has variables of its own
    NodeId body = 0;
    NodeId otherwise = 0;
    bool recursive = false;
    bool extended = false;  // the body names `loop`
    std::uint32_t loop_index = 0;
    std::uint32_t body_frame = 0;
    std::uint32_t otherwise_frame = 0;
    std::uint32_t test_frame = 0;
    std::uint32_t body_slots = 0;  // variables of a recursive loop's body
    std::uint32_t test_slots = 0;
};

struct FunctionParameter {
    NodeId name = 0;
    NodeId otherwise = 0;  // the default, or 0
};

// A macro, or the body of a call block.
struct Function {
    TextId name = 0;  // 0 for a call block
    std::vector<FunctionParameter> parameters;
    NodeId body = 0;
    std::uint32_t frame = 0;
    std::uint32_t slots = 0;
    bool takes_caller = false;
    bool takes_named = false;
    bool takes_rest = false;
    std::uint32_t caller_index = 0;
    std::uint32_t named_index = 0;
    std::uint32_t rest_index = 0;
};

struct Tree {
    std::string source;
    std::vector<Node> nodes{1};
    std::vector<NodeId> children;
    std::vector<Value> constants;
    std::vector<Loop> loops;
    std::vector<Function> functions;
    std::vector<Frame> frames;
    std::uint32_t slots = 0;  // of the template itself
    std::uint32_t frame = 0;
    NodeId body = 0;

    TextId intern(std::string_view text);
    std::string_view text(TextId id) const { return texts[id]; }
    std::span<const NodeId> children_of(const Node& node) const {
        return std::span(children).subspan(node.first, node.count);
    }

    // Where whole numbers beyond 64 bits are kept.
    Heap& large_constants() {
        if (!large) large = std::make_unique<Heap>();
        return *large;
    }

    std::unique_ptr<Heap> large;
    std::deque<std::string> texts{1};
    std::unordered_map<std::string_view, TextId> text_ids;
};

inline TextId Tree::intern(std::string_view text) {
    if (const auto found = text_ids.find(text); found != text_ids.end()) return found->second;
    texts.emplace_back(text);
    const auto id = static_cast<TextId>(texts.size() - 1);
    text_ids.emplace(texts.back(), id);
    return id;
}

}  // namespace escapement::templates
