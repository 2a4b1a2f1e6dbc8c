// The screens that displays show unless a configuration has others.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace escapement::modules {

struct BuiltinItem {
    std::string_view group;
    std::string_view name;
    int row;
    int column;
    std::string_view text;
};
struct BuiltinTemplate {
    std::string_view name;
    std::string_view parameter;  // "param_x", or nothing
    std::string_view value;
    std::string_view text;
};
// Rows of '.' and '*' with blanks between them.
struct BuiltinGlyph {
    std::string_view name;
    std::string_view picture;  // 16 by 16, or nothing
    int slot;
    std::string_view small;  // 5 by 8, or nothing
};

std::span<const BuiltinItem> builtin_items();
std::span<const BuiltinTemplate> builtin_templates();
std::span<const BuiltinGlyph> builtin_glyphs();

}  // namespace escapement::modules
