// A G-code file line by line, in bounded memory.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "gcode/input.hpp"

namespace escapement::gcode {

// One line as it stands in the file.
struct SourceLine {
    std::string_view text;     // without its line end; valid until the next line is asked for
    std::uint64_t number = 0;  // from 1
    std::uint64_t begin = 0;   // byte offset of the line
    std::uint64_t end = 0;     // byte offset behind its line end
};

// A place between two lines.
struct SourcePlace {
    std::uint64_t offset = 0;  // in bytes
    std::uint64_t lines = 0;   // before it
    bool operator==(const SourcePlace&) const = default;
};

// Hands out one line after another.  A line ends with LF or CRLF; the last one need not.
class Source {
  public:
    // Longer lines are taken for damage.
    static constexpr std::size_t longest_line = std::size_t{1} << 16;

    // `name` is what errors call the file.
    Source(std::string name, std::unique_ptr<Input> input);

    // The next line, or nothing at the end.  Fails at a line that is too long or not text, and
    // when reading fails: "cube.gcode:120: not text".  After a failure every call fails alike.
    base::Result<std::optional<SourceLine>> next();

    // Goes on there, also after a failure.
    base::Result<void> seek(SourcePlace place);
    // The place at that offset; seek() before anything else afterwards.
    base::Result<SourcePlace> place_at(std::uint64_t offset);
    // Behind the line handed out last.
    SourcePlace position() const { return {offset_, number_}; }

    const std::string& name() const { return name_; }
    // The input's size in bytes, 0 if unknown.
    std::uint64_t size() const { return input_->size(); }
    // The share of the file that was handed out, 0 to 1; 0 if the size is unknown.
    double progress() const;
    // "cube.gcode:120", the line handed out last.
    std::string place() const;

  private:
    base::Result<void> fill();
    base::Result<std::optional<SourceLine>> hand_out(std::size_t length, std::size_t line_end);
    void note_plain_text(std::size_t from);
    base::Error fail(std::string what);

    std::string name_;
    std::unique_ptr<Input> input_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;  // of the bytes in buffer_ not yet handed out
    std::size_t end_ = 0;
    std::size_t plain_end_ = 0;  // bytes before this in buffer_ have been seen to be ASCII text
    bool at_end_ = false;
    std::uint64_t number_ = 0;
    std::uint64_t offset_ = 0;
    std::optional<base::Error> failure_;
};

// Opens a file; fails if that is not possible.
base::Result<Source> open_source(const std::string& path);

}  // namespace escapement::gcode
