// Equality, order, hashes and truth of values, as Python has them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "template/run.hpp"
#include "template/value.hpp"

namespace escapement::templates {

enum class Order : std::uint8_t { less, at_most, greater, at_least };

bool equal(Run& run, const Value& left, const Value& right);
// left < right and so on; a TypeError if the two have no order.
bool ordered(Run& run, Order order, const Value& left, const Value& right);
inline bool less(Run& run, const Value& left, const Value& right) {
    return ordered(run, Order::less, left, right);
}
// Equal values have equal hashes; a TypeError for lists and dicts.
std::uint64_t hash_of(Run& run, const Value& value);
bool truth(Run& run, const Value& value);
// `item in container`
bool contains(Run& run, const Value& container, const Value& item);

// "int", "str", "NoneType", "jinja2.utils.Namespace": the type as error messages name it.
std::string type_name(const Value& value);
// The same without the module.
std::string short_type_name(const Value& value);
// "'x' is undefined", or what else is known of an undefined value.
std::string undefined_message(Run& run, const Value& value);
// Fails with this message.
Value fail_undefined(Run& run, const Value& value);

}  // namespace escapement::templates
