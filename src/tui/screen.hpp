// A screen as a value: a grid of cells that can be compared, kept in a file, or drawn.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace escapement::tui {

// The terminal's own colours: themes decide what they look like.
enum class Color : std::uint8_t { usual, red, green, yellow, blue, magenta, cyan, gray };

struct Style {
    Color color = Color::usual;
    bool bold = false, dim = false, reverse = false;
    bool operator==(const Style&) const = default;
};

struct Cell {
    char32_t glyph = U' ';
    Style style;
    bool operator==(const Cell&) const = default;
};

struct Size {
    int width = 80, height = 24;
    bool operator==(const Size&) const = default;
};

struct Area {
    int x = 0, y = 0, width = 0, height = 0;
    // Without this much on every side.
    Area inner(int margin = 1) const;
};

// Text with one style; lines are made of several.
struct Span {
    std::string text;
    Style style;
};
using Line = std::vector<Span>;

// What is outside is not drawn.  Text is UTF-8; a wide character (東) takes two cells, of which the
// second holds no glyph, and what combines with the character before it is left out.
class Screen {
  public:
    explicit Screen(Size size);

    Size size() const { return size_; }
    const Cell& at(int x, int y) const { return cells_[index(x, y)]; }
    static constexpr char32_t second_half = U'\0';  // of a wide character

    void put(int x, int y, char32_t glyph, Style style = {});
    // Returns the column behind the text.
    int write(int x, int y, std::string_view text, Style style = {});
    // The same, of `width` columns at most.
    int write(int x, int y, const Line& line, int width = 1 << 16);
    void fill(const Area& area, char32_t glyph, Style style);
    // A frame with a title in its upper edge.
    void frame(const Area& area, std::string_view title, Style style = {});

    // Only with characters that every terminal has.
    void make_ascii();
    // For tests: the glyphs, and below them the styles as letters where there are any.
    std::string text() const;
    std::string styles() const;

    bool operator==(const Screen&) const = default;

  private:
    int put_wide(int x, int y, char32_t glyph, const Style& style);
    std::size_t index(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.width) +
               static_cast<std::size_t>(x);
    }
    Size size_;
    std::vector<Cell> cells_;
};

// Characters of UTF-8; bytes that are none become U+FFFD, and control characters blanks.
std::u32string decode(std::string_view text);
std::string encode(char32_t glyph);
std::string encode(std::u32string_view glyphs);
// How many columns a character takes: 0 if it combines with another, 2 if it is wide.
int glyph_width(char32_t glyph);
// How many columns a text takes.
int columns(std::string_view text);
// As much of it as takes at most so many columns; bytes from its beginning.
std::string_view fitting(std::string_view text, int width);
// The nearest thing in ASCII.
char32_t ascii_for(char32_t glyph);

}  // namespace escapement::tui
