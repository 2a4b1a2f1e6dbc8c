// Dots, pages, and the commands of three controllers, by their data sheets.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/page_panel.hpp"

#include <algorithm>

#include "modules/small_font.hpp"

namespace escapement::modules {
namespace {

using Commands = std::vector<std::vector<std::uint8_t>>;

constexpr std::size_t page_count = 8;
constexpr int cell_width = 8;

std::uint8_t byte(int value) {
    return static_cast<std::uint8_t>(value);
}

// Reset, directions, bias, all parts of the supply, contrast; then all dots on and off once.
Commands uc1701_begin(const DisplayConfig& config) {
    constexpr int usual_contrast = 40;
    return {{0xe2,
             0x40,
             0xa0,
             0xc8,
             0xa2,
             0x2c,
             0x2e,
             0x2f,
             0xf8,
             0x00,
             0x23,
             0x81,
             byte(config.contrast.value_or(usual_contrast)),
             0xac,
             0x00,
             0xa6,
             0xaf},
            {0xa5},
            {0xa4}};
}

// Off, timing and geometry, charge pump, pages, directions, contrast, levels, on.
Commands oled_begin(const DisplayConfig& config) {
    constexpr int usual_contrast = 239;
    return {{0xae,
             0xd5,
             0x80,
             0xa8,
             0x3f,
             0xd3,
             0x00,
             0x40,
             0x8d,
             0x14,
             0x20,
             0x02,
             0xa1,
             0xc8,
             0xda,
             0x12,
             0x81,
             byte(config.contrast.value_or(usual_contrast)),
             0xd9,
             0xa1,
             0xdb,
             byte(config.vcomh),
             0x2e,
             0xa4,
             byte(config.invert ? 0xa7 : 0xa6),
             0xaf}};
}

// From rows of dots, the highest bit on the left.
template <class Row>
std::array<std::uint16_t, 8> columns_of(const std::array<Row, 16>& lines, unsigned leftmost_bit) {
    std::array<std::uint16_t, 8> columns{};
    for (unsigned x = 0; x < columns.size(); ++x)
        for (unsigned y = 0; y < lines.size(); ++y)
            if ((lines[y] >> (leftmost_bit - x) & 1U) != 0)
                columns[x] = static_cast<std::uint16_t>(columns[x] | 1U << y);
    return columns;
}

// Twice as high as it is in the font, with a border.
std::array<std::uint16_t, 8> cell_of(char character) {
    std::array<std::uint16_t, 8> cell{};
    const auto& columns = small_font_columns(character);
    for (std::size_t x = 0; x < columns.size(); ++x)
        for (unsigned y = 0; y < 8; ++y)
            if ((columns[x] >> y & 1U) != 0)
                cell[x + 1] = static_cast<std::uint16_t>(cell[x + 1] | 3U << 2 * y);
    return cell;
}

}  // namespace

PagePanel::PagePanel(std::unique_ptr<DisplayLink> link, Glyphs glyphs, const DisplayConfig& config)
    : link_(std::move(link)),
      glyphs_(std::move(glyphs)),
      x_offset_(config.x_offset),
      first_commands_(config.lcd_type == "uc1701" ? uc1701_begin(config) : oled_begin(config)),
      pages_(page_count, ShadowedBytes(config.lcd_type == "sh1106" ? 132 : 128)) {}

void PagePanel::begin() {
    link_->begin();
    for (const auto& commands : first_commands_) link_->command(commands);
    flush();
}

void PagePanel::clear() {
    for (auto& page : pages_) std::fill(page.bytes().begin(), page.bytes().end(), 0);
}

void PagePanel::write_cell(int column, int row, const Cell& cell, Mix mix) {
    if (column < 0 || column >= columns() || row < 0 || row >= rows) return;
    const auto page = static_cast<std::size_t>(row) * 2;
    const auto x = static_cast<std::size_t>(column * cell_width + x_offset_);
    for (std::size_t i = 0; i < cell.size(); ++i) {
        auto& upper = pages_[page].bytes()[x + i];
        auto& lower = pages_[page + 1].bytes()[x + i];
        const unsigned before = mix == Mix::invert ? upper | lower << 8U : 0U;
        const unsigned dots = before ^ cell[i];
        upper = static_cast<std::uint8_t>(dots);
        lower = static_cast<std::uint8_t>(dots >> 8U);
    }
}

void PagePanel::write_text(int column, int row, std::string_view text) {
    for (const char character : text) write_cell(column++, row, cell_of(character), Mix::replace);
}

void PagePanel::write_graphics(int column, int row, const std::array<std::uint8_t, 16>& lines) {
    write_cell(column, row, columns_of(lines, 7), Mix::invert);
}

int PagePanel::write_glyph(int column, int row, std::string_view name) {
    const auto found = glyphs_.find(name);
    if (found != glyphs_.end() && found->second.picture) {
        write_cell(column, row, columns_of(*found->second.picture, 15), Mix::replace);
        write_cell(column + 1, row, columns_of(*found->second.picture, 7), Mix::replace);
        return 2;
    }
    const char known = name == "right_arrow" ? small_font_arrow
                       : name == "degrees"   ? small_font_degree
                                             : '\0';
    if (known == '\0') return 0;
    write_cell(column, row, cell_of(known), Mix::replace);
    return 1;
}

void PagePanel::flush() {
    for (std::size_t i = 0; i < pages_.size(); ++i)
        for (const auto& run : pages_[i].take_changes()) {
            const auto x = static_cast<unsigned>(run.begin);
            link_->command(std::array<std::uint8_t, 3>{static_cast<std::uint8_t>(0xb0U | i),
                                                       static_cast<std::uint8_t>(0x10U | x >> 4U),
                                                       static_cast<std::uint8_t>(x & 0x0fU)});
            link_->data(wire::Bytes(pages_[i].bytes()).subspan(run.begin, run.count));
        }
}

}  // namespace escapement::modules
