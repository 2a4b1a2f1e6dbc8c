// What a model looks like.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tui/model.hpp"
#include "tui/screen.hpp"

namespace escapement::tui {

// Without side effects; the same model gives the same screen.
Screen view(const Model& model);

}  // namespace escapement::tui
