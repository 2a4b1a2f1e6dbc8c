// The names that every template knows: range, dict, namespace, cycler, joiner.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "template/run.hpp"
#include "template/value.hpp"

namespace escapement::templates {

// Of what namespace() makes; only these have names that a template can set.
inline constexpr std::string_view namespace_type = "jinja2.utils.Namespace";

// Missing if there is no global of this name.
Value global(Run& run, std::string_view name);

}  // namespace escapement::templates
