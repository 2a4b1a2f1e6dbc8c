// Meshes as texts and as values.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/value.hpp"
#include "modules/mesh_surface.hpp"

namespace escapement::modules {

// To the sixth decimal, as clients show it.
base::Value rounded(const MeshMatrix& matrix);
base::Value profile_value(const MeshShape& shape, const MeshMatrix& points);

// What BED_MESH_OUTPUT says: the measured heights, and all there is to know of the computed ones.
std::string measured_text(const MeshSurface& surface);
std::string computed_text(const MeshSurface& surface, double search_height);
// The options of a section [bed_mesh NAME], in Klipper's order.
std::vector<std::pair<std::string, std::string>> saved_profile(const MeshSurface& surface);

}  // namespace escapement::modules
