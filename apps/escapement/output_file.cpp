// Writing beside the target, then renaming.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/output_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

namespace escapement::app {
namespace {

namespace fs = std::filesystem;

base::Error failure(const std::string& path, int reason) {
    return {path + ": cannot write: " + std::strerror(reason)};
}

// Where a symbolic link leads, through all further ones; a target may be yet to be made.
fs::path followed(fs::path path) {
    constexpr int most_links = 40;  // as the kernel has it
    std::error_code trouble;
    for (int i = 0; i < most_links && fs::is_symlink(path, trouble); ++i)
        path = path.parent_path() / fs::read_symlink(path, trouble);
    return path;
}

// The rights of the file that is replaced, or those that a new file gets.
mode_t rights_for(const fs::path& path) {
    struct stat old {};
    if (stat(path.c_str(), &old) == 0) return old.st_mode & 07777;
    const mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

}  // namespace

base::Result<OutputFile> OutputFile::create(const std::string& path) {
    if (path.empty()) return base::Error{"an output file needs a name"};
    std::error_code trouble;
    if (fs::is_directory(path, trouble)) return failure(path, EISDIR);
    if (fs::exists(path, trouble) && !fs::is_regular_file(path, trouble)) {
        std::FILE* const stream = std::fopen(path.c_str(), "wb");
        if (!stream) return failure(path, errno);
        return OutputFile(path, {}, stream);
    }
    const fs::path target = followed(path);
    if (fs::exists(target, trouble) && access(target.c_str(), W_OK) != 0)
        return failure(path, errno);
    std::string part = target.string() + ".XXXXXX";
    const int descriptor = mkstemp(part.data());
    if (descriptor < 0) return failure(path, errno);
    (void)fchmod(descriptor, rights_for(target));
    return OutputFile(target.string(), part, fdopen(descriptor, "wb"));
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      part_(std::exchange(other.part_, {})),
      stream_(std::move(other.stream_)),
      failed_(other.failed_) {}

OutputFile::~OutputFile() {
    std::error_code ignored;
    if (!part_.empty()) fs::remove(part_, ignored);
}

void OutputFile::write(std::span<const std::uint8_t> bytes) {
    const bool all = std::fwrite(bytes.data(), 1, bytes.size(), stream_.get()) == bytes.size();
    if (!all && failed_ == 0) failed_ = errno;
}

void OutputFile::write(const std::string& text) {
    write(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

base::Result<void> OutputFile::finish() {
    if (!stream_) return {};
    if (std::fclose(stream_.release()) != 0 && failed_ == 0) failed_ = errno;
    if (failed_ != 0) return failure(path_, failed_);
    return {};
}

base::Result<void> OutputFile::commit() {
    if (auto finished = finish(); !finished) return finished;
    if (part_.empty()) return {};
    std::error_code trouble;
    fs::rename(part_, path_, trouble);
    if (trouble) return failure(path_, trouble.value());
    part_.clear();
    return {};
}

base::Result<void> write_file(const std::string& path, const std::string& text) {
    auto file = OutputFile::create(path);
    if (!file) return file.error();
    file->write(text);
    return file->commit();
}

}  // namespace escapement::app
