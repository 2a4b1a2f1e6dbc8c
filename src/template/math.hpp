// Python's math module, as Kalico gives it to templates: {math.sin(math.pi * x)}.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "template/run.hpp"
#include "template/value.hpp"

namespace escapement::templates {

// The module as a value.
Value math_module(Run& run);

}  // namespace escapement::templates
