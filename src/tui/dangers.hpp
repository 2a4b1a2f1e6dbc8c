// What a person is asked about before a number that is typed takes effect.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "tui/model.hpp"

namespace escapement::tui {

// The question; empty: the number ruins nothing.  A fan that is switched off is a part of many
// prints.
std::string danger_of(Prompt::Kind kind, double value, const Model& model);

}  // namespace escapement::tui
