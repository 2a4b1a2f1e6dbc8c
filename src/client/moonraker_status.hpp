// What the status objects of Klipper and Escapement say about a printer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "client/snapshot.hpp"

namespace escapement::client {

// Those of a printer's objects that we follow, by their names.
std::vector<std::string> followed_objects(const base::Value& all_names);

// Takes in a status, or what has changed of it; what it does not mention stays.
void take_status(const base::Value& status, Snapshot& known);

// What a file's metadata says it takes to print it: with that, how much is left.
void estimate_left(Job& job, std::optional<double> estimate_s);

}  // namespace escapement::client
