// Long lines of words, broken at a width.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/wrap.hpp"

#include <algorithm>

#include "template/text.hpp"

namespace escapement::templates {
namespace {

bool is_wrap_letter(char32_t character) {
    return character == U'_' || is_letter(character);
}
bool is_wrap_word(char32_t character) {
    return is_wrap_letter(character) || is_digit(character);
}

bool is_blank_at(std::string_view text) {
    return is_blank(code_point(first_character(text)));
}

// Whether a word may be broken behind the dash at `at`: two word characters stand on each side,
// and the one before the dash is a letter.
bool breaks_behind(std::string_view word, std::size_t at) {
    if (at < 2 || at + 2 >= word.size()) return false;
    const auto before = last_character(word.substr(0, at));
    if (before.size() >= at || !is_wrap_letter(code_point(before))) return false;
    if (!is_wrap_word(code_point(last_character(word.substr(0, at - before.size()))))) return false;
    std::string_view rest = word.substr(at + 1);
    for (std::size_t count = 0; !rest.empty(); ++count) {
        const char32_t character = code_point(first_character(rest));
        if (!is_wrap_word(character)) return false;
        if (count > 0 && is_wrap_letter(character)) return true;
        rest.remove_prefix(first_character(rest).size());
    }
    return false;
}

void add_word(std::vector<std::string_view>& chunks, std::string_view word, bool at_hyphens) {
    std::size_t begin = 0;
    for (std::size_t at = 0; at_hyphens && at < word.size(); ++at) {
        if (word[at] != '-' || !breaks_behind(word.substr(begin), at - begin)) continue;
        chunks.push_back(word.substr(begin, at + 1 - begin));
        begin = at + 1;
    }
    chunks.push_back(word.substr(begin));
}

// Runs of blanks, words, and parts of words.
std::vector<std::string_view> chunks_of(std::string_view text, bool at_hyphens) {
    std::vector<std::string_view> chunks;
    while (!text.empty()) {
        const bool blank = is_blank_at(text);
        std::size_t end = 0;
        while (end < text.size() && is_blank_at(text.substr(end)) == blank)
            end += first_character(text.substr(end)).size();
        if (blank)
            chunks.push_back(text.substr(0, end));
        else
            add_word(chunks, text.substr(0, end), at_hyphens);
        text.remove_prefix(end);
    }
    std::reverse(chunks.begin(), chunks.end());
    return chunks;
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, const Wrapping& how) {
    std::vector<std::string> lines;
    auto chunks = chunks_of(text, how.break_on_hyphens);  // the next one is the last
    while (!chunks.empty()) {
        if (!lines.empty() && is_blank_at(chunks.back())) chunks.pop_back();
        std::vector<std::string_view> line;
        std::size_t size = 0;
        while (!chunks.empty() && size + count_characters(chunks.back()) <= how.width) {
            size += count_characters(chunks.back());
            line.push_back(chunks.back());
            chunks.pop_back();
        }
        if (!chunks.empty() && count_characters(chunks.back()) > how.width) {
            std::string_view& next = chunks.back();
            const auto room = how.break_long_words ? byte_of(next, how.width - size) : next.size();
            if (how.break_long_words || line.empty()) {
                line.push_back(next.substr(0, room));
                next.remove_prefix(room);
                if (next.empty()) chunks.pop_back();
            }
        }
        if (!line.empty() && is_blank_at(line.back())) line.pop_back();
        std::string joined;
        for (const auto part : line) joined += part;
        if (!line.empty()) lines.push_back(joined);
    }
    return lines;
}

}  // namespace escapement::templates
