// One evaluation of a template: its memory, its limits, and the first thing that went wrong.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/run.hpp"

#include <algorithm>
#include <utility>

namespace escapement::templates {

std::string_view fault_name(Fault fault) {
    switch (fault) {
        case Fault::syntax:
            return "jinja2.exceptions.TemplateSyntaxError";
        case Fault::undefined:
            return "jinja2.exceptions.UndefinedError";
        case Fault::runtime:
            return "jinja2.exceptions.TemplateRuntimeError";
        case Fault::filter_argument:
            return "jinja2.exceptions.FilterArgumentError";
        case Fault::type:
            return "TypeError";
        case Fault::value:
        case Fault::unpack:
            return "ValueError";
        case Fault::index:
            return "IndexError";
        case Fault::key:
            return "KeyError";
        case Fault::attribute:
            return "AttributeError";
        case Fault::state:
            return "RuntimeError";
        case Fault::zero_division:
            return "ZeroDivisionError";
        case Fault::overflow:
            return "OverflowError";
        case Fault::recursion:
            return "RecursionError";
        case Fault::memory:
            return "MemoryError";
        case Fault::assertion:
            return "AssertionError";
        case Fault::limit:
            return "LimitError";
        case Fault::stopped:
            return "Stopped";
        case Fault::host:
            return "gcode.CommandError";
    }
    return "Error";
}

Value Run::fail(Fault fault, std::string message) {
    if (!failed_) failure_ = {fault, std::move(message)};
    failed_ = true;
    return undefined_because("something failed");
}

bool Run::out_of_steps() {
    fail(Fault::limit,
         "the template takes more than " + std::to_string(limits_.steps) +
             " steps: does a loop run too often?");
    return false;
}

bool Run::poll() {
    until_poll_ = poll_every;
    if (!limits_.stop || !limits_.stop()) return fits(0);
    fail(Fault::stopped, "the evaluation was cancelled");
    return false;
}

bool Run::too_deep() {
    fail(Fault::recursion,
         "maximum recursion depth exceeded: does a macro or a recursive loop call itself forever?");
    return false;
}

bool Run::fits(std::size_t bytes) {
    if (failed_) return false;
    if (heap_.used() <= limits_.memory && bytes <= limits_.memory - heap_.used()) return true;
    fail(Fault::memory,
         "the template's values take more than " + std::to_string(limits_.memory) + " bytes");
    return false;
}

bool Run::text_fits(std::size_t bytes) {
    if (failed_) return false;
    if (bytes <= limits_.output) return fits(bytes);
    fail(Fault::memory, "a text of more than " + std::to_string(limits_.output) + " bytes");
    return false;
}

Value Run::text(std::string_view characters) {
    return text_fits(characters.size()) ? Value::text(heap_.copy(characters)) : Value::text("");
}

Value Run::undefined(std::string_view name) {
    return Value::undefined(heap_.make<UndefinedReason>("", Value(), Value::text(name)));
}

Value Run::undefined_because(std::string_view hint) {
    return Value::undefined(heap_.make<UndefinedReason>(hint, Value(), Value()));
}

Value Run::undefined_part(Value object, Value name) {
    return Value::undefined(heap_.make<UndefinedReason>("", object, name));
}

Value Run::list(std::size_t capacity) {
    if (!fits(capacity * sizeof(Value))) capacity = 0;
    Value* const items = capacity > 0 ? heap_.array<Value>(capacity) : nullptr;
    return Value::list(heap_.make<List>(items, std::size_t{0}, capacity));
}

Value Run::list(std::span<const Value> items) {
    const Value made = list(items.size());
    if (failed()) return made;
    std::copy(items.begin(), items.end(), made.as_list().items);
    made.as_list().size = items.size();
    return made;
}

Value Run::tuple(std::span<const Value> items) {
    return Value::tuple(&list(items).as_list());
}

void Run::append(List& list, Value item) {
    if (list.size == list.capacity) {
        const auto capacity = std::max<std::size_t>(4, list.capacity * 2);
        if (!fits(capacity * sizeof(Value))) return;
        Value* const items = heap_.array<Value>(capacity);
        std::copy(list.items, list.items + list.size, items);
        list.items = items;
        list.capacity = capacity;
    }
    list.items[list.size++] = item;
}

}  // namespace escapement::templates
