// Going through values, one item after the other.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>

#include "template/entity.hpp"
#include "template/run.hpp"
#include "template/value.hpp"

namespace escapement::templates {

bool is_iterable(Run& run, const Value& value);
// A TypeError and nullptr if the value cannot be iterated.
Iterator* iterate(Run& run, const Value& value);
// From the last item to the first; nullptr if the value knows no last item.
Iterator* iterate_backwards(Run& run, const Value& value);
// All items of an iterable as a new list.
Value to_list(Run& run, const Value& value);
// How many items there are, if the value knows.
std::optional<std::size_t> size_of(Run& run, const Value& value);
// The same as a value, or a TypeError.
Value length(Run& run, const Value& value);

}  // namespace escapement::templates
