// Files line by line, whole and damaged.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gcode/source.hpp"

#include <gtest/gtest.h>

namespace escapement::gcode {
namespace {

using namespace std::string_literals;
using Lines = std::vector<std::string>;

Source memory(std::string content) {
    return {"cube.gcode", std::make_unique<MemoryInput>(std::move(content))};
}

// All lines, and at the end the error if there is one.
Lines all(std::string content) {
    auto source = memory(std::move(content));
    Lines lines;
    while (true) {
        auto line = source.next();
        if (!line) lines.push_back(line.error().what);
        if (!line || !*line) return lines;
        lines.emplace_back((*line)->text);
    }
}

TEST(Source, ends_lines_at_lf_and_crlf) {
    EXPECT_EQ(all("G28\nG1 X1\r\n\nM84"), (Lines{"G28", "G1 X1", "", "M84"}));
    EXPECT_EQ(all("G28\n"), Lines{"G28"});
    EXPECT_EQ(all("\n"), Lines{""});
    EXPECT_EQ(all(""), Lines{});
}

TEST(Source, refuses_lines_that_end_with_cr_alone) {
    const auto message =
        "cube.gcode:1: a line ends with CR alone; save the file with line ends LF or CRLF"s;

    EXPECT_EQ(all("G28\rG1 X1\r"), Lines{message});
    EXPECT_EQ(all("; made by hand\rG28\rG1 X1\r"), Lines{message});
    EXPECT_EQ(all("G28 ; home\rall\nM84\r\r\n"), (Lines{"G28 ; home\rall", "M84"}));
}

TEST(Source, counts_lines_and_bytes) {
    auto source = memory("G28\r\nG1 X1\nM84");

    const auto first = **source.next();
    EXPECT_EQ(first.number, 1U);
    EXPECT_EQ(first.begin, 0U);
    EXPECT_EQ(first.end, 5U);
    const auto second = **source.next();
    EXPECT_EQ(second.number, 2U);
    EXPECT_EQ(second.begin, 5U);
    EXPECT_EQ(second.end, 11U);
    EXPECT_EQ(source.place(), "cube.gcode:2");
    EXPECT_DOUBLE_EQ(source.progress(), 11.0 / 14.0);
    const auto third = **source.next();
    EXPECT_EQ(third.end, 14U);
    EXPECT_EQ(source.progress(), 1.0);
}

TEST(Source, goes_on_from_any_place_and_counts_from_there) {
    auto source = memory("G28\nG1 X1\nM84\n");
    (void)source.next();
    const SourcePlace behind_first = source.position();
    while (*source.next()) {
    }

    ASSERT_TRUE(source.seek(behind_first));
    const auto line = **source.next();

    EXPECT_EQ(line.text, "G1 X1");
    EXPECT_EQ(line.number, 2U);
    EXPECT_EQ(source.place(), "cube.gcode:2");
    EXPECT_EQ(*source.place_at(10), (SourcePlace{10, 2}));
    EXPECT_EQ(*source.place_at(1000), (SourcePlace{1000, 3}));
    ASSERT_TRUE(source.seek({10, 2}));
    EXPECT_EQ((*source.next())->text, "M84");
}

TEST(Source, goes_on_behind_damage) {
    auto source = memory("\x01\nG28\n");
    EXPECT_FALSE(source.next());

    ASSERT_TRUE(source.seek({2, 1}));

    EXPECT_EQ((*source.next())->text, "G28");
}

TEST(Source, reads_files_far_larger_than_its_buffer) {
    std::string content;
    for (int i = 0; i < 100'000; ++i) content += "G1 X" + std::to_string(i) + "\n";
    auto source = memory(content);

    for (int i = 0; i < 100'000; ++i) {
        const auto line = source.next();
        ASSERT_TRUE(line && *line);
        ASSERT_EQ((*line)->text, "G1 X" + std::to_string(i));
    }
    EXPECT_FALSE(source.next()->has_value());
}

TEST(Source, takes_the_longest_line_and_refuses_one_more_byte) {
    const std::string longest(Source::longest_line, 'x');

    EXPECT_EQ(all("G28\n" + longest + "\r\nM84"), (Lines{"G28", longest, "M84"}));
    EXPECT_EQ(all("G28\n" + longest + "y\nM84"),
              (Lines{"G28",
                     "cube.gcode:2: the line is longer than 65536 bytes: this is not a G-code "
                     "file, or a damaged one"}));
    EXPECT_EQ(all(std::string(10'000'000, 'x')).size(), 1U);
}

TEST(Source, refuses_binary_content) {
    const auto message = "cube.gcode:2: not text: this is not a G-code file, or a damaged one"s;

    EXPECT_EQ(all("G28\nG1 \0X1\n"s), (Lines{"G28", message}));
    EXPECT_EQ(all("G28\n\xff\xfeG1\n"), (Lines{"G28", message}));
    EXPECT_EQ(all("G28\nG1 \xff\x01\n"), (Lines{"G28", message}));
    EXPECT_EQ(all("G28\n\x89PNG\n"), (Lines{"G28", message}));
    EXPECT_EQ(all("G28\n; \0\n"s), (Lines{"G28", message}));
}

TEST(Source, takes_any_encoding_in_comments) {
    EXPECT_EQ(all("M117 \xc3\xa4\nG1 ; Gr\xf6\xdf\x65"),
              (Lines{"M117 \xc3\xa4", "G1 ; Gr\xf6\xdf\x65"}));
}

TEST(Source, takes_commands_that_show_text_in_any_encoding) {
    EXPECT_EQ(all("M117 caf\xe9\nG28"), (Lines{"M117 caf\xe9", "G28"}));
}

TEST(Source, skips_a_byte_order_mark) {
    EXPECT_EQ(all("\xef\xbb\xbfG28\nM84"), (Lines{"G28", "M84"}));
}

TEST(Source, fails_for_good) {
    auto source = memory("\x01\nG28\n");

    const auto first = source.next().error().what;

    EXPECT_EQ(source.next().error().what, first);
}

class BrokenInput : public Input {
  public:
    base::Result<std::size_t> read(std::span<char> room) override {
        if (used_) return base::Error{"Input/output error"};
        used_ = true;
        room[0] = 'G';
        room[1] = '\n';
        return std::size_t{2};
    }
    std::uint64_t size() const override { return 0; }
    base::Result<void> seek(std::uint64_t) override { return base::Error{"Illegal seek"}; }

  private:
    bool used_ = false;
};

TEST(Source, passes_on_why_reading_failed) {
    Source source("cube.gcode", std::make_unique<BrokenInput>());

    EXPECT_EQ((*source.next())->text, "G");
    EXPECT_EQ(source.progress(), 0.0);
    EXPECT_EQ(source.next().error().what, "cube.gcode:1: cannot be read: Input/output error");
    EXPECT_EQ(source.seek({}).error().what, "cube.gcode: cannot be read: Illegal seek");
}

TEST(OpenSource, names_the_file_that_is_missing) {
    EXPECT_EQ(open_source("/nowhere/x.gcode").error().what,
              "/nowhere/x.gcode: No such file or directory");
    EXPECT_EQ(open_source("/tmp")->next().error().what, "/tmp: cannot be read: Is a directory");
}

// Lines of all lengths, so that other bytes fall anywhere in the buffer.
TEST(Source, finds_the_damaged_line_wherever_it_is) {
    for (const std::size_t before : {0, 1, 500, 3000, 9000}) {
        std::string content;
        for (std::size_t i = 0; i < before; ++i)
            content += "G1 X" + std::to_string(i) + (i % 7 == 0 ? " ; \xc3\xbc\n" : "\n");
        content += "G1 \x01\xff\nG28\n";

        const auto lines = all(content);

        ASSERT_EQ(lines.size(), before + 1);
        EXPECT_TRUE(lines.back().starts_with("cube.gcode:" + std::to_string(before + 1) + ":"));
    }
}

}  // namespace
}  // namespace escapement::gcode
