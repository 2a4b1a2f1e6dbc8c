// Keeps a few lines in a buffer and moves the unfinished one to its front before reading on.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gcode/source.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/plain_text.hpp"

namespace escapement::gcode {
namespace {

constexpr std::size_t first_buffer_size = std::size_t{1} << 15;

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

bool is_control(char c) {
    return (c >= 0 && c < ' ' && (c < '\t' || c > '\r')) || c == '\x7f';
}

bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// "M117 caf\xe9": a command is text whatever the encoding of what it shows.
bool is_command(std::string_view code) {
    const auto first = code.find_first_not_of(" \t");
    return first != std::string_view::npos && is_letter(code[first]) &&
           std::none_of(code.begin(), code.end(), is_control);
}

// In a comment any encoding is welcome, only a NUL shows that this is no text at all.
bool is_readable(std::string_view line) {
    if (base::is_plain_text(line)) return true;
    const auto code = line.substr(0, line.find(';'));
    return (base::is_plain_text(code) || is_command(code)) &&
           line.find('\0') == std::string_view::npos;
}

// In a comment that is no harm, unless the whole file is one.
bool ends_lines_with_return(std::string_view line, bool is_whole_file) {
    const auto at = line.find('\r');
    return at != std::string_view::npos && (is_whole_file || line.find(';') > at);
}

}  // namespace

Source::Source(std::string name, std::unique_ptr<Input> input)
    : name_(std::move(name)), input_(std::move(input)), buffer_(first_buffer_size) {}

base::Result<std::optional<SourceLine>> Source::next() {
    while (!failure_) {
        const char* unread = buffer_.data() + begin_;
        const auto* line_end = static_cast<const char*>(std::memchr(unread, '\n', end_ - begin_));
        if (line_end) return hand_out(static_cast<std::size_t>(line_end - unread), 1);
        if (end_ - begin_ > longest_line + 1) return hand_out(end_ - begin_, 0);
        if (at_end_ && begin_ == end_) return std::optional<SourceLine>();
        if (at_end_) return hand_out(end_ - begin_, 0);
        if (auto filled = fill(); !filled) return std::move(filled.error());
    }
    return *failure_;
}

base::Result<void> Source::seek(SourcePlace place) {
    begin_ = end_ = plain_end_ = 0;
    at_end_ = false;
    failure_.reset();
    number_ = place.lines;
    offset_ = place.offset;
    if (auto sought = input_->seek(place.offset); !sought)
        return fail("cannot be read: " + sought.error().what);
    return {};
}

base::Result<SourcePlace> Source::place_at(std::uint64_t offset) {
    if (auto sought = input_->seek(0); !sought) return std::move(sought.error());
    SourcePlace place{.offset = offset};
    for (std::uint64_t left = offset; left > 0;) {
        const auto room = std::min<std::uint64_t>(left, buffer_.size());
        const auto count = input_->read(std::span(buffer_).first(room));
        if (!count) return base::Error{name_ + ": cannot be read: " + count.error().what};
        if (*count == 0) break;
        const auto end = buffer_.begin() + static_cast<std::ptrdiff_t>(*count);
        place.lines += static_cast<std::uint64_t>(std::count(buffer_.begin(), end, '\n'));
        left -= *count;
    }
    return place;
}

base::Result<void> Source::fill() {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_),
              buffer_.begin());
    end_ -= begin_;
    plain_end_ = plain_end_ > begin_ ? plain_end_ - begin_ : 0;
    begin_ = 0;
    if (end_ == buffer_.size()) buffer_.resize(2 * end_);  // a long line; next() bounds it
    auto count = input_->read(std::span(buffer_).subspan(end_));
    if (!count) return fail("cannot be read: " + count.error().what);
    const bool was_plain = plain_end_ == end_;
    end_ += *count;
    if (was_plain) note_plain_text(plain_end_);
    at_end_ = *count == 0;
    return {};
}

base::Result<std::optional<SourceLine>> Source::hand_out(std::size_t length, std::size_t line_end) {
    ++number_;
    SourceLine line{.text = {buffer_.data() + begin_, length},
                    .number = number_,
                    .begin = offset_,
                    .end = offset_ + length + line_end};
    while (line.text.ends_with('\r')) line.text.remove_suffix(1);
    if (number_ == 1 && line.text.starts_with(byte_order_mark))
        line.text.remove_prefix(byte_order_mark.size());
    if (line.text.size() > longest_line)
        return fail("the line is longer than " + std::to_string(longest_line) +
                    " bytes: this is not a G-code file, or a damaged one");
    if (begin_ + length > plain_end_ && !is_readable(line.text))
        return fail("not text: this is not a G-code file, or a damaged one");
    if (ends_lines_with_return(line.text, line.begin == 0 && line_end == 0))
        return fail("a line ends with CR alone; save the file with line ends LF or CRLF");
    begin_ += length + line_end;
    if (begin_ > plain_end_) note_plain_text(begin_);
    offset_ = line.end;
    return std::optional(line);
}

// Looks at many lines at once; those with other bytes in them are looked at one by one.
void Source::note_plain_text(std::size_t from) {
    const std::string_view unread(buffer_.data() + from, end_ - from);
    plain_end_ = from + base::ascii_text_length(unread);
}

base::Error Source::fail(std::string what) {
    failure_ = base::Error{std::move(what)}.within(number_ > 0 ? place() : name_);
    return *failure_;
}

double Source::progress() const {
    return size() == 0 ? 0.0
                       : std::min(1.0, static_cast<double>(offset_) / static_cast<double>(size()));
}

std::string Source::place() const {
    return name_ + ":" + std::to_string(number_);
}

base::Result<Source> open_source(const std::string& path) {
    auto input = open_file(path);
    if (!input) return std::move(input.error());
    return Source(path, std::move(*input));
}

}  // namespace escapement::gcode
