// How Python and Jinja2 look up attributes, items and slices.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/lookup.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "template/compare.hpp"
#include "template/dict.hpp"
#include "template/entity.hpp"
#include "template/iterate.hpp"
#include "template/methods.hpp"
#include "template/text.hpp"

namespace escapement::templates {
namespace {

// The place that an index means, or nothing if it is outside.
std::optional<std::size_t> place_of_index(const Value& index, std::size_t size) {
    if (!index.is_whole()) return std::nullopt;
    const auto count = static_cast<std::int64_t>(size);
    const auto place = index.as_whole() < 0 ? index.as_whole() + count : index.as_whole();
    if (place < 0 || place >= count) return std::nullopt;
    return static_cast<std::size_t>(place);
}

bool is_hashable(const Value& value) {
    if (value.is(Kind::list) || value.is(Kind::dict)) return false;
    if (!value.is(Kind::tuple)) return true;
    const auto items = value.as_list().span();
    return std::all_of(items.begin(), items.end(), [](const Value& item) {
        return !item.is(Kind::list) && !item.is(Kind::dict) && !item.is(Kind::tuple);
    });
}

// Missing if there is no such item.
Value plain_item(Run& run, const Value& object, const Value& key) {
    switch (object.kind()) {
        case Kind::list:
        case Kind::tuple:
            if (const auto place = place_of_index(key, object.as_list().size))
                return object.as_list().items[*place];
            return {};
        case Kind::range:
            if (const auto place = place_of_index(key, object.as_range().size()))
                return Value::whole(object.as_range().at(*place));
            return {};
        case Kind::text:
            if (!key.is_whole() || !run.spend_on(object)) return {};
            if (const auto place = place_of_index(key, count_characters(object.as_text())))
                return Value::text(characters(object.as_text(), *place, 1));
            return {};
        case Kind::dict: {
            if (!is_hashable(key)) return {};
            const Value* const found = find(run, object.as_dict(), key);
            return found != nullptr ? *found : Value();
        }
        case Kind::entity:
            return object.as_entity().item(run, key);
        default:
            return {};
    }
}

// Bounds as places, with Python's rules for what is outside or negative.
struct Places {
    std::int64_t start;
    std::int64_t stop;
    std::int64_t step;
    std::int64_t count() const {
        if (step > 0) return start < stop ? (stop - start - 1) / step + 1 : 0;
        return start > stop ? (start - stop - 1) / -step + 1 : 0;
    }
};

bool is_bound(Run& run, const Value& bound) {
    if (!bound.given() || bound.is(Kind::none) || bound.is_integer()) return true;
    std::string message = "slice indices must be integers or None or have an __index__ method";
    if (bound.is(Kind::undefined)) message += " (" + undefined_message(run, bound) + ")";
    run.fail(Fault::type, message);
    return false;
}

// A whole number as far as 64 bits go, which is beyond any list.
std::int64_t in_64_bits(const Value& bound) {
    using Limits = std::numeric_limits<std::int64_t>;
    if (bound.is_whole()) return bound.as_whole();
    return bound.as_large().negative ? Limits::min() : Limits::max();
}

std::int64_t clamped(const Value& bound, std::int64_t size, std::int64_t lowest) {
    const std::int64_t given = in_64_bits(bound);
    const std::int64_t place = given < 0 ? std::max(given, -size - 1) + size : given;
    return std::clamp(place, lowest, size + lowest);
}

std::optional<Places> places_of(Run& run, const Slice& bounds, std::size_t size) {
    if (!is_bound(run, bounds.start) || !is_bound(run, bounds.stop) || !is_bound(run, bounds.step))
        return std::nullopt;
    Places places{0, static_cast<std::int64_t>(size), 1};
    if (bounds.step.is_integer()) places.step = in_64_bits(bounds.step);
    if (places.step == 0) return run.fail(Fault::value, "slice step cannot be zero"), std::nullopt;
    const auto most = static_cast<std::int64_t>(size) + 1;
    places.step = std::clamp(places.step, -most, most);
    const std::int64_t lowest = places.step < 0 ? -1 : 0;
    if (places.step < 0) places = {places.stop - 1, -1, places.step};
    const auto count = static_cast<std::int64_t>(size);
    if (bounds.start.is_integer()) places.start = clamped(bounds.start, count, lowest);
    if (bounds.stop.is_integer()) places.stop = clamped(bounds.stop, count, lowest);
    return places;
}

Value slice_of_list(Run& run, const Value& object, Places places) {
    const auto count = places.count();
    const Value made = run.list(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count && run.spend(); ++i)
        run.append(
            made.as_list(),
            object.as_list().items[static_cast<std::size_t>(places.start + i * places.step)]);
    return object.is(Kind::list) ? made : Value::tuple(&made.as_list());
}

Value slice_of_text(Run& run, std::string_view text, Places places) {
    const auto count = places.count();
    if (count == 0) return Value::text("");
    if (places.step == 1)
        return Value::text(characters(
            text, static_cast<std::size_t>(places.start), static_cast<std::size_t>(count)));
    std::vector<std::string_view> all;
    for (; !text.empty(); text.remove_prefix(all.back().size()))
        all.push_back(first_character(text));
    Writer made(run);
    for (std::int64_t i = 0; i < count && run.spend(); ++i)
        made << all[static_cast<std::size_t>(places.start + i * places.step)];
    return made.value();
}

Value slice_of_range(Run& run, const Range& range, Places places) {
    // Without signs, as what is far beyond any use may wrap around.
    const auto start = static_cast<std::uint64_t>(range.start);
    const auto step = static_cast<std::uint64_t>(range.step);
    const auto at = [&](std::int64_t place) {
        return static_cast<std::int64_t>(start + static_cast<std::uint64_t>(place) * step);
    };
    const auto wide = static_cast<std::int64_t>(step * static_cast<std::uint64_t>(places.step));
    const bool whole = wide != 0;
    return Value::range(run.heap().make<Range>(
        at(places.start), whole ? at(places.stop) : at(places.start), whole ? wide : 1));
}

}  // namespace

Value attribute(Run& run, const Value& object, std::string_view name) {
    if (object.is(Kind::undefined)) return fail_undefined(run, object);
    const Value found = object.is(Kind::entity) ? object.as_entity().attribute(run, name)
                                                : method(run, object, name);
    if (found.given() || run.failed()) return found;
    if (object.is(Kind::dict) || object.is(Kind::entity)) {
        const Value inside = plain_item(run, object, Value::text(name));
        if (inside.given()) return inside;
    }
    return run.undefined_part(object, Value::text(name));
}

Value item(Run& run, const Value& object, const Value& key) {
    if (object.is(Kind::undefined)) return fail_undefined(run, object);
    const Value found = plain_item(run, object, key);
    if (found.given() || run.failed()) return found;
    if (key.is(Kind::text)) {
        const Value other = object.is(Kind::entity)
                                ? object.as_entity().attribute(run, key.as_text())
                                : method(run, object, key.as_text());
        if (other.given() || run.failed()) return other;
    }
    return run.undefined_part(object, key);
}

Value slice(Run& run, const Value& object, const Slice& bounds) {
    switch (object.kind()) {
        case Kind::list:
        case Kind::tuple:
        case Kind::text:
        case Kind::range:
            break;
        case Kind::undefined:
            return fail_undefined(run, object);
        case Kind::dict:
            return run.fail(Fault::type, "unhashable type: 'slice'");
        default:
            return run.fail(Fault::type,
                            "'" + short_type_name(object) + "' object is not subscriptable");
    }
    if (!run.spend_on(object)) return {};
    const auto places = places_of(run, bounds, size_of(run, object).value_or(0));
    if (!places) return {};
    if (object.is(Kind::text)) return slice_of_text(run, object.as_text(), *places);
    if (object.is(Kind::range)) return slice_of_range(run, object.as_range(), *places);
    return slice_of_list(run, object, *places);
}

}  // namespace escapement::templates
