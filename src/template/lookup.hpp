// How Python and Jinja2 look up attributes, items and slices.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "template/run.hpp"
#include "template/value.hpp"

namespace escapement::templates {

// `object.name`: a method or attribute first, then the item, else undefined.
Value attribute(Run& run, const Value& object, std::string_view name);
// `object[key]`: the item first, then an attribute, else undefined.
Value item(Run& run, const Value& object, const Value& key);
// `object[start:stop:step]`; a part that is missing is not given.
struct Slice {
    Value start;
    Value stop;
    Value step;
};
Value slice(Run& run, const Value& object, const Slice& bounds);

}  // namespace escapement::templates
