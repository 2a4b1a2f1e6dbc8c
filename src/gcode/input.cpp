// Reads from memory and from the C library's files.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gcode/input.hpp"

#include <sys/types.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace escapement::gcode {
namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

class FileInput : public Input {
  public:
    FileInput(std::FILE* file, std::uint64_t size) : file_(file), size_(size) {}

    base::Result<std::size_t> read(std::span<char> room) override {
        const auto count = std::fread(room.data(), 1, room.size(), file_.get());
        if (count == 0 && std::ferror(file_.get())) return base::Error{std::strerror(errno)};
        return count;
    }
    std::uint64_t size() const override { return size_; }
    base::Result<void> seek(std::uint64_t offset) override {
        if (::fseeko(file_.get(), static_cast<off_t>(offset), SEEK_SET) == 0) return {};
        return base::Error{std::strerror(errno)};
    }

  private:
    std::unique_ptr<std::FILE, CloseFile> file_;
    std::uint64_t size_;
};

}  // namespace

base::Result<std::size_t> MemoryInput::read(std::span<char> room) {
    const auto count = std::min(room.size(), content_.size() - position_);
    std::copy_n(content_.begin() + static_cast<std::ptrdiff_t>(position_), count, room.begin());
    position_ += count;
    return count;
}

base::Result<void> MemoryInput::seek(std::uint64_t offset) {
    position_ = std::min<std::uint64_t>(offset, content_.size());
    return {};
}

base::Result<std::unique_ptr<Input>> open_file(const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (!file) return base::Error{path + ": " + std::strerror(errno)};
    std::error_code unknown;
    const auto size = std::filesystem::file_size(path, unknown);
    std::unique_ptr<Input> input = std::make_unique<FileInput>(file, unknown ? 0 : size);
    return input;
}

}  // namespace escapement::gcode
