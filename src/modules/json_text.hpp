// JSON that people put into parameters of commands.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "base/value.hpp"

namespace escapement::modules {

// Nothing where the text is not JSON, or nests deeper than anybody needs.
std::optional<base::Value> parse_json(std::string_view text);

}  // namespace escapement::modules
