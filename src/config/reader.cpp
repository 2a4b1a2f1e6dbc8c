// Follows includes and separates the block that SAVE_CONFIG writes from the rest.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/reader.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include "base/names.hpp"
#include "base/text.hpp"
#include "config/parser.hpp"
#include "config/references.hpp"

namespace escapement::config {
namespace {

constexpr std::string_view saved_prefix = "#*#";

std::string_view without_byte_order_mark(std::string_view content) {
    constexpr std::string_view mark = "\xef\xbb\xbf";
    return content.starts_with(mark) ? content.substr(mark.size()) : content;
}

std::vector<std::string_view> split_lines(std::string_view content) {
    std::vector<std::string_view> lines;
    while (!content.empty()) {
        const auto end = content.find('\n');
        lines.push_back(content.substr(0, end));
        content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
    }
    return lines;
}

bool is_saved_header(std::string_view line) {
    return line.starts_with("#*# <--") && line.find("SAVE_CONFIG") != std::string_view::npos;
}

bool has_pattern(const std::string& path) {
    return path.find_first_of("*?[") != std::string::npos;
}

// A pattern that matches only `path` itself, whatever characters it has.
std::string literal(std::string_view path) {
    std::string pattern;
    for (const char c : path)
        pattern += std::string_view("*?[").find(c) == std::string_view::npos
                       ? std::string(1, c)
                       : "[" + std::string(1, c) + "]";
    return pattern;
}

class Reader {
  public:
    Reader(const Files& files, Reading& reading) : files_(files), reading_(reading) {}

    // Reads one file and all below it; `from` is where it was asked for.
    void read(const std::string& path, const Place& from);

  private:
    bool admit(const std::string& path, const Place& from);
    void parse(const std::string& path, std::string_view content);
    void parse_written(const std::string& path, const std::vector<std::string_view>& lines);
    void parse_saved(const std::string& path, std::vector<std::string_view> lines, int first);
    void include(const std::string& pattern, const Place& from);
    std::string near_misses(const std::filesystem::path& path) const;
    void error(const Place& place, std::string what) {
        report(reading_.errors, {place, std::move(what)});
    }

    const Files& files_;
    Reading& reading_;
    std::vector<std::string> open_;  // the chain of files being read, normalised
    std::size_t total_bytes_ = 0;
};

void Reader::read(const std::string& path, const Place& from) {
    if (!admit(path, from)) return;
    const auto content = files_.read(path);
    if (!content)
        return error(
            from, "cannot read " + quote(path) + ": " + content.error().what + near_misses(path));
    total_bytes_ += content->size();
    reading_.files.push_back(path);
    open_.push_back(std::filesystem::path(path).lexically_normal().string());
    parse(path, without_byte_order_mark(*content));
    open_.pop_back();
}

bool Reader::admit(const std::string& path, const Place& from) {
    const auto name = std::filesystem::path(path).lexically_normal().string();
    const bool loops = std::find(open_.begin(), open_.end(), name) != open_.end();
    if (loops)
        error(from,
              "includes " + quote(path) +
                  ", which is being read already: a file cannot "
                  "include itself");
    else if (open_.size() >= Limits::include_depth)
        error(from, "includes are nested deeper than " + std::to_string(Limits::include_depth));
    else if (reading_.files.size() >= Limits::files || total_bytes_ > Limits::total_bytes)
        error(from,
              "the configuration is too large: at most " + std::to_string(Limits::files) +
                  " files and " + std::to_string(Limits::total_bytes >> 20) + " MiB");
    else
        return true;
    return false;
}

void Reader::parse(const std::string& path, std::string_view content) {
    auto lines = split_lines(content);
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (lines[i].find('\0') != std::string_view::npos)
            return error({path, static_cast<int>(i) + 1},
                         "has a NUL byte: this is not a text file");
    if (open_.size() > 1) return parse_written(path, lines);
    const auto header = std::find_if(lines.begin(), lines.end(), is_saved_header);
    const std::vector<std::string_view> saved(header, lines.end());
    lines.erase(header, lines.end());
    const auto stray = std::find_if(
        lines.begin(), lines.end(), [](std::string_view line) { return line.starts_with("#*# "); });
    if (stray != lines.end())
        error({path, static_cast<int>(stray - lines.begin()) + 1},
              "a line of the saved block stands outside of it; the block begins with '#*# <---' "
              "and ends the file");
    parse_written(path, lines);
    parse_saved(path, saved, static_cast<int>(lines.size()) + 1);
}

void Reader::parse_written(const std::string& path, const std::vector<std::string_view>& lines) {
    Parser parser(reading_, path, Parser::Origin::written);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        if (const auto pattern = parser.take(lines[i], number)) include(*pattern, {path, number});
    }
    parser.finish();
}

// After its header, each line of the block is a line of configuration behind "#*# ".
void Reader::parse_saved(const std::string& path, std::vector<std::string_view> lines, int first) {
    Parser parser(reading_, path, Parser::Origin::saved);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Place place{path, first + static_cast<int>(i)};
        const auto line = lines[i];
        const bool is_notice = line.starts_with("#*# DO NOT EDIT");
        if (base::trim(line).empty() || is_notice || i == 0) continue;
        if (!line.starts_with(saved_prefix)) {
            error(place, "text below the saved block: move it above the line '#*# <---'");
        } else if (is_saved_header(line)) {
            error(place, "a second saved block: keep only one, at the end of the file");
        } else if (const auto text = line.substr(saved_prefix.size());
                   const auto pattern =
                       parser.take(text.substr(text.starts_with(' ')), place.line)) {
            error(place, "the saved block cannot include files");
        }
    }
    parser.finish();
}

void Reader::include(const std::string& pattern, const Place& from) {
    const auto folder = std::filesystem::path(from.file).parent_path();
    if (!has_pattern(pattern)) return read((folder / pattern).string(), from);
    const auto found =
        files_.match((std::filesystem::path(literal(folder.string())) / pattern).string());
    if (found.empty())
        report(reading_.notes, {from, "no file matches " + quote(pattern) + ", nothing included"});
    for (const auto& path : found) read(path, from);
}

std::string Reader::near_misses(const std::filesystem::path& path) const {
    const auto folder = literal(path.parent_path().string());
    const auto there = files_.match((std::filesystem::path(folder) / "*").string());
    // What is there, but is not a file, has been named right.
    if (std::find(there.begin(), there.end(), path.string()) != there.end()) return {};
    return base::did_you_mean(path.string(), there);
}

}  // namespace

Reading read_config(const std::string& path, const Files& files) {
    Reading reading;
    reading.document = Document(path);
    Reader(files, reading).read(path, Place{path, 0});
    resolve_references(reading);
    return reading;
}

}  // namespace escapement::config
