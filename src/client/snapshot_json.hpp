// What is known of a printer, for other programs.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/value.hpp"
#include "client/snapshot.hpp"

namespace escapement::client {

// A table; what is not known has no entry.  Units are those of Snapshot.
base::Value snapshot_value(const Snapshot& known);

// "printing", "paused" ...
std::string_view state_name(JobState state);
// "online", "searching" ...
std::string_view link_name(Link link);

}  // namespace escapement::client
