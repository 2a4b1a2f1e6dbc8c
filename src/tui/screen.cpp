// Cells, and the characters that go into them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/screen.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace escapement::tui {

namespace {

constexpr char32_t broken = U'\uFFFD';

// How many bytes follow the first one of a character; -1 if it cannot be a first one.
int bytes_behind(unsigned char first) {
    if (first < 0x80) return 0;
    if (first >= 0xC2 && first < 0xE0) return 1;
    if (first >= 0xE0 && first < 0xF0) return 2;
    if (first >= 0xF0 && first < 0xF5) return 3;
    return -1;
}

char32_t take_glyph(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    text.remove_prefix(1);
    const int more = bytes_behind(first);
    if (more < 0 || text.size() < static_cast<std::size_t>(more)) return broken;
    char32_t glyph = more == 0 ? first : first & (0x3F >> more);
    for (int i = 0; i < more; ++i) {
        const auto next = static_cast<unsigned char>(text[static_cast<std::size_t>(i)]);
        if ((next & 0xC0) != 0x80) return broken;
        glyph = glyph << 6 | (next & 0x3F);
    }
    text.remove_prefix(static_cast<std::size_t>(more));
    const bool control = glyph < 0x20 || (glyph >= 0x7F && glyph < 0xA0);
    return control ? U' ' : glyph;
}

struct Range {
    char32_t first, last;
};

// Of Unicode 15, those blocks that names of files are written in: marks and joiners, and wide
// letters and pictures.
constexpr Range combining_glyphs[] = {
    {0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},   {0x610, 0x61A},     {0x64B, 0x65F},
    {0x93C, 0x93C},   {0x941, 0x948},   {0x94D, 0x94D},   {0xE31, 0xE31},     {0xE34, 0xE3A},
    {0xE47, 0xE4E},   {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2069},   {0x20D0, 0x20F0},
    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF}, {0xE0000, 0xE0FFF}};
constexpr Range wide_glyphs[] = {{0x1100, 0x115F},
                                 {0x231A, 0x231B},
                                 {0x2E80, 0x303E},
                                 {0x3041, 0x33FF},
                                 {0x3400, 0x4DBF},
                                 {0x4E00, 0x9FFF},
                                 {0xA000, 0xA4CF},
                                 {0xAC00, 0xD7A3},
                                 {0xF900, 0xFAFF},
                                 {0xFE30, 0xFE6F},
                                 {0xFF00, 0xFF60},
                                 {0xFFE0, 0xFFE6},
                                 {0x1F300, 0x1F64F},
                                 {0x1F680, 0x1F6FF},
                                 {0x1F900, 0x1F9FF},
                                 {0x20000, 0x3FFFD}};

char style_letter(const Style& style) {
    constexpr std::string_view letters = ".rgybmcw";
    const char letter = letters[static_cast<std::size_t>(style.color)];
    if (style.reverse) return letter == '.' ? '#' : static_cast<char>(letter - 'a' + 'A');
    if (style.bold) return letter == '.' ? '!' : letter;
    return style.dim ? ',' : letter;
}

void trim_end(std::string& row) {
    row.erase(row.find_last_not_of(' ') + 1);
}

}  // namespace

Area Area::inner(int margin) const {
    return {
        x + margin, y + margin, std::max(width - 2 * margin, 0), std::max(height - 2 * margin, 0)};
}

std::u32string decode(std::string_view text) {
    std::u32string glyphs;
    while (!text.empty()) glyphs += take_glyph(text);
    return glyphs;
}

std::string encode(std::u32string_view glyphs) {
    std::string text;
    for (const char32_t glyph : glyphs) text += encode(glyph);
    return text;
}

std::string encode(char32_t glyph) {
    std::string text;
    if (glyph < 0x80) return std::string(1, static_cast<char>(glyph));
    const int more = glyph < 0x800 ? 1 : glyph < 0x10000 ? 2 : 3;
    constexpr std::array<unsigned, 4> marks{0x00, 0xC0, 0xE0, 0xF0};
    text += static_cast<char>(marks[static_cast<std::size_t>(more)] | (glyph >> (6 * more)));
    for (int i = more - 1; i >= 0; --i)
        text += static_cast<char>(0x80 | (static_cast<int>(glyph >> (6 * i)) & 0x3F));
    return text;
}

int glyph_width(char32_t glyph) {
    const auto is_in = [glyph](const auto& ranges) {
        for (const auto& [first, last] : ranges)
            if (glyph >= first && glyph <= last) return true;
        return false;
    };
    if (glyph < 0x300) return 1;
    if (is_in(combining_glyphs)) return 0;
    return is_in(wide_glyphs) ? 2 : 1;
}

int columns(std::string_view text) {
    int width = 0;
    while (!text.empty()) width += glyph_width(take_glyph(text));
    return width;
}

std::string_view fitting(std::string_view text, int width) {
    auto rest = text;
    while (!rest.empty()) {
        auto behind = rest;
        width -= glyph_width(take_glyph(behind));
        if (width < 0) break;
        rest = behind;
    }
    return text.substr(0, text.size() - rest.size());
}

char32_t ascii_for(char32_t glyph) {
    if (glyph < 0x80) return glyph;
    if (glyph >= 0x2800 && glyph < 0x2900) return glyph == 0x2800 ? U' ' : U'*';
    constexpr std::u32string_view from =
        U"─│┌┐└┘├┤┬┴┼█░▁▂▃▄▅▆▇·●○→←↑↓–…°±✓×▶"
        U"⏸"
        U"■"
        U"µ"
        U"▏";
    constexpr std::string_view to = "-|+++++++++#.__--==#.*o><^v-.o~+x>\"#u|";
    const auto at = from.find(glyph);
    return at < to.size() ? static_cast<char32_t>(to[at]) : U'?';
}

Screen::Screen(Size size)
    : size_{std::clamp(size.width, 1, 1000), std::clamp(size.height, 1, 1000)},
      cells_(static_cast<std::size_t>(size_.width) * static_cast<std::size_t>(size_.height)) {}

void Screen::put(int x, int y, char32_t glyph, Style style) {
    if (x < 0 || y < 0 || x >= size_.width || y >= size_.height) return;
    cells_[index(x, y)] = {glyph, style};
}

int Screen::write(int x, int y, std::string_view text, Style style) {
    while (!text.empty()) x = put_wide(x, y, take_glyph(text), style);
    return x;
}

int Screen::write(int x, int y, const Line& line, int width) {
    const int end = x + width;
    for (const auto& span : line) x = write(x, y, fitting(span.text, end - x), span.style);
    return x;
}

// Returns the column behind it.
int Screen::put_wide(int x, int y, char32_t glyph, const Style& style) {
    const int width = glyph_width(glyph);
    const bool fits = x + width <= size_.width;
    if (width > 0) put(x, y, fits ? glyph : U' ', style);
    if (width > 1 && fits) put(x + 1, y, second_half, style);
    return x + width;
}

void Screen::fill(const Area& area, char32_t glyph, Style style) {
    for (int y = area.y; y < area.y + area.height; ++y)
        for (int x = area.x; x < area.x + area.width; ++x) put(x, y, glyph, style);
}

void Screen::frame(const Area& area, std::string_view title, Style style) {
    if (area.width < 2 || area.height < 2) return;
    const int right = area.x + area.width - 1, bottom = area.y + area.height - 1;
    for (int x = area.x + 1; x < right; ++x)
        for (const int y : {area.y, bottom}) put(x, y, U'─', style);
    for (int y = area.y + 1; y < bottom; ++y)
        for (const int x : {area.x, right}) put(x, y, U'│', style);
    put(area.x, area.y, U'┌', style);
    put(right, area.y, U'┐', style);
    put(area.x, bottom, U'└', style);
    put(right, bottom, U'┘', style);
    if (title.empty() || area.width < 6) return;
    const Style bright{style.color, true, false, false};
    write(area.x + 2, area.y, Line{{" " + std::string(title) + " ", bright}}, area.width - 4);
}

void Screen::make_ascii() {
    for (auto& cell : cells_) cell.glyph = cell.glyph == second_half ? U' ' : ascii_for(cell.glyph);
}

std::string Screen::text() const {
    std::string all;
    for (int y = 0; y < size_.height; ++y) {
        std::string row;
        for (int x = 0; x < size_.width; ++x)
            if (at(x, y).glyph != second_half) row += encode(at(x, y).glyph);
        trim_end(row);
        all += row + "\n";
    }
    return all;
}

std::string Screen::styles() const {
    std::string all;
    for (int y = 0; y < size_.height; ++y) {
        std::string row;
        for (int x = 0; x < size_.width; ++x) {
            const auto letter = style_letter(at(x, y).style);
            row += letter == '.' ? ' ' : letter;
        }
        trim_end(row);
        all += row + "\n";
    }
    return all;
}

}  // namespace escapement::tui
