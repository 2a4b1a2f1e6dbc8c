// Looks for what [virtual_sdcard] and [save_variables] name.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/paths_mentioned.hpp"

#include <filesystem>
#include <string>
#include <system_error>

#include "config/reading.hpp"
#include "modules/user_path.hpp"

namespace escapement::app {
namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
    std::error_code trouble;
    return fs::is_directory(path, trouble);
}

// Empty if all is well.
std::string trouble_with_folder(const fs::path& path) {
    if (is_folder(path)) return {};
    return "there is no folder " + path.string() +
           " on this computer; create it, or correct the path";
}

std::string trouble_with_file(const fs::path& path) {
    if (is_folder(path)) return path.string() + " is a folder; name a file in it";
    return path.has_parent_path() ? trouble_with_folder(path.parent_path()) : std::string();
}

struct Mention {
    const char* section;
    const char* option;
    std::string (*trouble)(const fs::path& path);
};
constexpr Mention mentions[] = {{"virtual_sdcard", "path", trouble_with_folder},
                                {"save_variables", "filename", trouble_with_file}};

}  // namespace

std::vector<config::Problem> check_paths(const config::Document& config) {
    std::vector<config::Problem> problems;
    for (const Mention& mention : mentions) {
        const config::Section* section = config.find(mention.section);
        const config::Option* option = section ? section->find(mention.option) : nullptr;
        if (!option) continue;
        const auto trouble = mention.trouble(modules::user_path(option->value));
        if (trouble.empty()) continue;
        const std::string name = std::string("[") + mention.section + "] " + mention.option;
        config::report(problems, {option->place, name + ": " + trouble});
    }
    return problems;
}

}  // namespace escapement::app
