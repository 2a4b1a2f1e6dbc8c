// A file that appears only when it is complete.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <fstream>
#include <span>
#include <string>

#include "base/result.hpp"

namespace escapement::app {

// Written beside its final name and renamed by commit(); otherwise it is removed again.
class OutputFile {
  public:
    static base::Result<OutputFile> create(const std::string& path);
    OutputFile(OutputFile&& other) noexcept = default;
    OutputFile& operator=(OutputFile&&) = delete;
    ~OutputFile();

    void write(std::span<const std::uint8_t> bytes);
    void write(const std::string& text);
    // Fails when the disk was full or the folder has vanished.
    base::Result<void> commit();

  private:
    OutputFile(std::string path, std::ofstream stream)
        : path_(std::move(path)), stream_(std::move(stream)) {}
    std::string path_;
    std::ofstream stream_;
};

// The whole of a small file at once.
base::Result<void> write_file(const std::string& path, const std::string& text);

}  // namespace escapement::app
