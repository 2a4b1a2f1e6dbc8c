// Writing beside the target, then renaming.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/output_file.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace escapement::app {
namespace {

std::string part_of(const std::string& path) {
    return path + ".part";
}

base::Error failure(const std::string& path) {
    return {path + ": cannot write: " + std::strerror(errno)};
}

}  // namespace

base::Result<OutputFile> OutputFile::create(const std::string& path) {
    std::ofstream stream(part_of(path), std::ios::binary | std::ios::trunc);
    if (!stream) return failure(path);
    return OutputFile(path, std::move(stream));
}

OutputFile::~OutputFile() {
    if (!stream_.is_open()) return;
    stream_.close();
    std::error_code ignored;
    std::filesystem::remove(part_of(path_), ignored);
}

void OutputFile::write(std::span<const std::uint8_t> bytes) {
    stream_.write(reinterpret_cast<const char*>(bytes.data()),
                  static_cast<std::streamsize>(bytes.size()));
}

void OutputFile::write(const std::string& text) {
    stream_ << text;
}

base::Result<void> OutputFile::commit() {
    stream_.flush();
    if (!stream_) return failure(path_);
    stream_.close();
    std::error_code trouble;
    std::filesystem::rename(part_of(path_), path_, trouble);
    if (trouble) return base::Error{path_ + ": cannot write: " + trouble.message()};
    return {};
}

base::Result<void> write_file(const std::string& path, const std::string& text) {
    auto file = OutputFile::create(path);
    if (!file) return file.error();
    file->write(text);
    return file->commit();
}

}  // namespace escapement::app
