// JSON as servers send it, and a few ways to look into it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/value.hpp"

namespace escapement::client {

// Nothing for what is no JSON, or is nested more than 60 deep.
std::optional<base::Value> parse_json(std::string_view text);

// What is below these keys; nullptr if there is nothing.
const base::Value* below(const base::Value* value, std::string_view key);
// Nothing if it is no number, or no text.
std::optional<double> number_in(const base::Value* value);
std::optional<std::string> text_in(const base::Value* value);

}  // namespace escapement::client
