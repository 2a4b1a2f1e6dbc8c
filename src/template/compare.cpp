// Equality, order, hashes and truth of values, as Python has them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/compare.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>

#include "template/dict.hpp"
#include "template/entity.hpp"
#include "template/iterate.hpp"
#include "template/large_number.hpp"
#include "template/print.hpp"

namespace escapement::templates {
namespace {

constexpr double two_to_63 = 9223372036854775808.0;

// -1, 0 or 1; 2 if one is not a number.  Exact, even where a double cannot hold the whole number.
int compare_numbers(const Value& left, const Value& right) {
    if (left.is_whole() && right.is_whole())
        return left.as_whole() < right.as_whole() ? -1 : left.as_whole() > right.as_whole() ? 1 : 0;
    const double a = left.number();
    const double b = right.number();
    if (left.is(Kind::large) || right.is(Kind::large))
        return std::isnan(a) || std::isnan(b) ? 2 : compare_exactly(left, right);
    if (std::isnan(a) || std::isnan(b)) return 2;
    if (a != b) return a < b ? -1 : 1;
    if (left.is_whole() == right.is_whole()) return 0;
    const double real = left.is_whole() ? b : a;
    if (real >= two_to_63) return left.is_whole() ? -1 : 1;
    const auto whole = static_cast<std::int64_t>(real);
    return left.is_whole() ? compare_numbers(left, Value::whole(whole))
                           : compare_numbers(Value::whole(whole), right);
}

bool equal_lists(Run& run, const List& left, const List& right) {
    if (left.size != right.size || !run.spend_on_items(left.size)) return false;
    for (std::size_t i = 0; i < left.size && i < right.size; ++i)
        if (!left.items[i].same_as(right.items[i]) && !equal(run, left.items[i], right.items[i]))
            return false;
    return true;
}

bool equal_dicts(Run& run, const Dict& left, const Dict& right) {
    if (left.size != right.size) return false;
    for (const DictEntry& entry : left.span()) {
        const Value* const other = find(run, right, entry.key);
        if (other == nullptr || !equal(run, entry.value, *other)) return false;
    }
    return true;
}

bool equal_ranges(const Range& left, const Range& right) {
    if (left.size() != right.size()) return false;
    return left.size() == 0 ||
           (left.start == right.start && (left.size() == 1 || left.step == right.step));
}

// A dict, or an object of the host that stands for one.
Dict* dict_of(Run& run, const Value& value) {
    if (value.is(Kind::dict)) return &value.as_dict();
    return value.is(Kind::entity) ? value.as_entity().whole(run) : nullptr;
}

bool equal_entities(Run& run, const Value& left, const Value& right) {
    if (left.same_as(right)) return true;
    const Dict* const a = dict_of(run, left);
    const Dict* const b = a != nullptr ? dict_of(run, right) : nullptr;
    return b != nullptr && equal_dicts(run, *a, *b);
}

bool equal_kinds(Run& run, const Value& left, const Value& right) {
    switch (left.kind()) {
        case Kind::undefined:
            return true;
        case Kind::text:
            return left.as_text() == right.as_text();
        case Kind::list:
        case Kind::tuple:
            return equal_lists(run, left.as_list(), right.as_list());
        case Kind::dict:
            return equal_dicts(run, left.as_dict(), right.as_dict());
        case Kind::range:
            return equal_ranges(left.as_range(), right.as_range());
        default:
            return left.same_as(right);
    }
}

std::string_view order_sign(Order order) {
    switch (order) {
        case Order::less:
            return "<";
        case Order::at_most:
            return "<=";
        case Order::greater:
            return ">";
        case Order::at_least:
            return ">=";
    }
    return "";
}

bool holds(Order order, int comparison) {
    switch (order) {
        case Order::less:
            return comparison < 0;
        case Order::at_most:
            return comparison <= 0;
        case Order::greater:
            return comparison > 0;
        case Order::at_least:
            return comparison >= 0;
    }
    return false;
}

bool ordered_lists(Run& run, Order order, const List& left, const List& right) {
    const auto both = std::min(left.size, right.size);
    if (!run.spend_on_items(both)) return false;
    for (std::size_t i = 0; i < both; ++i)
        if (!left.items[i].same_as(right.items[i]) && !equal(run, left.items[i], right.items[i]))
            return ordered(run, order, left.items[i], right.items[i]);
    return holds(order, left.size < right.size ? -1 : left.size > right.size ? 1 : 0);
}

std::uint64_t mixed(std::uint64_t bits) {
    bits ^= bits >> 33;
    bits *= 0xff51afd7ed558ccdULL;
    return bits ^ (bits >> 33);
}

std::uint64_t hash_of_real(double value) {
    if (value == std::floor(value) && value >= -two_to_63 && value < two_to_63)
        return mixed(static_cast<std::uint64_t>(static_cast<std::int64_t>(value)));
    return mixed(std::bit_cast<std::uint64_t>(value));
}

std::uint64_t hash_of_items(Run& run, const List& list) {
    std::uint64_t hash = 1;
    for (const Value& item : list.span()) hash = mixed(hash + hash_of(run, item));
    return hash;
}

bool contains_in_iterable(Run& run, const Value& container, const Value& item) {
    Iterator* const items = iterate(run, container);
    Value next;
    while (items != nullptr && items->next(run, next))
        if (next.same_as(item) || equal(run, next, item)) return true;
    return false;
}

bool contains_in_range(Run& run, const Range& range, const Value& item) {
    if (!item.is_number()) return contains_in_iterable(run, Value::range(&range), item);
    const double number = item.number();
    if (number != std::floor(number) || number < -two_to_63 || number >= two_to_63) return false;
    const auto whole = item.is_whole() ? item.as_whole() : static_cast<std::int64_t>(number);
    if (range.size() == 0) return false;
    const bool inside = range.step > 0 ? whole >= range.start && whole < range.stop
                                       : whole <= range.start && whole > range.stop;
    const auto from = static_cast<std::uint64_t>(whole) - static_cast<std::uint64_t>(range.start);
    const auto step = static_cast<std::uint64_t>(range.step);
    return inside && (range.step > 0 ? from % step : (0 - from) % (0 - step)) == 0;
}

bool contains_in_text(Run& run, std::string_view text, const Value& item) {
    if (item.is(Kind::text))
        return run.spend_on_search(text, item.as_text()) &&
               text.find(item.as_text()) != std::string_view::npos;
    run.fail(Fault::type, "'in <string>' requires string as left operand, not " + type_name(item));
    return false;
}

}  // namespace

bool equal(Run& run, const Value& left, const Value& right) {
    if (!run.spend_on(left)) return false;
    if (left.is_number() && right.is_number()) return compare_numbers(left, right) == 0;
    const Nested nested(run);
    if (!nested) return false;
    if (left.is(Kind::entity) || right.is(Kind::entity)) return equal_entities(run, left, right);
    return left.kind() == right.kind() && equal_kinds(run, left, right);
}

bool ordered(Run& run, Order order, const Value& left, const Value& right) {
    if (!run.spend_on(left)) return false;
    if (left.is_number() && right.is_number()) {
        const int comparison = compare_numbers(left, right);
        return comparison != 2 && holds(order, comparison);
    }
    if (left.is(Kind::text) && right.is(Kind::text))
        return holds(order, left.as_text().compare(right.as_text()));
    if (left.is(Kind::undefined)) return fail_undefined(run, left), false;
    if (right.is(Kind::undefined)) return fail_undefined(run, right), false;
    const Nested nested(run);
    if (!nested) return false;
    if (left.is_sequence() && left.kind() == right.kind())
        return ordered_lists(run, order, left.as_list(), right.as_list());
    run.fail(Fault::type,
             "'" + std::string(order_sign(order)) + "' not supported between instances of '" +
                 short_type_name(left) + "' and '" + short_type_name(right) + "'");
    return false;
}

std::uint64_t hash_of(Run& run, const Value& value) {
    switch (value.kind()) {
        case Kind::boolean:
        case Kind::whole:
            return mixed(static_cast<std::uint64_t>(value.as_whole()));
        case Kind::large:
        case Kind::real:  // equal numbers have equal hashes
            return hash_of_real(value.number());
        case Kind::text:
            run.spend_on(value);
            return std::hash<std::string_view>{}(value.as_text());
        case Kind::tuple: {
            const Nested nested(run);
            return nested && run.spend() ? hash_of_items(run, value.as_list()) : 0;
        }
        case Kind::list:
        case Kind::dict:
            run.fail(Fault::type, "unhashable type: '" + type_name(value) + "'");
            return 0;
        case Kind::entity:
            return std::hash<const Entity*>{}(&value.as_entity());
        default:
            return static_cast<std::uint64_t>(value.kind());
    }
}

bool truth(Run& run, const Value& value) {
    switch (value.kind()) {
        case Kind::missing:
        case Kind::undefined:
        case Kind::none:
            return false;
        case Kind::boolean:
        case Kind::whole:
            return value.as_whole() != 0;
        case Kind::large:
            return true;
        case Kind::real:
            return value.as_real() != 0;
        case Kind::text:
            return !value.as_text().empty();
        case Kind::list:
        case Kind::tuple:
            return value.as_list().size > 0;
        case Kind::dict:
            return value.as_dict().size > 0;
        case Kind::range:
            return value.as_range().size() > 0;
        case Kind::view:
            return value.as_view().dict->size > 0;
        case Kind::iterator:
            return true;
        case Kind::entity:
            return value.as_entity().length(run).value_or(1) > 0;
    }
    return false;
}

bool contains(Run& run, const Value& container, const Value& item) {
    switch (container.kind()) {
        case Kind::text:
            run.spend_on(container);
            return contains_in_text(run, container.as_text(), item);
        case Kind::dict:
            return find(run, container.as_dict(), item) != nullptr;
        case Kind::range:
            return contains_in_range(run, container.as_range(), item);
        case Kind::view:
            if (container.as_view().part != Part::keys) break;
            return find(run, *container.as_view().dict, item) != nullptr;
        case Kind::entity:
            if (const auto found = container.as_entity().contains(run, item)) return *found;
            break;
        default:
            break;
    }
    if (!is_iterable(run, container)) {
        run.fail(Fault::type,
                 "argument of type '" + short_type_name(container) + "' is not iterable");
        return false;
    }
    return contains_in_iterable(run, container, item);
}

std::string type_name(const Value& value) {
    switch (value.kind()) {
        case Kind::missing:
        case Kind::undefined:
            return "Undefined";
        case Kind::none:
            return "NoneType";
        case Kind::boolean:
            return "bool";
        case Kind::whole:
        case Kind::large:
            return "int";
        case Kind::real:
            return "float";
        case Kind::text:
            return "str";
        case Kind::list:
            return "list";
        case Kind::tuple:
            return "tuple";
        case Kind::dict:
            return "dict";
        case Kind::range:
            return "range";
        case Kind::view:
            return value.as_view().part == Part::keys     ? "dict_keys"
                   : value.as_view().part == Part::values ? "dict_values"
                                                          : "dict_items";
        case Kind::iterator:
            return std::string(value.as_iterator().type_name());
        case Kind::entity:
            return std::string(value.as_entity().type_name());
    }
    return "";
}

std::string short_type_name(const Value& value) {
    const std::string name = type_name(value);
    return name.substr(name.rfind('.') + 1);
}

std::string undefined_message(Run& run, const Value& value) {
    const UndefinedReason& why = value.why_undefined();
    if (!why.hint.empty()) return std::string(why.hint);
    const std::string name = repr(run, why.name);
    if (!why.object.given()) return name + " is undefined";
    const std::string object =
        why.object.is(Kind::none) ? "None" : type_name(why.object) + " object";
    return why.name.is(Kind::text) ? "'" + object + "' has no attribute " + name
                                   : object + " has no element " + name;
}

Value fail_undefined(Run& run, const Value& value) {
    return run.fail(Fault::undefined, undefined_message(run, value));
}

}  // namespace escapement::templates
