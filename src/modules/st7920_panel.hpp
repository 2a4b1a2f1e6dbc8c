// Displays with a ST7920: its own characters, and dots behind them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "modules/text_panel.hpp"

namespace escapement::modules {

class St7920Panel final : public TextPanel {
  public:
    St7920Panel(std::unique_ptr<DisplayLink> link, Glyphs glyphs);

    int columns() const override { return 16; }
    void begin() override;
    void clear() override;
    void write_text(int column, int row, std::string_view text) override;
    int write_glyph(int column, int row, std::string_view name) override;
    void write_graphics(int column, int row, const std::array<std::uint8_t, 16>& lines) override;
    void flush() override;

  private:
    enum class Instructions { basic, extended };
    void command(Instructions set, std::vector<std::uint8_t> bytes);

    std::unique_ptr<DisplayLink> link_;
    Glyphs glyphs_;
    Instructions set_ = Instructions::basic;
    ShadowedBytes text_;
    std::vector<ShadowedBytes> lines_;  // of dots: the upper half of the display, then the lower
};

}  // namespace escapement::modules
