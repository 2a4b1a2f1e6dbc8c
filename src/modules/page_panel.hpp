// Displays of dots in eight pages: UC1701, SSD1306 and SH1106.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "modules/text_panel.hpp"

namespace escapement::modules {

// A byte is a column of eight dots, the lowest bit at the top.
class PagePanel final : public TextPanel {
  public:
    PagePanel(std::unique_ptr<DisplayLink> link, Glyphs glyphs, const DisplayConfig& config);

    int columns() const override { return 16; }
    void begin() override;
    void clear() override;
    void write_text(int column, int row, std::string_view text) override;
    int write_glyph(int column, int row, std::string_view name) override;
    // Dots that are on already are turned off.
    void write_graphics(int column, int row, const std::array<std::uint8_t, 16>& lines) override;
    void flush() override;

  private:
    // Eight columns of sixteen dots, the lowest bit at the top.
    using Cell = std::array<std::uint16_t, 8>;
    enum class Mix { replace, invert };
    void write_cell(int column, int row, const Cell& cell, Mix mix);

    std::unique_ptr<DisplayLink> link_;
    Glyphs glyphs_;
    int x_offset_;
    std::vector<std::vector<std::uint8_t>> first_commands_;
    std::vector<ShadowedBytes> pages_;
};

}  // namespace escapement::modules
