// A file that appears only when it is complete.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <span>
#include <string>

#include "base/result.hpp"

namespace escapement::app {

// Written beside its final name under a name of its own, and renamed by commit(); otherwise it
// is removed again.  What is no plain file (a device, a pipe) is written to directly; a symbolic
// link keeps pointing where it does.
class OutputFile {
  public:
    static base::Result<OutputFile> create(const std::string& path);
    OutputFile(OutputFile&& other) noexcept;
    OutputFile& operator=(OutputFile&&) = delete;
    ~OutputFile();

    // The file's own name, behind all links.
    const std::string& leads_to() const { return path_; }

    void write(std::span<const std::uint8_t> bytes);
    void write(const std::string& text);
    // Everything is on the disk; only the name is missing.  Fails when the disk is full.
    // Where several files belong together, finish all before the first is committed.
    base::Result<void> finish();
    // Finishes and gives the file its name.
    base::Result<void> commit();

  private:
    struct Closer {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    OutputFile(std::string path, std::string part, std::FILE* stream)
        : path_(std::move(path)), part_(std::move(part)), stream_(stream) {}

    std::string path_;
    std::string part_;  // its name until it is committed; empty if it has none of its own
    std::unique_ptr<std::FILE, Closer> stream_;
    int failed_ = 0;  // errno of the first write that failed
};

// The whole of a small file at once.
base::Result<void> write_file(const std::string& path, const std::string& text);

}  // namespace escapement::app
