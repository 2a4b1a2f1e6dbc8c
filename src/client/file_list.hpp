// Lists of files of any length, of which only so many are kept.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "client/snapshot.hpp"

namespace escapement::client {

// So many files of a printer are kept; of the others it is known how many there are.
inline constexpr std::size_t max_files = 2000;

struct DatedFile {
    double date = 0.0;  // seconds since any moment
    File file;
};

// The newest files, the newest first, become those that are known.
void keep_newest(std::vector<DatedFile> files, Snapshot& known);

}  // namespace escapement::client
