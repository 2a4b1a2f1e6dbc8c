// Where configuration text comes from: the disk, or memory in tests.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace escapement::config {

// No configuration comes near this; whatever does is not one.
inline constexpr std::size_t largest_file_bytes = std::size_t{16} << 20;

// Files by path.  Paths are as the user wrote them, relative to the working directory.
class Files {
  public:
    virtual ~Files() = default;

    // The whole content; fails with the reason when it cannot be read or is too large.
    virtual base::Result<std::string> read(const std::string& path) const = 0;
    // Existing paths that match a pattern of *, ? and [a-z], sorted; names that begin with a
    // dot only match a pattern that says so.
    virtual std::vector<std::string> match(const std::string& pattern) const = 0;
};

// Files of which one can be replaced.
class ChangeableFiles : public Files {
  public:
    // Gives an existing file new content; at every moment, a power failure included, it is there
    // with either the old or the new one.  The old one stays under the name `backup`, if there is
    // one.  Fails with the reason, and the file as it was.
    virtual base::Result<void> replace(const std::string& path,
                                       const std::string& content,
                                       const std::string& backup) = 0;
};

class DiskFiles : public ChangeableFiles {
  public:
    base::Result<std::string> read(const std::string& path) const override;
    std::vector<std::string> match(const std::string& pattern) const override;
    base::Result<void> replace(const std::string& path,
                               const std::string& content,
                               const std::string& backup) override;
};

class MemoryFiles : public ChangeableFiles {
  public:
    // Path to content.
    explicit MemoryFiles(std::map<std::string, std::string> files) : files_(std::move(files)) {}

    base::Result<std::string> read(const std::string& path) const override;
    std::vector<std::string> match(const std::string& pattern) const override;
    base::Result<void> replace(const std::string& path,
                               const std::string& content,
                               const std::string& backup) override;

  private:
    std::map<std::string, std::string> files_;
};

}  // namespace escapement::config
