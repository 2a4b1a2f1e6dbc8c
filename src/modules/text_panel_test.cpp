// Tests of what displays are sent.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/text_panel.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "modules/character_panel.hpp"
#include "modules/page_panel.hpp"
#include "modules/small_font.hpp"
#include "modules/st7920_panel.hpp"

namespace escapement::modules {
namespace {

// Writes down what is sent: commands as "c:", data as "d:", in hexadecimal.
class PaperLink final : public DisplayLink {
  public:
    explicit PaperLink(std::vector<std::string>& lines) : lines_(lines) {}
    mcu::Mcu& mcu() const override { std::abort(); }
    void command(wire::Bytes bytes, mcu::When) override { write("c:", bytes); }
    void data(wire::Bytes bytes, mcu::When) override { write("d:", bytes); }

  private:
    void write(std::string line, wire::Bytes bytes) {
        constexpr const char* digits = "0123456789abcdef";
        for (const std::uint8_t byte : bytes) {
            line += digits[byte >> 4U];
            line += digits[byte & 15U];
        }
        lines_.push_back(line);
    }
    std::vector<std::string>& lines_;
};

using Lines = std::vector<std::string>;

DisplayConfig config_of(const std::string& type) {
    DisplayConfig config;
    config.lcd_type = type;
    return config;
}

TEST(ShadowedBytes, changes_that_are_near_go_together) {
    ShadowedBytes bytes(40);
    EXPECT_EQ(bytes.take_changes().size(), 3U);  // all of it, in messages of 16
    EXPECT_TRUE(bytes.take_changes().empty());

    bytes.bytes()[3] = bytes.bytes()[7] = bytes.bytes()[20] = 1;
    const auto runs = bytes.take_changes();

    ASSERT_EQ(runs.size(), 2U);
    EXPECT_EQ(runs[0].begin, 3U);
    EXPECT_EQ(runs[0].count, 5U);
    EXPECT_EQ(runs[1].begin, 20U);
}

TEST(ShadowedBytes, may_come_in_pairs) {
    ShadowedBytes bytes(40);
    bytes.take_changes(2);

    bytes.bytes()[5] = 1;
    const auto runs = bytes.take_changes(2);

    ASSERT_EQ(runs.size(), 1U);
    EXPECT_EQ(runs[0].begin, 4U);
    EXPECT_EQ(runs[0].count, 2U);
}

TEST(CharacterPanel, writes_where_the_chip_has_the_row) {
    Lines lines;
    CharacterPanel panel(std::make_unique<PaperLink>(lines), {}, config_of("hd44780"));
    panel.flush();
    lines.clear();

    panel.write_text(1, 0, "A");
    panel.write_text(2, 3, "B");
    panel.write_text(19, 1, "CD");
    panel.flush();

    EXPECT_EQ(lines, (Lines{"c:81", "d:41", "c:d3", "d:43202042"}));
}

TEST(CharacterPanel, keeps_pictures_in_slots) {
    Lines lines;
    Glyphs glyphs;
    glyphs["fan"].small = Glyph::Small{2, {1, 2, 3, 4, 5, 6, 7, 8}};
    CharacterPanel panel(std::make_unique<PaperLink>(lines), glyphs, config_of("hd44780"));
    panel.flush();
    lines.clear();

    EXPECT_EQ(panel.write_glyph(0, 0, "fan"), 1);
    EXPECT_EQ(panel.write_glyph(1, 0, "degrees"), 1);
    EXPECT_EQ(panel.write_glyph(2, 0, "nothing"), 0);
    panel.flush();

    EXPECT_EQ(lines, (Lines{"c:80", "d:02df", "c:50", "d:0102030405060708"}));
}

TEST(St7920Panel, changes_instructions_for_dots) {
    Lines lines;
    St7920Panel panel(std::make_unique<PaperLink>(lines), {});
    panel.flush();
    lines.clear();

    panel.write_text(1, 2, "A");
    std::array<std::uint8_t, 16> bar{};
    bar[0] = 0xff;
    panel.write_graphics(3, 2, bar);
    panel.flush();

    EXPECT_EQ(lines, (Lines{"c:2288", "d:2041", "c:268089", "d:00ff"}));
}

TEST(PagePanel, a_letter_is_eight_columns_in_two_pages) {
    Lines lines;
    PagePanel panel(std::make_unique<PaperLink>(lines), {}, config_of("uc1701"));
    panel.flush();
    lines.clear();

    panel.write_text(2, 1, "I");
    panel.flush();

    // The I of the font is 0x41, 0x7f, 0x41 in its columns 1 to 3.
    EXPECT_EQ(lines, (Lines{"c:b21102", "d:03ff03", "c:b31102", "d:303f30"}));
}

TEST(PagePanel, pictures_take_two_columns_and_bars_invert_what_is_there) {
    Lines lines;
    Glyphs glyphs;
    glyphs["dot"].picture.emplace();
    (*glyphs["dot"].picture)[0] = 0x8001;
    PagePanel panel(std::make_unique<PaperLink>(lines), glyphs, config_of("ssd1306"));
    panel.flush();
    lines.clear();

    EXPECT_EQ(panel.write_glyph(0, 0, "dot"), 2);
    std::array<std::uint8_t, 16> corner{};
    corner[0] = 0x80;
    panel.write_graphics(0, 0, corner);
    panel.flush();

    EXPECT_EQ(lines, (Lines{"c:b0100f", "d:01"}));
}

TEST(PagePanel, nothing_is_written_beyond_its_edges) {
    Lines lines;
    PagePanel panel(std::make_unique<PaperLink>(lines), {}, config_of("sh1106"));
    panel.flush();
    lines.clear();

    panel.write_text(16, 0, "A");
    panel.write_text(0, 4, "A");
    panel.write_text(-1, 0, " ");
    panel.flush();

    EXPECT_TRUE(lines.empty());
}

TEST(SmallFont, has_letters_and_two_signs) {
    EXPECT_EQ(small_font_columns('I')[2], 0x7f);
    EXPECT_EQ(small_font_columns(small_font_degree)[0], 0x06);
    EXPECT_EQ(small_font_columns('\x01'), small_font_columns(' '));
}

}  // namespace
}  // namespace escapement::modules
