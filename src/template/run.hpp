// One evaluation of a template: its memory, its limits, and the first thing that went wrong.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything that computes with values takes the Run.  Whoever fails says so with fail() and
// returns anything; whoever called stops as soon as failed() is true.  Only the first failure
// counts, so that forgetting to look costs time but changes no message.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "template/heap.hpp"
#include "template/value.hpp"

namespace escapement::templates {

// What went wrong, by the name that Python and Jinja2 have for it.
enum class Fault : std::uint8_t {
    syntax,
    undefined,
    runtime,
    filter_argument,
    type,
    value,
    index,
    key,
    attribute,
    state,
    zero_division,
    overflow,
    recursion,
    memory,
    assertion,
    unpack,
    limit,    // our own: too many steps
    stopped,  // our own: the host asked to stop
    host,     // a function of the host refused
};

// "TypeError", "jinja2.exceptions.UndefinedError": as Python prints it in front of the message.
std::string_view fault_name(Fault fault);

struct Failure {
    Fault fault = Fault::runtime;
    std::string message;
};

// What one evaluation may take at most.
struct Limits {
    std::uint64_t steps = 5'000'000;             // expressions, items of loops, comparisons
    std::size_t memory = 64 * 1024 * 1024;       // bytes of values made, in all
    std::size_t output = 4 * 1024 * 1024;        // bytes of any one text, and of the output
    int depth = 1500;                            // expressions and calls inside of each other
    std::function<bool()> stop;                  // asked now and then; true ends the evaluation
    std::function<std::uint64_t()> random_bits;  // for |random; without it the first item is taken
};

class Run {
  public:
    explicit Run(const Limits& limits) : limits_(limits), steps_left_(limits.steps) {}

    // Keeps the first failure; returns a value that nobody should look at.
    Value fail(Fault fault, std::string message);
    bool failed() const { return failed_; }
    const Failure& failure() const { return failure_; }

    // Counts work; false when the limit is reached or the host wants to stop.
    bool spend(std::uint64_t steps = 1) {
        if (failed_) return false;
        if (steps > steps_left_) return out_of_steps();
        steps_left_ -= steps;
        until_poll_ -= static_cast<std::int64_t>(steps < 1000 ? steps : 1000);
        return until_poll_ > 0 || poll();
    }
    // Counts what it takes to look at a text.
    bool spend_on(const Value& value) {
        return spend(value.is(Kind::text) ? 1 + value.as_text().size() / 8 : 1);
    }
    // What it may take to look for one text in another, at worst.
    bool spend_on_search(std::string_view text, std::string_view wanted) {
        constexpr std::uint64_t comparisons_a_step = 4096;
        return spend(1 + std::uint64_t{text.size()} * wanted.size() / comparisons_a_step);
    }
    // Those of items that are the same cost next to nothing, but not nothing.
    bool spend_on_items(std::size_t count) { return spend(1 + count / 8); }
    // True if so many more bytes of values, or a text of this size, are within the limits.
    bool fits(std::size_t bytes);
    bool text_fits(std::size_t bytes);
    std::size_t longest_text() const { return limits_.output; }
    std::uint64_t random_bits() const { return limits_.random_bits ? limits_.random_bits() : 0; }

    // How deep calls are inside of each other; use Nested.
    bool enter() { return ++depth_ <= limits_.depth || too_deep(); }
    void leave() { --depth_; }

    Heap& heap() { return heap_; }
    Value text(std::string_view characters);
    Value undefined(std::string_view name);
    Value undefined_because(std::string_view hint);
    Value undefined_part(Value object, Value name);
    Value list(std::size_t capacity = 0);
    Value list(std::span<const Value> items);
    Value tuple(std::span<const Value> items);
    Value tuple(std::initializer_list<Value> items) {
        return tuple(std::span<const Value>(items.begin(), items.size()));
    }
    void append(List& list, Value item);

  private:
    bool out_of_steps();
    bool poll();
    bool too_deep();

    const Limits& limits_;
    Heap heap_;
    Failure failure_;
    std::uint64_t steps_left_;
    std::int64_t until_poll_ = poll_every;
    int depth_ = 0;
    bool failed_ = false;
    static constexpr std::int64_t poll_every = 4096;
};

// One level deeper, until the end of the scope; false if that is too deep.
class Nested {
  public:
    explicit Nested(Run& run) : run_(run), allowed_(run.enter()) {}
    ~Nested() { run_.leave(); }
    Nested(const Nested&) = delete;
    Nested& operator=(const Nested&) = delete;
    explicit operator bool() const { return allowed_; }

  private:
    Run& run_;
    bool allowed_;
};

// A text that grows up to the limit; what does not fit is a failure and is dropped.
class Writer {
  public:
    explicit Writer(Run& run) : run_(run) {}

    Writer& operator<<(std::string_view text) {
        if (text.size() > run_.longest_text() - text_.size())
            run_.text_fits(run_.longest_text() + 1);
        else
            text_ += text;
        return *this;
    }
    Writer& operator<<(char character) { return *this << std::string_view(&character, 1); }
    void fill(std::size_t count, std::string_view what) {
        for (; count > 0 && !run_.failed(); --count) *this << what;
    }
    std::size_t size() const { return text_.size(); }
    const std::string& str() const { return text_; }
    std::string take() { return std::move(text_); }
    Value value() const { return run_.text(text_); }

  private:
    Run& run_;
    std::string text_;
};

}  // namespace escapement::templates
