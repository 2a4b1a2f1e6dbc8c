// Getting, setting and deleting items by a call.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/methods_items.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "template/compare.hpp"
#include "template/dict.hpp"
#include "template/iterate.hpp"
#include "template/lookup.hpp"
#include "template/print.hpp"

namespace escapement::templates {
namespace {

// The place of an item of the list; nothing, and a failure, if there is none.
std::optional<std::size_t> place_in(Run& run,
                                    const List& list,
                                    const Value& index,
                                    const std::string& trouble) {
    const auto wanted = want_whole(run, index);
    if (!wanted) return std::nullopt;
    const auto size = static_cast<std::int64_t>(list.size);
    const auto place = *wanted < 0 ? *wanted + size : *wanted;
    if (place >= 0 && place < size) return static_cast<std::size_t>(place);
    run.fail(Fault::index, trouble);
    return std::nullopt;
}

Value set_list_item(Run& run, const Value& self, const Given& given) {
    List& list = self.as_list();
    const auto place = place_in(run, list, given[0], "list assignment index out of range");
    if (!place) return {};
    list.items[*place] = given[1];
    return Value::none();
}

Value delete_list_item(Run& run, const Value& self, const Given& given) {
    List& list = self.as_list();
    const auto place = place_in(run, list, given[0], "list assignment index out of range");
    if (!place || !run.spend(list.size / 8 + 1)) return {};
    std::copy(list.items + *place + 1, list.items + list.size, list.items + *place);
    --list.size;
    return Value::none();
}

Value set_dict_item(Run& run, const Value& self, const Given& given) {
    put(run, self.as_dict(), given[0], given[1]);
    return Value::none();
}

Value delete_dict_item(Run& run, const Value& self, const Given& given) {
    if (take_out(run, self.as_dict(), given[0]).given()) return Value::none();
    return run.fail(Fault::key, repr(run, given[0]));
}

Value dict_item(Run& run, const Value& self, const Given& given) {
    const Value* const found = find(run, self.as_dict(), given[0]);
    return found != nullptr ? *found : run.fail(Fault::key, repr(run, given[0]));
}

Value sequence_item(Run& run, const Value& self, const Given& given) {
    const Value found = item(run, self, given[0]);
    if (found.is(Kind::undefined)) return run.fail(Fault::index, "index out of range");
    return found;
}

Value has_item(Run& run, const Value& self, const Given& given) {
    return Value::boolean(contains(run, self, given[0]));
}

Value count_items(Run& run, const Value& self, const Given&) {
    return length(run, self);
}

constexpr Native contains_method{"__contains__", "/key", has_item};
constexpr Native length_method{"__len__", "/", count_items};

constexpr std::array list_item_methods{Native{"__setitem__", "/key value", set_list_item},
                                       Native{"__delitem__", "/key", delete_list_item},
                                       Native{"__getitem__", "/key", sequence_item},
                                       contains_method,
                                       length_method};
constexpr std::array dict_item_methods{Native{"__setitem__", "/key value", set_dict_item},
                                       Native{"__delitem__", "/key", delete_dict_item},
                                       Native{"__getitem__", "/key", dict_item},
                                       contains_method,
                                       length_method};
constexpr std::array sequence_item_methods{
    Native{"__getitem__", "/key", sequence_item}, contains_method, length_method};

}  // namespace

const Native* find_item_method(Kind kind, std::string_view name) {
    switch (kind) {
        case Kind::list:
            return find_native(list_item_methods, name);
        case Kind::dict:
            return find_native(dict_item_methods, name);
        case Kind::tuple:
        case Kind::text:
            return find_native(sequence_item_methods, name);
        default:
            return nullptr;
    }
}

}  // namespace escapement::templates
