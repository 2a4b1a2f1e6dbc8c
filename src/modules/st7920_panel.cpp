// Addresses and commands of the ST7920, by its data sheet.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/st7920_panel.hpp"

#include <algorithm>

namespace escapement::modules {
namespace {

constexpr int columns_of_text = 16;
constexpr std::size_t text_size = 64;
constexpr std::size_t line_count = 32, line_size = 32;
constexpr char st7920_arrow = 0x1a;
constexpr std::array<std::uint8_t, 16> st7920_degree{0, 0, 0x30, 0x48, 0x48, 0x30};

}  // namespace

St7920Panel::St7920Panel(std::unique_ptr<DisplayLink> link, Glyphs glyphs)
    : link_(std::move(link)),
      glyphs_(std::move(glyphs)),
      text_(text_size, ' '),
      lines_(line_count, ShadowedBytes(line_size)) {}

// Extended: no scrolling, user characters, dots; basic: home, forward, on without a cursor.
void St7920Panel::begin() {
    link_->begin();
    link_->command(std::array<std::uint8_t, 8>{0x24, 0x40, 0x02, 0x26, 0x22, 0x02, 0x06, 0x0c});
    flush();
}

void St7920Panel::clear() {
    std::fill(text_.bytes().begin(), text_.bytes().end(), ' ');
    for (auto& line : lines_) std::fill(line.bytes().begin(), line.bytes().end(), 0);
}

// Rows 0 and 2 follow each other in its memory, as do rows 1 and 3.
void St7920Panel::write_text(int column, int row, std::string_view text) {
    constexpr std::array<std::size_t, rows> begins{0, 32, 16, 48};
    if (column < 0 || row < 0 || row >= rows) return;
    for (std::size_t i = 0; i < text.size() && column + static_cast<int>(i) < columns_of_text; ++i)
        text_
            .bytes()[begins[static_cast<std::size_t>(row)] + static_cast<std::size_t>(column) + i] =
            static_cast<std::uint8_t>(text[i]);
}

void St7920Panel::write_graphics(int column, int row, const std::array<std::uint8_t, 16>& lines) {
    if (column < 0 || column >= columns_of_text || row < 0 || row >= rows) return;
    const auto first = static_cast<std::size_t>(row % 2) * lines.size();
    const auto byte = static_cast<std::size_t>(column + row / 2 * columns_of_text);
    for (std::size_t i = 0; i < lines.size(); ++i) lines_[first + i].bytes()[byte] = lines[i];
}

int St7920Panel::write_glyph(int column, int row, std::string_view name) {
    const auto found = glyphs_.find(name);
    if (found != glyphs_.end() && found->second.picture) {
        std::array<std::uint8_t, 16> left{}, right{};
        for (std::size_t i = 0; i < left.size(); ++i) {
            left[i] = static_cast<std::uint8_t>((*found->second.picture)[i] >> 8U);
            right[i] = static_cast<std::uint8_t>((*found->second.picture)[i]);
        }
        write_graphics(column, row, left);
        write_graphics(column + 1, row, right);
        return 2;
    }
    if (name == "right_arrow") {
        write_text(column, row, {&st7920_arrow, 1});
        return 1;
    }
    if (name != "degrees") return 0;
    write_graphics(column, row, st7920_degree);
    return 1;
}

void St7920Panel::command(Instructions set, std::vector<std::uint8_t> bytes) {
    if (set != std::exchange(set_, set))
        bytes.insert(bytes.begin(), set == Instructions::extended ? 0x26 : 0x22);
    link_->command(bytes);
}

// An address stands for two bytes.
void St7920Panel::flush() {
    for (const auto& run : text_.take_changes(2)) {
        command(Instructions::basic, {static_cast<std::uint8_t>(0x80 + run.begin / 2)});
        link_->data(wire::Bytes(text_.bytes()).subspan(run.begin, run.count));
    }
    for (std::size_t i = 0; i < lines_.size(); ++i)
        for (const auto& run : lines_[i].take_changes(2)) {
            command(Instructions::extended,
                    {static_cast<std::uint8_t>(0x80 + i),
                     static_cast<std::uint8_t>(0x80 + run.begin / 2)});
            link_->data(wire::Bytes(lines_[i].bytes()).subspan(run.begin, run.count));
        }
}

}  // namespace escapement::modules
