// Whether docs/reference/sections is what the declarations of all modules say.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "escapement/module_reference.hpp"
#include "modules/modules.hpp"

namespace escapement::app {
namespace {

constexpr const char* remedy =
    " is not what the modules declare; run\n"
    "    build/release/escapement modules --markdown docs/reference/sections\n"
    "and commit what it changes";

std::string content(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Reference, is_what_the_modules_declare) {
    const std::filesystem::path folder = ESCAPEMENT_REFERENCE;
    std::set<std::string> names;
    for (const auto& type : modules::all_modules()) {
        const auto name = reference_file(type);
        EXPECT_TRUE(names.insert(name).second) << "two modules make " << name;
        EXPECT_EQ(content(folder / name), reference_page(type)) << name << remedy;
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto name = entry.path().filename().string();
        EXPECT_TRUE(!is_reference_file(entry.path()) || names.contains(name)) << name << remedy;
    }
}

}  // namespace
}  // namespace escapement::app
