// Values on several lines, as the filter pprint shows them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "template/run.hpp"
#include "template/value.hpp"

namespace escapement::templates {

// What Python's pprint.pformat() gives: like repr(), with the keys of dicts in order, and broken
// into lines where it would take more than 80 characters.
void pretty_print(Run& run, Writer& to, const Value& value);

}  // namespace escapement::templates
