// The pages that show tables: files, and the mesh of a bed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tui/model.hpp"
#include "tui/screen.hpp"

namespace escapement::tui {

void draw_files(Screen& screen, const Area& area, const Model& model);
void draw_mesh(Screen& screen, const Area& area, const Model& model);

}  // namespace escapement::tui
