// Filters that take lists and other things with items apart, sort them or put them together.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/filters_sequence.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "template/compare.hpp"
#include "template/dict.hpp"
#include "template/filters.hpp"
#include "template/iterate.hpp"
#include "template/lookup.hpp"
#include "template/methods.hpp"
#include "template/operators.hpp"
#include "template/print.hpp"
#include "template/text.hpp"

namespace escapement::templates {
namespace {

bool flag(Run& run, const Value& value) {
    return value.given() && truth(run, value);
}

Value size_filter(Run& run, const Value& value, const Given&) {
    return length(run, value);
}
Value list_filter(Run& run, const Value& value, const Given&) {
    return to_list(run, value);
}

Value first_filter(Run& run, const Value& value, const Given&) {
    Iterator* const items = iterate(run, value);
    Value found;
    if (items != nullptr && items->next(run, found)) return found;
    return run.undefined_because("No first item, sequence was empty.");
}

Value last_filter(Run& run, const Value& value, const Given&) {
    Value found;
    if (value.is(Kind::text) && !value.as_text().empty())
        return Value::text(last_character(value.as_text()));
    if (Iterator* const items = iterate_backwards(run, value)) {
        if (items->next(run, found)) return found;
    } else if (!value.is(Kind::text) && !value.is(Kind::undefined)) {
        return run.fail(Fault::type, "'" + short_type_name(value) + "' object is not reversible");
    }
    return run.undefined_because("No last item, sequence was empty.");
}

Value random_filter(Run& run, const Value& value, const Given&) {
    const Value size = length(run, value);
    if (run.failed()) return size;
    if (size.as_whole() == 0) return run.undefined_because("No random item, sequence was empty.");
    const auto place = run.random_bits() % static_cast<std::uint64_t>(size.as_whole());
    return item(run, value, Value::whole(static_cast<std::int64_t>(place)));
}

Value reverse_filter(Run& run, const Value& value, const Given&) {
    if (value.is(Kind::text)) return slice(run, value, {{}, {}, Value::whole(std::int64_t{-1})});
    if (Iterator* const items = iterate_backwards(run, value)) return Value::iterator(items);
    if (!is_iterable(run, value))
        return run.fail(Fault::filter_argument, "argument must be iterable");
    const Value made = to_list(run, value);
    std::reverse(made.as_list().span().begin(), made.as_list().span().end());
    return made;
}

Value join_filter(Run& run, const Value& value, const Given& given) {
    const std::string between = str(run, given.or_else(0, Value::text("")));
    const AttributePath path(run, given[1]);
    Writer made(run);
    Iterator* const items = iterate(run, value);
    Value next;
    for (bool first = true; items != nullptr && items->next(run, next); first = false) {
        if (!first) made << between;
        print(run, made, path.of(run, next));
    }
    return made.value();
}

Value sum_filter(Run& run, const Value& value, const Given& given) {
    const AttributePath path(run, given[0]);
    Value total = given.or_else(1, Value::whole(std::int64_t{0}));
    if (total.is(Kind::text))
        return run.fail(Fault::type, "sum() can't sum strings [use ''.join(seq) instead]");
    Iterator* const items = iterate(run, value);
    Value next;
    while (items != nullptr && items->next(run, next))
        total = apply(run, Operator::add, total, path.of(run, next));
    return total;
}

Value extreme(Run& run, const Value& value, const Given& given, Order better) {
    const bool exact = flag(run, given[0]);
    const AttributePath path(run, given[1]);
    Iterator* const items = iterate(run, value);
    Value next;
    if (items == nullptr || !items->next(run, next))
        return run.undefined_because("No aggregated item, sequence was empty.");
    const auto key_of = [&](const Value& of) {
        const Value key = path.of(run, of);
        return exact ? key : without_case(run, key);
    };
    Value best = next;
    Value best_key = key_of(next);
    while (items->next(run, next)) {
        const Value key = key_of(next);
        if (!ordered(run, better, key, best_key)) continue;
        best = next;
        best_key = key;
    }
    return best;
}
Value min_filter(Run& run, const Value& value, const Given& given) {
    return extreme(run, value, given, Order::less);
}
Value max_filter(Run& run, const Value& value, const Given& given) {
    return extreme(run, value, given, Order::greater);
}

struct Keyed {
    Value item;
    Value key;
};

std::vector<Keyed> sorted(Run& run, std::vector<Keyed> items, bool backwards) {
    std::stable_sort(items.begin(), items.end(), [&](const Keyed& left, const Keyed& right) {
        return backwards ? less(run, right.key, left.key) : less(run, left.key, right.key);
    });
    return items;
}

Value items_only(Run& run, const std::vector<Keyed>& items) {
    const Value made = run.list(items.size());
    for (const Keyed& keyed : items) run.append(made.as_list(), keyed.item);
    return made;
}

// "name,place" are two paths; without any the items themselves are compared.
std::vector<AttributePath> paths_of(Run& run, const Value& attribute) {
    std::vector<AttributePath> paths;
    if (!attribute.is(Kind::text)) return {AttributePath(run, attribute)};
    std::string_view rest = attribute.as_text();
    for (bool more = true; more;) {
        const auto end = std::min(rest.find(','), rest.size());
        paths.emplace_back(run, Value::text(rest.substr(0, end)));
        more = end < rest.size();
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return paths;
}

Value sort_filter(Run& run, const Value& value, const Given& given) {
    const bool exact = flag(run, given[1]);
    const auto paths = paths_of(run, given[2]);
    std::vector<Keyed> keyed;
    Iterator* const items = iterate(run, value);
    Value next;
    while (items != nullptr && items->next(run, next) && run.fits(0)) {
        const Value key = run.list(paths.size());
        for (const AttributePath& path : paths) {
            const Value part = path.of(run, next);
            run.append(key.as_list(), exact ? part : without_case(run, part));
        }
        keyed.push_back({next, key});
    }
    return items_only(run, sorted(run, std::move(keyed), flag(run, given[0])));
}

const Dict* dict_or_fail(Run& run, const Value& value) {
    if (value.is(Kind::undefined)) fail_undefined(run, value);
    if (value.is(Kind::dict)) return &value.as_dict();
    const Dict* const whole = value.is(Kind::entity) ? value.as_entity().whole(run) : nullptr;
    if (whole == nullptr)
        run.fail(Fault::attribute,
                 "'" + short_type_name(value) + "' object has no attribute 'items'");
    return whole;
}

Value dict_sort_filter(Run& run, const Value& value, const Given& given) {
    const bool exact = flag(run, given[0]);
    const Value by = given.or_else(1, Value::text("key"));
    const bool by_value = by.is(Kind::text) && by.as_text() == "value";
    if (!by_value && !(by.is(Kind::text) && by.as_text() == "key"))
        return run.fail(Fault::filter_argument, "You can only sort by either \"key\" or \"value\"");
    const Dict* const dict = dict_or_fail(run, value);
    std::vector<Keyed> keyed;
    for (std::size_t i = 0; dict != nullptr && i < dict->size && run.spend(); ++i) {
        const DictEntry& entry = dict->entries[i];
        const Value& key = by_value ? entry.value : entry.key;
        keyed.push_back(
            {run.tuple({entry.key, entry.value}), exact ? key : without_case(run, key)});
    }
    return items_only(run, sorted(run, std::move(keyed), flag(run, given[2])));
}

Value group(Run& run, const Value& name, const Value& members) {
    const Value made = run.tuple({name, members});
    made.as_list().names = List::Names::group;
    return made;
}

Value group_filter(Run& run, const Value& value, const Given& given) {
    const bool exact = flag(run, given[2]);
    const AttributePath path(run, given[0]);
    std::vector<Keyed> keyed;
    Iterator* const items = iterate(run, value);
    Value next;
    while (items != nullptr && items->next(run, next)) {
        const Value key = path.of(run, next, given[1]);
        keyed.push_back({next, exact ? key : without_case(run, key)});
    }
    keyed = sorted(run, std::move(keyed), false);
    const Value groups = run.list();
    for (std::size_t i = 0; i < keyed.size() && run.spend();) {
        const Value members = run.list();
        const Keyed& first = keyed[i];
        for (; i < keyed.size() && !run.failed() && equal(run, keyed[i].key, first.key); ++i)
            run.append(members.as_list(), keyed[i].item);
        if (members.as_list().size == 0) ++i;
        const Value name = exact ? first.key : path.of(run, first.item, given[1]);
        run.append(groups.as_list(), group(run, name, members));
    }
    return groups;
}

Value items_filter(Run& run, const Value& value, const Given&) {
    if (value.is(Kind::undefined)) return Value::iterator(iterate(run, value));
    const bool mapping =
        value.is(Kind::dict) || (value.is(Kind::entity) && value.as_entity().is_mapping());
    if (!mapping) return run.fail(Fault::type, "Can only get item pairs from a mapping.");
    const Dict* const dict = dict_or_fail(run, value);
    if (dict == nullptr) return {};
    const auto* const view = run.heap().make<View>(const_cast<Dict*>(dict), Part::items);
    return Value::iterator(iterate(run, Value::view(view)));
}

Value attr_filter(Run& run, const Value& value, const Given& given) {
    const auto name = want_text(run, given[0]);
    if (!name) return {};
    const Value found = value.is(Kind::entity) ? value.as_entity().attribute(run, *name)
                                               : method(run, value, *name);
    return found.given() ? found : run.undefined_part(value, given[0]);
}

constexpr std::array filters_of_sequences{
    Native{"length", "/", size_filter},
    Native{"count", "/", size_filter},
    Native{"list", "/", list_filter},
    Native{"first", "/", first_filter},
    Native{"last", "/", last_filter},
    Native{"random", "/", random_filter},
    Native{"reverse", "/", reverse_filter},
    Native{"join", "d? attribute?", join_filter},
    Native{"sum", "attribute? start?", sum_filter},
    Native{"min", "case_sensitive? attribute?", min_filter},
    Native{"max", "case_sensitive? attribute?", max_filter},
    Native{"sort", "reverse? case_sensitive? attribute?", sort_filter},
    Native{"dictsort", "case_sensitive? by? reverse?", dict_sort_filter},
    Native{"groupby", "attribute default? case_sensitive?", group_filter},
    Native{"items", "/", items_filter},
    Native{"attr", "name", attr_filter},
};

}  // namespace

std::span<const Native> sequence_filters() {
    return filters_of_sequences;
}

}  // namespace escapement::templates
