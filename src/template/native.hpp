// Functions written in C++ that templates call: how their arguments find their places.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "template/entity.hpp"
#include "template/run.hpp"
#include "template/value.hpp"

namespace escapement::templates {

// What a call gave, by the order of the parameters; what was not given is missing.
struct Given {
    static constexpr std::size_t most = 6;
    std::array<Value, most> values;
    const Arguments& all;

    const Value& operator[](std::size_t place) const { return values[place]; }
    const Value& or_else(std::size_t place, const Value& other) const {
        return values[place].given() ? values[place] : other;
    }
};

// A method, filter, test or global function.
struct Native {
    std::string_view name;
    // The parameters behind the value itself, separated by blanks; those with a "?" may be left
    // out.  "/" in front: they cannot be given by name.  "*": anything goes, see Given::all.
    std::string_view parameters;
    Value (*function)(Run& run, const Value& self, const Given& given);
};

// Calls the function if the arguments fit its parameters, else a TypeError.
Value invoke(Run& run, const Native& native, const Value& self, const Arguments& arguments);
// A function, or a method of `self`, as a value.
Value as_value(Run& run, const Native& native, const Value& self);
// The one of this name in a list, or nullptr.
const Native* find_native(std::span<const Native> natives, std::string_view name);

// What functions often want of an argument; a TypeError if it is something else.
std::optional<std::int64_t> want_whole(Run& run, const Value& value);
std::optional<std::string_view> want_text(Run& run, const Value& value);

}  // namespace escapement::templates
