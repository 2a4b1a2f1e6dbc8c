// Files that come into a folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "modules/printable_files.hpp"

namespace escapement::modules {

// Tells of each once, when it seems to be whole: nothing more came between two looks.
class Arrivals {
  public:
    // What is there already is no arrival.
    explicit Arrivals(const std::string& folder);

    // The names of G-code files, folders below included, that came or changed since.
    std::vector<std::string> look();

  private:
    struct Known {
        std::uintmax_t size = 0;
        std::filesystem::file_time_type changed{};
        bool told = false;
    };
    std::map<std::string, Known> files() const;

    PrintableFiles folder_;
    std::map<std::string, Known> known_;
};

}  // namespace escapement::modules
