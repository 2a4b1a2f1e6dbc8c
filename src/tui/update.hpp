// What an event makes of a model.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tui/model.hpp"

namespace escapement::tui {

// Without side effects: what the printer shall do is added to `wishes` of the result.
Model update(Model model, const Event& event);

}  // namespace escapement::tui
