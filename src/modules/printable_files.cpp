// Looks through folders.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/printable_files.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include "base/text.hpp"

namespace escapement::modules {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> gcode_extensions{".gcode", ".g", ".gco"};

bool is_gcode(const fs::path& path) {
    const std::string extension = base::lower_case(path.extension().string());
    return std::find(gcode_extensions.begin(), gcode_extensions.end(), extension) !=
           gcode_extensions.end();
}

bool is_wanted(const fs::path& path, PrintableFiles::Where where) {
    if (where == PrintableFiles::Where::everywhere) return is_gcode(path);
    return !path.filename().string().starts_with('.');
}

// Not "../other", nor "/etc/passwd".
bool stays_inside(const fs::path& name) {
    return !name.is_absolute() && std::find(name.begin(), name.end(), "..") == name.end();
}

}  // namespace

// What disappears meanwhile, or cannot be read, is left out.
base::Result<std::vector<PrintableFiles::File>> PrintableFiles::list(Where where) const {
    std::error_code failed;
    fs::recursive_directory_iterator entry(
        folder_, fs::directory_options::follow_directory_symlink, failed);
    if (failed) return base::Error{folder_ + ": " + failed.message()};
    std::vector<File> files;
    while (entry != fs::recursive_directory_iterator() && files.size() < most_files) {
        const fs::path path = entry->path();
        std::error_code ignored;
        if (where == Where::top || entry.depth() >= deepest_folder)
            entry.disable_recursion_pending();
        if (is_wanted(path, where) && entry->is_regular_file(ignored))
            files.push_back({path.lexically_relative(folder_).string(), entry->file_size(ignored)});
        entry.increment(failed);
        if (failed) break;
    }
    std::sort(files.begin(), files.end(), [](const File& one, const File& other) {
        return base::lower_case(one.name) < base::lower_case(other.name);
    });
    return files;
}

std::optional<std::string> PrintableFiles::find(std::string_view name, Where where) const {
    const fs::path wanted(name);
    if (name.empty() || !stays_inside(wanted)) return std::nullopt;
    const fs::path path = fs::path(folder_) / wanted;
    std::error_code ignored;
    const bool here = where == Where::everywhere || !wanted.has_parent_path();
    if (here && is_wanted(path, where) && fs::is_regular_file(path, ignored)) return path.string();
    const auto files = list(where);
    if (!files) return std::nullopt;
    const std::string in_lower_case = base::lower_case(name);
    const auto found = std::find_if(files->begin(), files->end(), [&](const File& file) {
        return base::lower_case(file.name) == in_lower_case;
    });
    if (found == files->end()) return std::nullopt;
    return (fs::path(folder_) / found->name).string();
}

}  // namespace escapement::modules
