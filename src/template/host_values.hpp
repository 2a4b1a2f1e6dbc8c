// Values of the host as values of templates, and back.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "base/value.hpp"
#include "template/host.hpp"
#include "template/run.hpp"
#include "template/value.hpp"

namespace escapement::templates {

Value from_host(Run& run, const HostValue& value);
Value from_base(Run& run, const base::Value& value);
Value from_literal(Run& run, const Literal& literal);
// Nothing if the value is or contains something that cannot be written out.
std::optional<Literal> to_literal(Run& run, const Value& value);
// Fails for what no plain value can hold, such as functions.
base::Value to_base(Run& run, const Value& value);

}  // namespace escapement::templates
