// Compares what is there with what was.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/arrivals.hpp"

#include <system_error>
#include <utility>

namespace escapement::modules {

Arrivals::Arrivals(const std::string& folder) : folder_(folder), known_(files()) {
    for (auto& [name, file] : known_) file.told = true;
}

// A folder that cannot be read is empty.
std::map<std::string, Arrivals::Known> Arrivals::files() const {
    std::map<std::string, Known> found;
    const auto files = folder_.list(PrintableFiles::Where::everywhere);
    if (!files) return found;
    for (const auto& file : *files) {
        const auto path = std::filesystem::path(folder_.folder()) / file.name;
        std::error_code gone;
        const auto changed = std::filesystem::last_write_time(path, gone);
        if (!gone) found[file.name] = {.size = file.size, .changed = changed};
    }
    return found;
}

std::vector<std::string> Arrivals::look() {
    std::vector<std::string> whole;
    auto now = files();
    for (auto& [name, file] : now) {
        const auto before = known_.find(name);
        if (before == known_.end()) continue;
        const Known& was = before->second;
        if (was.size != file.size || was.changed != file.changed) continue;
        file.told = true;
        if (!was.told) whole.push_back(name);
    }
    known_ = std::move(now);
    return whole;
}

}  // namespace escapement::modules
