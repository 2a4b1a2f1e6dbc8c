// The files that can be printed: those of one folder, or of it and all below it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace escapement::modules {

class PrintableFiles {
  public:
    // Nobody looks through more than that.
    static constexpr std::size_t most_files = 100'000;
    static constexpr int deepest_folder = 32;

    explicit PrintableFiles(std::string folder) : folder_(std::move(folder)) {}

    const std::string& folder() const { return folder_; }

    struct File {
        std::string name;  // as seen from the folder
        std::uintmax_t size = 0;
        bool operator==(const File&) const = default;
    };
    enum class Where {
        top,         // what is in the folder, but hidden files
        everywhere,  // G-code in it and in the folders below
    };
    // By name, capitals or not.  Fails when the folder cannot be read.
    base::Result<std::vector<File>> list(Where where) const;
    // The path of the file of that name, if need be with other capitals; nothing if there is none.
    std::optional<std::string> find(std::string_view name, Where where) const;

  private:
    std::string folder_;
};

}  // namespace escapement::modules
