// Reads ahead of nothing: one line each time one is wanted.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/streamed_file.hpp"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>
#include <vector>

#include "base/decimal.hpp"
#include "base/text.hpp"
#include "client/gcode_words.hpp"

namespace escapement::client {

namespace {

constexpr std::streamoff estimate_window = 64 << 10;  // bytes at both ends of a file

// Without comment, line number and checksum.
std::string_view bare(std::string_view text) {
    text = base::trim(text.substr(0, text.find(';')));
    const bool numbered = text.size() > 1 && (text[0] == 'N' || text[0] == 'n') &&
                          std::isdigit(static_cast<unsigned char>(text[1]));
    if (!numbered) return text;
    text = base::trim(text.substr(0, text.rfind('*')));
    const auto blank = text.find(' ');
    return blank == std::string_view::npos ? std::string_view() : base::trim(text.substr(blank));
}

std::string read_part(std::ifstream& file, std::uint64_t from, std::uint64_t to) {
    std::string text(static_cast<std::size_t>(to - from), '\0');
    file.clear();
    file.seekg(static_cast<std::streamoff>(from));
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    return text;
}

// Binary G-code, pictures, archives: a printer would be told garbage.
bool has_zero_byte(std::ifstream& file) {
    std::vector<char> part(estimate_window);
    while (file) {
        file.read(part.data(), static_cast<std::streamsize>(part.size()));
        if (std::memchr(part.data(), 0, static_cast<std::size_t>(file.gcount()))) return true;
    }
    return false;
}

double find_estimate_s(const std::string& text) {
    if (const auto at = text.find(";TIME:"); at != std::string::npos)
        return std::max(base::leading_decimal(std::string_view(text).substr(at + 6)).value, 0.0);
    constexpr std::string_view key = "estimated printing time";
    const auto at = text.find(key);
    if (at == std::string::npos) return 0.0;
    const auto line = std::string_view(text).substr(at, text.find('\n', at) - at);
    const auto sign = line.find('=');
    return sign == std::string_view::npos ? 0.0 : slicer_duration_s(line.substr(sign + 1));
}

}  // namespace

double slicer_duration_s(std::string_view text) {
    double seconds = 0.0;
    while (!text.empty()) {
        const auto digit = text.find_first_of("0123456789");
        if (digit == std::string_view::npos) break;
        text.remove_prefix(digit);
        const auto number = base::leading_decimal(text);
        if (number.length == 0 || number.length >= text.size()) break;
        const char unit = text[number.length];
        const double factor = unit == 'd'   ? 86400
                              : unit == 'h' ? 3600
                              : unit == 'm' ? 60
                              : unit == 's' ? 1
                                            : 0;
        seconds += number.value * factor;
        text.remove_prefix(number.length);
    }
    return seconds;
}

base::Result<StreamedFile> StreamedFile::open(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return base::Error{path + ": cannot be read: " + std::strerror(errno)};
    std::error_code unknown;
    if (!std::filesystem::is_regular_file(path, unknown))
        return base::Error{path + ": is no file with lines of G-code"};
    if (has_zero_byte(stream))
        return base::Error{path + ": is no text (it has a zero byte), so no lines of G-code"};
    stream.clear();
    StreamedFile file(std::move(stream));
    file.file_.seekg(0, std::ios::end);
    const auto end = static_cast<std::streamoff>(file.file_.tellg());
    if (end <= 0) return base::Error{path + ": is empty"};
    file.total_ = static_cast<std::uint64_t>(end);
    const auto window = std::min(file.total_, static_cast<std::uint64_t>(estimate_window));
    file.estimate_s_ = find_estimate_s(read_part(file.file_, 0, window));
    if (file.estimate_s_ <= 0.0)
        file.estimate_s_ =
            find_estimate_s(read_part(file.file_, file.total_ - window, file.total_));
    file.file_.clear();
    file.file_.seekg(0);
    return file;
}

std::optional<std::string> StreamedFile::next() {
    for (std::string text; std::getline(file_, text);) {
        done_ = std::min(done_ + text.size() + 1, total_);
        std::string line(bare(text).substr(0, max_line));
        if (line.empty() || is_command(line, "M110")) continue;
        note(line);
        return line;
    }
    done_ = total_;
    return std::nullopt;
}

void StreamedFile::note(const std::string& line) {
    if (is_command(line, "G28")) homed_ = true;
    if (is_command(line, "G90")) absolute_ = absolute_extrusion_ = true;
    if (is_command(line, "G91")) absolute_ = absolute_extrusion_ = false;
    if (is_command(line, "M82")) absolute_extrusion_ = true;
    if (is_command(line, "M83")) absolute_extrusion_ = false;
    if (is_command(line, "G0") || is_command(line, "G1"))
        if (const auto feed = word_of(line, 'F')) feed_ = feed;
    if (!is_command(line, "M73")) return;
    if (const auto minutes = word_of(line, 'R')) told_left_s_ = 60.0 * *minutes;
}

}  // namespace escapement::client
