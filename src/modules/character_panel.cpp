// Addresses and commands of the HD44780, by its data sheet.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/character_panel.hpp"

#include <algorithm>

namespace escapement::modules {
namespace {

// Characters of the chip's own font.
constexpr std::uint8_t hd44780_arrow = 0x7e;
constexpr std::uint8_t hd44780_degree = 0xdf;
constexpr std::size_t picture_bytes = 64;

// Eight bits, then four; two lines; home; forward; on, without a cursor.
std::vector<std::vector<std::uint8_t>> hd44780_begin(bool protocol) {
    if (!protocol) return {{0x02}, {0x06, 0x0c}};
    return {{0x33}, {0x33}, {0x32}, {0x28, 0x28, 0x02}, {0x06, 0x0c}};
}

// Home; forward; on, without a cursor; the cursor moves, not the picture; two lines.
std::vector<std::vector<std::uint8_t>> aip31068_begin() {
    return {{0x02}, {0x06}, {0x0c}, {0x14}, {0x28}};
}

}  // namespace

CharacterPanel::CharacterPanel(std::unique_ptr<DisplayLink> link,
                               Glyphs glyphs,
                               const DisplayConfig& config)
    : link_(std::move(link)),
      glyphs_(std::move(glyphs)),
      columns_(config.line_length),
      first_commands_(config.lcd_type == "aip31068_spi"
                          ? aip31068_begin()
                          : hd44780_begin(config.hd44780_protocol_init)),
      text_{Memory{ShadowedBytes(static_cast<std::size_t>(columns_) * 2, ' '), 0x80},
            Memory{ShadowedBytes(static_cast<std::size_t>(columns_) * 2, ' '), 0xc0}},
      pictures_{ShadowedBytes(picture_bytes), 0x40} {}

// Each step takes the chip a while.
void CharacterPanel::begin() {
    link_->begin();
    base::Seconds delay{0.0};
    for (const auto& commands : first_commands_) {
        link_->command(commands, link_->after(delay));
        delay += base::Seconds(0.1);
    }
    flush();
}

void CharacterPanel::clear() {
    for (Memory& memory : text_)
        std::fill(memory.bytes.bytes().begin(), memory.bytes.bytes().end(), ' ');
}

// The chip shows its first line in rows 0 and 2, and its second one in 1 and 3.
void CharacterPanel::write_text(int column, int row, std::string_view text) {
    if (column < 0 || row < 0 || row >= rows) return;
    auto& bytes = text_[static_cast<std::size_t>(row) % 2].bytes.bytes();
    const int offset = row / 2 * columns_;
    for (std::size_t i = 0; i < text.size() && column + static_cast<int>(i) < columns_; ++i)
        bytes[static_cast<std::size_t>(offset + column) + i] = static_cast<std::uint8_t>(text[i]);
}

int CharacterPanel::write_glyph(int column, int row, std::string_view name) {
    const auto found = glyphs_.find(name);
    if (found != glyphs_.end() && found->second.small) {
        const auto& [slot, lines] = *found->second.small;
        const char character = static_cast<char>(slot);
        write_text(column, row, {&character, 1});
        std::copy(lines.begin(), lines.end(), pictures_.bytes.bytes().begin() + slot * 8);
        return 1;
    }
    const std::uint8_t known = name == "right_arrow" ? hd44780_arrow
                               : name == "degrees"   ? hd44780_degree
                                                     : 0;
    if (known == 0) return 0;
    const char character = static_cast<char>(known);
    write_text(column, row, {&character, 1});
    return 1;
}

void CharacterPanel::send(Memory& memory) {
    const auto runs = memory.bytes.take_changes();
    for (const auto& run : runs) {
        const auto address = static_cast<std::uint8_t>(memory.address + run.begin);
        link_->command(std::array<std::uint8_t, 1>{address});
        link_->data(wire::Bytes(memory.bytes.bytes()).subspan(run.begin, run.count));
    }
}

void CharacterPanel::flush() {
    for (Memory& memory : text_) send(memory);
    send(pictures_);
}

}  // namespace escapement::modules
