// Sorts files, and cuts the list.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/file_list.hpp"

#include <algorithm>
#include <utility>

namespace escapement::client {

void keep_newest(std::vector<DatedFile> files, Snapshot& known) {
    std::stable_sort(files.begin(), files.end(), [](const DatedFile& one, const DatedFile& other) {
        return one.date > other.date;
    });
    known.files_left_out = files.size() - std::min(files.size(), max_files);
    files.resize(files.size() - known.files_left_out);
    known.files.emplace();
    for (auto& dated : files) known.files->push_back(std::move(dated.file));
}

}  // namespace escapement::client
