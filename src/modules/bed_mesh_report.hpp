// Meshes as texts and as values.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/value.hpp"
#include "modules/mesh_surface.hpp"

namespace escapement::modules {

// To the sixth decimal, as clients show it.
base::Value rounded(const MeshMatrix& matrix);
base::Value profile_value(const MeshShape& shape, const MeshMatrix& points);

// What BED_MESH_OUTPUT says: the measured heights, and all there is to know of the computed ones.
std::string measured_text(const MeshSurface& surface);
std::string computed_text(const MeshSurface& surface, double search_height);
// A section for a configuration.
std::string profile_text(const std::string& name, const MeshSurface& surface);

}  // namespace escapement::modules
