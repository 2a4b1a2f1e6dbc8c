// Macros as values, and how the arguments of a call find their parameters.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "template/entity.hpp"
#include "template/evaluator.hpp"
#include "template/tree.hpp"
#include "template/value.hpp"
#include "template/variables.hpp"

namespace escapement::templates {

// A macro that was defined where `around` are the variables.
Value new_macro(Run& run, Evaluator& evaluator, const Function& function, Activation* around);

struct Call {
    const Function& function;
    Value* variables;
};

// Fills the variables of a call with its arguments, and with defaults for those not given; fails
// if there are too many.
void bind(Run& run, Expressions& expressions, const Call& call, const Arguments& arguments);

}  // namespace escapement::templates
