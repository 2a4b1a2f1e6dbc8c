// Reads files whole and expands patterns with the system's own glob.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/files.hpp"

#include <fcntl.h>
#include <fnmatch.h>
#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

namespace escapement::config {
namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using OpenFile = std::unique_ptr<std::FILE, CloseFile>;

base::Error too_large() {
    return {"is larger than " + std::to_string(largest_file_bytes >> 20) +
            " MiB, too large for a configuration file"};
}

std::string plain(const std::string& path) {
    return std::filesystem::path(path).lexically_normal().string();
}

base::Error cannot_write(const std::string& path, int reason) {
    return {"cannot write " + path + ": " + std::strerror(reason)};
}

// A new file with the rights of another, on the disk when this returns.
base::Result<void> write_like(const std::string& model,
                              const std::string& path,
                              const std::string& content) {
    struct stat rights {};
    if (::stat(model.c_str(), &rights) != 0) return cannot_write(path, errno);
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) return cannot_write(path, errno);
    (void)::fchown(descriptor, rights.st_uid, rights.st_gid);  // as far as it is permitted
    bool good = ::fchmod(descriptor, rights.st_mode & 07777) == 0;
    for (std::size_t done = 0; good && done < content.size();) {
        const auto count = ::write(descriptor, content.data() + done, content.size() - done);
        good = count > 0;
        done += good ? static_cast<std::size_t>(count) : 0;
    }
    good = good && ::fsync(descriptor) == 0;
    const int reason = errno;
    ::close(descriptor);
    if (good) return {};
    ::unlink(path.c_str());
    return cannot_write(path, reason);
}

// Makes the names in a folder last.
void sync_folder(const std::filesystem::path& file) {
    const auto folder = file.has_parent_path() ? file.parent_path().string() : std::string(".");
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

}  // namespace

base::Result<std::string> DiskFiles::read(const std::string& path) const {
    const OpenFile file(std::fopen(path.c_str(), "rb"));
    if (!file) return base::Error{std::strerror(errno)};
    std::string content;
    std::array<char, 1 << 16> piece{};
    while (true) {
        const auto count = std::fread(piece.data(), 1, piece.size(), file.get());
        if (std::ferror(file.get())) return base::Error{std::strerror(errno)};
        if (count == 0) return content;
        content.append(piece.data(), count);
        if (content.size() > largest_file_bytes) return too_large();
    }
}

std::vector<std::string> DiskFiles::match(const std::string& pattern) const {
    glob_t found{};
    std::vector<std::string> paths;
    if (::glob(pattern.c_str(), GLOB_NOESCAPE | GLOB_NOSORT, nullptr, &found) == 0)
        paths.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
    ::globfree(&found);
    std::sort(paths.begin(), paths.end());
    return paths;
}

base::Result<void> DiskFiles::replace(const std::string& path,
                                      const std::string& content,
                                      const std::string& backup) {
    std::error_code trouble;
    // A link stays a link: what it leads to is replaced.
    const std::string target = std::filesystem::canonical(path, trouble).string();
    if (trouble) return cannot_write(path, trouble.value());
    const auto old = read(target);
    if (!old) return base::Error{"cannot read " + path + ": " + old.error().what};
    if (!backup.empty())
        if (auto kept = write_like(target, backup, *old); !kept) return kept;
    const std::string part = target + ".part";
    if (auto written = write_like(target, part, content); !written) return written;
    if (std::rename(part.c_str(), target.c_str()) != 0) {
        const int reason = errno;
        ::unlink(part.c_str());
        return cannot_write(path, reason);
    }
    sync_folder(target);
    return {};
}

base::Result<std::string> MemoryFiles::read(const std::string& path) const {
    const auto found = files_.find(plain(path));
    if (found == files_.end()) return base::Error{std::strerror(ENOENT)};
    if (found->second.size() > largest_file_bytes) return too_large();
    return found->second;
}

base::Result<void> MemoryFiles::replace(const std::string& path,
                                        const std::string& content,
                                        const std::string& backup) {
    const auto found = files_.find(plain(path));
    if (found == files_.end()) return cannot_write(path, ENOENT);
    if (!backup.empty()) files_[plain(backup)] = found->second;
    found->second = content;
    return {};
}

std::vector<std::string> MemoryFiles::match(const std::string& pattern) const {
    std::vector<std::string> paths;
    const auto wanted = plain(pattern);
    constexpr int rules = FNM_PATHNAME | FNM_PERIOD | FNM_NOESCAPE;
    for (const auto& [path, content] : files_)
        if (::fnmatch(wanted.c_str(), path.c_str(), rules) == 0) paths.push_back(path);
    return paths;
}

}  // namespace escapement::config
