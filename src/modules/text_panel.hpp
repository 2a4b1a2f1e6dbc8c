// What a display shows: characters in rows and columns, and small pictures between them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modules/display_link.hpp"

namespace escapement::modules {

// A picture in both sizes that displays know, as rows; the highest bit is the leftmost.
struct Glyph {
    std::optional<std::array<std::uint16_t, 16>> picture;  // 16 by 16
    struct Small {
        int slot = 0;  // 0 to 7: displays of characters keep eight of them
        std::array<std::uint8_t, 8> rows{};
    };
    std::optional<Small> small;  // 5 by 8
};
using Glyphs = std::map<std::string, Glyph, std::less<>>;

// Something is drawn between clear() and flush(); only what changed is sent.  Belongs to the main
// thread.
class TextPanel {
  public:
    virtual ~TextPanel() = default;
    virtual int columns() const = 0;
    static constexpr int rows = 4;

    // Once the printer is ready.
    virtual void begin() = 0;
    virtual void clear() = 0;
    // What does not fit is left out.
    virtual void write_text(int column, int row, std::string_view text) = 0;
    // Returns how many columns it takes; 0 for a picture that the display does not have.
    virtual int write_glyph(int column, int row, std::string_view name) = 0;
    // A picture of 8 by 16; nothing on displays of characters.
    virtual void write_graphics(int column, int row, const std::array<std::uint8_t, 16>& lines) = 0;
    virtual void flush() = 0;
};

// The panel of a display whose options have been checked.
std::unique_ptr<TextPanel> make_text_panel(const DisplayConfig& config,
                                           Glyphs glyphs,
                                           printer::Context& context);

// Bytes of a display, and what of them it does not know yet.
class ShadowedBytes {
  public:
    // Bytes from `begin` on that have to be sent.
    struct Run {
        std::size_t begin = 0;
        std::size_t count = 0;
    };
    // Longer runs would not fit a message; shorter gaps than that are sent along.
    static constexpr std::size_t longest_run = 16;
    static constexpr std::size_t short_gap = 5;

    explicit ShadowedBytes(std::size_t size, std::uint8_t fill = 0) : bytes_(size, fill) {}

    std::vector<std::uint8_t>& bytes() { return bytes_; }
    // What changed since the last call, at first all of it.  Begins and counts are multiples of
    // `unit`.
    std::vector<Run> take_changes(std::size_t unit = 1);

  private:
    std::vector<std::uint8_t> bytes_;
    std::optional<std::vector<std::uint8_t>> known_;
};

}  // namespace escapement::modules
