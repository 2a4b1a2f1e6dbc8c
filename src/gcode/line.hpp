// One line of G-code: which command, which words, without copying.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "base/result.hpp"
#include "base/text.hpp"

namespace escapement::gcode {

// A run of letters and the text that follows it: "X" and "10.5" in "X10.5".
struct Word {
    std::string_view letters;  // as written, in either case
    std::string_view value;    // without blanks around it
};

// A view of one line: valid as long as the text it was parsed from.
//
// "N12 g1 X10 Y-2.5 *44 ; fast" has the command "G1", the word X with the value "10" and the word
// Y with "-2.5".  The line number and the checksum are words as well (N, *); they are not
// checked here.  Nothing a line can hold is an error at this point: an unknown or malformed
// command is found out by who runs it.
//
// A line object can be used for one text after another; that is faster than making many.
class Line {
  public:
    // Takes a text apart: one line, with or without its line end.
    void parse(std::string_view text);

    // The whole line without blanks around it, comment included; what messages quote.
    std::string_view text() const { return text_; }

    // In upper case; empty for a line without a command.
    std::string_view command() const { return upper_.empty() ? written_ : upper_; }

    // Whether the command is a letter and a number ("G1", "M104", "T0").  Its parameters are
    // words; those of all others are KEY=VALUE, see parameters.hpp.
    bool is_traditional() const;

    // Whether there is a word of that one letter (upper case).
    bool has(char letter) const { return present_ >> index(letter) & 1U; }
    // Whether there is a word of several letters, as in "X10 yes".  Commands that read words by
    // letter do not see it.
    bool has_long_word() const { return has_long_word_; }
    // The text behind the letter, empty if there is none.  Of several, the last counts.
    std::string_view value(char letter) const;
    // The number behind the letter, nothing if there is none.
    std::optional<double> plain_number(char letter) const {
        if (is_number_ >> index(letter) & 1U) return number_[index(letter)];
        return base::parse_number(value(letter));
    }

    // The number behind the letter, nothing if the letter is absent.  Fails when it is not a
    // number: "Error on 'G1 X1-2': unable to parse 1-2".
    base::Result<std::optional<double>> number(char letter) const;
    base::Result<double> number_or(char letter, double otherwise) const;
    // Fails when the letter is absent: "Error on 'M204': missing S".
    base::Result<double> required_number(char letter) const;

    // Everything behind the command as written, less one blank, line number and checksum: the
    // message of an M117, the KEY=VALUE text of an extended command.  Comments are included.
    std::string_view raw_parameters() const;

    // The next word from `position` on, which advances; nothing at the end.
    std::optional<Word> next_word(std::size_t& position) const;

  private:
    struct Span {
        std::uint32_t begin = 0;
        std::uint32_t size = 0;
    };
    static std::size_t index(char letter) {
        ASSERT(letter >= 'A' && letter <= 'Z');
        return static_cast<std::size_t>(letter - 'A');
    }
    bool ends_at(std::size_t position) const;
    bool is_numbered() const;
    std::size_t note_word(std::size_t position);
    std::size_t note_plain_word(std::size_t position);
    std::size_t note_any_word(std::size_t position);
    void set_command(std::string_view written);

    std::string_view text_;
    std::string_view code_;        // text_ without the comment
    std::string_view written_;     // the command as written
    std::string upper_;            // the command, if that differs
    std::uint32_t present_ = 0;    // bit 0 for A
    std::uint32_t is_number_ = 0;  // the same, for those whose number is known already
    bool has_long_word_ = false;
    // What was noted about letters that are present; what is left from other lines does not count.
    std::array<Span, 26> word_{};
    std::array<double, 26> number_{};
};

// A fresh line from that text.
Line parse_line(std::string_view text);
// A text that is about to die cannot be looked at.
template <std::same_as<std::string> Temporary>
Line parse_line(Temporary&& text) = delete;

// Text for a message: as it is, or cut off with "..." when nobody would read it all.
std::string shown(std::string_view text);

// Whether a name is a letter followed by a number, such as "G28" or "M600".
bool is_traditional_name(std::string_view name);

// Whether the number behind a trailing '*' is the XOR of all bytes before it, as serial
// senders compute it; nothing if the line has no checksum.
std::optional<bool> checksum_matches(std::string_view line);

}  // namespace escapement::gcode
