// What OctoPrint's push messages say about a printer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "client/file_list.hpp"
#include "client/snapshot.hpp"

namespace escapement::client {

// Takes in a "current" or "history" message; what it does not mention stays.
void take_octoprint(const base::Value& message,
                    Snapshot& known,
                    std::optional<JobState> outcome = std::nullopt);
// How a print has ended, if an event tells that.
std::optional<JobState> octoprint_outcome(const base::Value& event);

// The files of an answer to GET /api/files, folders gone through.
std::vector<DatedFile> octoprint_files(const base::Value& answer);

// "%C3%BC": a path as a web server wants it; slashes stay.
std::string url_path(std::string_view path);

}  // namespace escapement::client
