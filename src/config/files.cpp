// Reads files whole and expands patterns with the system's own glob.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/files.hpp"

#include <fnmatch.h>
#include <glob.h>

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

base::Result<std::string> MemoryFiles::read(const std::string& path) const {
    const auto found = files_.find(plain(path));
    if (found == files_.end()) return base::Error{std::strerror(ENOENT)};
    if (found->second.size() > largest_file_bytes) return too_large();
    return found->second;
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
