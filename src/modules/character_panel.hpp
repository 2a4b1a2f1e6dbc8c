// Displays of characters: the HD44780 and its kin.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "modules/text_panel.hpp"

namespace escapement::modules {

class CharacterPanel final : public TextPanel {
  public:
    CharacterPanel(std::unique_ptr<DisplayLink> link, Glyphs glyphs, const DisplayConfig& config);

    int columns() const override { return columns_; }
    void begin() override;
    void clear() override;
    void write_text(int column, int row, std::string_view text) override;
    int write_glyph(int column, int row, std::string_view name) override;
    void write_graphics(int, int, const std::array<std::uint8_t, 16>&) override {}
    void flush() override;

  private:
    // A memory of the chip and the command that sets an address in it.
    struct Memory {
        ShadowedBytes bytes;
        std::uint8_t address;
    };
    void send(Memory& memory);

    std::unique_ptr<DisplayLink> link_;
    Glyphs glyphs_;
    int columns_;
    std::vector<std::vector<std::uint8_t>> first_commands_;
    std::array<Memory, 2> text_;  // two rows each
    Memory pictures_;
};

}  // namespace escapement::modules
