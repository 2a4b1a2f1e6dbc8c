// What a model looks like.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tui/model.hpp"
#include "tui/screen.hpp"

namespace escapement::tui {

// What of the screen is inside of the frame of the page.
Area inside_page(const Model& model);

// Without side effects; the same model gives the same screen.
Screen view(const Model& model);

}  // namespace escapement::tui
