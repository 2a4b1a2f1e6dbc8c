// The methods that lists, dicts and numbers have in Python.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/methods.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "template/compare.hpp"
#include "template/dict.hpp"
#include "template/iterate.hpp"
#include "template/methods_items.hpp"
#include "template/methods_text.hpp"
#include "template/methods_text_change.hpp"
#include "template/methods_text_kinds.hpp"
#include "template/numbers.hpp"
#include "template/print.hpp"

namespace escapement::templates {
namespace {

Value append(Run& run, const Value& self, const Given& given) {
    run.append(self.as_list(), given[0]);
    return Value::none();
}

Value extend(Run& run, const Value& self, const Given& given) {
    const Value items = to_list(run, given[0]);  // first, as it may be the list itself
    for (std::size_t i = 0; i < items.as_list().size && !run.failed(); ++i)
        run.append(self.as_list(), items.as_list().items[i]);
    return Value::none();
}

Value insert(Run& run, const Value& self, const Given& given) {
    const auto wanted = want_whole(run, given[0]);
    if (!wanted) return {};
    List& list = self.as_list();
    const auto size = static_cast<std::int64_t>(list.size);
    const auto place =
        std::clamp<std::int64_t>(*wanted < 0 ? std::max(*wanted, -size) + size : *wanted, 0, size);
    if (!run.spend(list.size / 8 + 1)) return {};
    run.append(list, given[1]);
    if (!run.failed())
        std::rotate(list.items + place, list.items + list.size - 1, list.items + list.size);
    return Value::none();
}

Value take_place(Run& run, List& list, std::size_t place) {
    const Value taken = list.items[place];
    run.spend((list.size - place) / 8 + 1);
    std::copy(list.items + place + 1, list.items + list.size, list.items + place);
    --list.size;
    return taken;
}

Value pop(Run& run, const Value& self, const Given& given) {
    List& list = self.as_list();
    const auto size = static_cast<std::int64_t>(list.size);
    const auto wanted = given[0].given() ? want_whole(run, given[0]) : -1;
    if (!wanted) return {};
    if (size == 0) return run.fail(Fault::index, "pop from empty list");
    const auto place = *wanted < 0 ? *wanted + size : *wanted;
    if (place < 0 || place >= size) return run.fail(Fault::index, "pop index out of range");
    return take_place(run, list, static_cast<std::size_t>(place));
}

// The first place of a value between two places; the size if it is not there.
std::size_t place_of(Run& run, const List& list, const Value& wanted) {
    for (std::size_t i = 0; i < list.size && run.spend(); ++i)
        if (list.items[i].same_as(wanted) || equal(run, list.items[i], wanted)) return i;
    return list.size;
}

Value remove(Run& run, const Value& self, const Given& given) {
    List& list = self.as_list();
    const auto place = place_of(run, list, given[0]);
    if (place == list.size) return run.fail(Fault::value, "list.remove(x): x not in list");
    take_place(run, list, place);
    return Value::none();
}

Value index(Run& run, const Value& self, const Given& given) {
    const List& list = self.as_list();
    const auto size = static_cast<std::int64_t>(list.size);
    auto start = given[1].given() ? want_whole(run, given[1]).value_or(0) : 0;
    auto stop = given[2].given() ? want_whole(run, given[2]).value_or(0) : size;
    start = std::clamp<std::int64_t>(start < 0 ? start + size : start, 0, size);
    stop = std::clamp<std::int64_t>(stop < 0 ? stop + size : stop, 0, size);
    for (auto i = start; i < stop && run.spend(); ++i) {
        const Value& item = list.items[static_cast<std::size_t>(i)];
        if (item.same_as(given[0]) || equal(run, item, given[0])) return Value::whole(i);
    }
    return run.fail(Fault::value,
                    self.is(Kind::list) ? repr(run, given[0]) + " is not in list"
                                        : "tuple.index(x): x not in tuple");
}

Value count(Run& run, const Value& self, const Given& given) {
    std::size_t found = 0;
    for (const Value& item : self.as_list().span())
        if (item.same_as(given[0]) || equal(run, item, given[0])) ++found;
    return Value::whole(found);
}

Value reverse(Run& run, const Value& self, const Given&) {
    run.spend(self.as_list().size);
    std::reverse(self.as_list().span().begin(), self.as_list().span().end());
    return Value::none();
}

Value sort(Run& run, const Value& self, const Given& given) {
    if (given[0].given() && !given[0].is(Kind::none))
        return run.fail(Fault::type,
                        "list.sort(key=...) is not available: use |sort(attribute=...)");
    const bool backwards = given[1].given() && truth(run, given[1]);
    auto items = self.as_list().span();
    std::stable_sort(items.begin(), items.end(), [&](const Value& left, const Value& right) {
        return backwards ? less(run, right, left) : less(run, left, right);
    });
    return Value::none();
}

Value copy_list(Run& run, const Value& self, const Given&) {
    return to_list(run, self);
}

Value clear_list(Run&, const Value& self, const Given&) {
    self.as_list().size = 0;
    return Value::none();
}

constexpr std::array list_methods{
    Native{"append", "/object", append},
    Native{"extend", "/iterable", extend},
    Native{"insert", "/index object", insert},
    Native{"pop", "/index?", pop},
    Native{"remove", "/value", remove},
    Native{"index", "/value start? stop?", index},
    Native{"count", "/value", count},
    Native{"reverse", "/", reverse},
    Native{"sort", "key? reverse?", sort},
    Native{"copy", "/", copy_list},
    Native{"clear", "/", clear_list},
};

Value range_index(Run& run, const Value& self, const Given& given) {
    const Range& range = self.as_range();
    if (!contains(run, self, given[0]) || run.failed())
        return run.fail(Fault::value, repr(run, given[0]) + " is not in range");
    const Value number = given[0].is(Kind::real) ? truncated(run, given[0].as_real()) : given[0];
    return Value::whole((number.as_whole() - range.start) / range.step);
}

Value range_count(Run& run, const Value& self, const Given& given) {
    return Value::whole(std::int64_t{contains(run, self, given[0]) ? 1 : 0});
}

constexpr std::array range_methods{
    Native{"index", "/value", range_index},
    Native{"count", "/value", range_count},
};

constexpr std::array tuple_methods{
    Native{"index", "/value start? stop?", index},
    Native{"count", "/value", count},
};

Value view_of(Run& run, const Value& self, Part part) {
    return Value::view(run.heap().make<View>(&self.as_dict(), part));
}
Value keys(Run& run, const Value& self, const Given&) {
    return view_of(run, self, Part::keys);
}
Value values(Run& run, const Value& self, const Given&) {
    return view_of(run, self, Part::values);
}
Value items_of(Run& run, const Value& self, const Given&) {
    return view_of(run, self, Part::items);
}

Value get(Run& run, const Value& self, const Given& given) {
    const Value* const found = find(run, self.as_dict(), given[0]);
    return found != nullptr ? *found : given.or_else(1, Value::none());
}

Value pop_key(Run& run, const Value& self, const Given& given) {
    const Value taken = take_out(run, self.as_dict(), given[0]);
    if (taken.given()) return taken;
    return given[1].given() ? given[1] : run.fail(Fault::key, repr(run, given[0]));
}

Value pop_last(Run& run, const Value& self, const Given&) {
    Dict& dict = self.as_dict();
    if (dict.size == 0) return run.fail(Fault::key, "'popitem(): dictionary is empty'");
    const Value key = dict.entries[dict.size - 1].key;
    return run.tuple({key, take_out(run, dict, key)});
}

Value set_default(Run& run, const Value& self, const Given& given) {
    if (const Value* const found = find(run, self.as_dict(), given[0])) return *found;
    put(run, self.as_dict(), given[0], given.or_else(1, Value::none()));
    return given.or_else(1, Value::none());
}

Value update(Run& run, const Value& self, const Given& given) {
    update_dict(run, self.as_dict(), given.all);
    return Value::none();
}

Value from_keys(Run& run, const Value&, const Given& given) {
    const Value made = new_dict(run);
    Iterator* const keys = iterate(run, given[0]);
    Value key;
    while (keys != nullptr && keys->next(run, key))
        put(run, made.as_dict(), key, given.or_else(1, Value::none()));
    return made;
}

Value copy_dict(Run& run, const Value& self, const Given&) {
    const Value made = new_dict(run);
    copy_into(run, made.as_dict(), self.as_dict());
    return made;
}

Value clear_dict(Run&, const Value& self, const Given&) {
    clear(self.as_dict());
    return Value::none();
}

constexpr std::array dict_methods{
    Native{"keys", "/", keys},
    Native{"values", "/", values},
    Native{"items", "/", items_of},
    Native{"get", "/key default?", get},
    Native{"pop", "/key default?", pop_key},
    Native{"popitem", "/", pop_last},
    Native{"setdefault", "/key default?", set_default},
    Native{"update", "*", update},
    Native{"fromkeys", "/iterable value?", from_keys},
    Native{"copy", "/", copy_dict},
    Native{"clear", "/", clear_dict},
};

Value is_integer(Run&, const Value& self, const Given&) {
    const double number = self.number();
    return Value::boolean(std::isfinite(number) && number == std::floor(number));
}

constexpr std::array real_methods{Native{"is_integer", "/", is_integer}};

const Native* find_method(const Value& value, std::string_view name) {
    if (name.starts_with("__")) return find_item_method(value.kind(), name);
    switch (value.kind()) {
        case Kind::text:
            if (const Native* const found = find_text_method(name)) return found;
            if (const Native* const found = find_text_change_method(name)) return found;
            return find_text_kind_method(name);
        case Kind::list:
            return find_native(list_methods, name);
        case Kind::tuple:
            return find_native(tuple_methods, name);
        case Kind::dict:
            return find_native(dict_methods, name);
        case Kind::range:
            return find_native(range_methods, name);
        case Kind::real:
            return find_native(real_methods, name);
        default:
            return nullptr;
    }
}

Value named_item(const List& tuple, std::string_view name) {
    if (tuple.names == List::Names::group) {
        if (name == "grouper") return tuple.items[0];
        if (name == "list") return tuple.items[1];
    }
    constexpr std::string_view axes = "xyze";
    if (tuple.names != List::Names::axes || name.size() != 1) return {};
    const auto place = axes.find(name[0]);
    return place < tuple.size ? tuple.items[place] : Value();
}

Value plain_attribute(const Value& value, std::string_view name) {
    if (value.is(Kind::range)) {
        if (name == "start") return Value::whole(value.as_range().start);
        if (name == "stop") return Value::whole(value.as_range().stop);
        if (name == "step") return Value::whole(value.as_range().step);
    }
    if (value.is(Kind::tuple)) return named_item(value.as_list(), name);
    if (value.is_number() && name == "real") return value;
    return {};
}

}  // namespace

Value method(Run& run, const Value& value, std::string_view name) {
    if (const Native* const found = find_method(value, name)) return as_value(run, *found, value);
    return plain_attribute(value, name);
}

void update_dict(Run& run, Dict& dict, const Arguments& arguments) {
    if (arguments.positional.size() > 1) {
        run.fail(Fault::type,
                 "update expected at most 1 argument, got " +
                     std::to_string(arguments.positional.size()));
        return;
    }
    for (const Value& from : arguments.positional) add_pairs(run, dict, from);
    for (const NamedArgument& named : arguments.named)
        put(run, dict, Value::text(named.name), named.value);
}

void add_pairs(Run& run, Dict& dict, const Value& from) {
    const Dict* const other = from.is(Kind::dict)     ? &from.as_dict()
                              : from.is(Kind::entity) ? from.as_entity().whole(run)
                                                      : nullptr;
    if (other != nullptr) return copy_into(run, dict, *other);
    Iterator* const items = iterate(run, from);
    Value item;
    for (std::size_t count = 0; items != nullptr && items->next(run, item); ++count) {
        const Value pair = to_list(run, item);
        if (run.failed()) return;
        if (pair.as_list().size != 2) {
            run.fail(Fault::value,
                     "dictionary update sequence element #" + std::to_string(count) +
                         " has length " + std::to_string(pair.as_list().size) + "; 2 is required");
            return;
        }
        put(run, dict, pair.as_list().items[0], pair.as_list().items[1]);
    }
}

}  // namespace escapement::templates
