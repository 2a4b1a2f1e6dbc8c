// Writing the block, and making room for its values above it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/saved_block.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "config/reader.hpp"

namespace escapement::config {
namespace {

constexpr std::string_view block_header =
    "#*# <---------------------- SAVE_CONFIG ---------------------->\n"
    "#*# DO NOT EDIT THIS BLOCK OR BELOW. The contents are auto-generated.\n"
    "#*#\n";
constexpr std::string_view block_begin = "#*# <--";
constexpr std::string_view at_the_end = " \t\r\n";  // of lines and texts, and of no account

template <class Pairs>
auto named(Pairs& pairs, std::string_view name) {
    return std::find_if(
        pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == name; });
}

std::string_view without_trailing_blanks(std::string_view text) {
    const auto last = text.find_last_not_of(at_the_end);
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

// "key = value", further lines indented, each behind the block's mark.
std::string option_lines(const std::string& key, std::string_view value) {
    std::string line = "#*# " + key + " = ", lines;
    while (true) {
        const auto end = value.find('\n');
        line += value.substr(0, end);
        lines.append(without_trailing_blanks(line)).append("\n");
        if (end == std::string_view::npos) return lines;
        value.remove_prefix(end + 1);
        line = "#*# \t";
    }
}

// The text up to the line where the block begins.
std::string_view above_block(std::string_view text) {
    for (std::size_t line = 0; line < text.size(); ++line) {
        if (text.substr(line).starts_with(block_begin)) return text.substr(0, line);
        line = std::min(text.find('\n', line), text.size());
    }
    return text;
}

// Goes over written lines and tells which belong to an option that the block has.
class Overlap {
  public:
    explicit Overlap(const SavedBlock& block) : block_(block) {}

    bool takes(std::string_view line) {
        const auto text = without_trailing_blanks(line.substr(0, line.find_first_of("#;")));
        if (text.empty()) return false;
        if (text.front() == ' ' || text.front() == '\t') return in_option_;
        in_option_ = false;
        if (text.front() == '[') {
            section_ = base::trim(text.substr(1, text.find(']') - 1));
            return false;
        }
        std::string key(base::trim(text.substr(0, text.find_first_of(":="))));
        for (char& c : key) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        return in_option_ = block_.has(section_, key);
    }

  private:
    const SavedBlock& block_;
    std::string section_;
    bool in_option_ = false;
};

// The disk, with one file as it is going to be.
class WithChange : public Files {
  public:
    WithChange(const Files& files, const std::string& path, const std::string& text)
        : files_(files), path_(path), text_(text) {}
    base::Result<std::string> read(const std::string& path) const override {
        return path == path_ ? text_ : files_.read(path);
    }
    std::vector<std::string> match(const std::string& pattern) const override {
        return files_.match(pattern);
    }

  private:
    const Files& files_;
    const std::string &path_, &text_;
};

// Everything in the block must come back from it.
base::Result<void> check(const Reading& reading, const SavedBlock& block) {
    if (!reading.errors.empty())
        return base::Error{reading.errors.front().text() + "; correct it, then save again"};
    for (const auto& [section, options] : block.sections())
        for (const auto& [key, value] : options) {
            const Section* found = reading.document.find(section);
            const Option* option = found ? found->find(key) : nullptr;
            if (option && option->saved) continue;
            return base::Error{"SAVE_CONFIG section '" + section + "' option '" + key +
                               "' conflicts with included value" +
                               (option ? " at " + option->place.text() : "") +
                               "; remove it there, then save again"};
        }
    return {};
}

}  // namespace

SavedBlock::SavedBlock(const Document& document) {
    for (const Section& section : document.sections())
        for (const Option& option : section.options)
            if (option.saved) set(section.name, option.key, option.value);
}

void SavedBlock::set(std::string_view section, std::string_view option, std::string value) {
    auto in = named(sections_, section);
    if (in == sections_.end()) in = sections_.insert(in, {std::string(section), {}});
    const auto found = named(in->second, option);
    if (found != in->second.end())
        found->second = std::move(value);
    else
        in->second.emplace_back(std::string(option), std::move(value));
}

bool SavedBlock::remove(std::string_view section) {
    const auto found = named(sections_, section);
    if (found == sections_.end()) return false;
    sections_.erase(found);
    return true;
}

bool SavedBlock::has(std::string_view section, std::string_view option) const {
    const auto found = named(sections_, section);
    return found != sections_.end() && named(found->second, option) != found->second.end();
}

std::string SavedBlock::text() const {
    std::string text(block_header);
    bool first = true;
    for (const auto& [section, options] : sections_) {
        if (!std::exchange(first, false)) text += "#*#\n";
        text += "#*# [" + section + "]\n";
        for (const auto& [key, value] : options) text += option_lines(key, value);
    }
    return text;
}

std::string with_block(std::string_view text, const SavedBlock& block) {
    std::string_view written = without_trailing_blanks(above_block(text));
    Overlap overlap(block);
    std::string out;
    while (!written.empty()) {
        const auto end = written.find('\n');
        const auto line = written.substr(0, end);
        out.append(overlap.takes(line) ? "#" : "").append(line).append("\n");
        written.remove_prefix(end == std::string_view::npos ? written.size() : end + 1);
    }
    if (!block.empty()) out.append(out.empty() ? "" : "\n").append(block.text());
    return out;
}

base::Result<void> save_block(const std::string& path,
                              const std::string& backup,
                              const SavedBlock& block,
                              ChangeableFiles& files) {
    const auto old = files.read(path);
    if (!old) return base::Error{"cannot read " + quote(path) + ": " + old.error().what};
    const std::string text = with_block(*old, block);
    if (auto checked = check(read_config(path, WithChange(files, path, text)), block); !checked)
        return checked;
    return files.replace(path, text, backup);
}

}  // namespace escapement::config
