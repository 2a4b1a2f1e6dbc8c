// The dialect line by line: comments, headers, options and their continuation lines.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/parser.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/plain_text.hpp"
#include "base/text.hpp"

namespace escapement::config {
namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";

bool is_blank(char c) {
    return blanks.find(c) != std::string_view::npos;
}

// A '#' begins a comment wherever it stands.
std::string_view before_hash(std::string_view line) {
    return line.substr(0, line.find('#'));
}

// A ';' begins a comment at the start of a line and after a blank; "a;b" is a value.
std::size_t semicolon_comment(std::string_view line) {
    auto at = line.find(';');
    while (at != std::string_view::npos && at > 0 && !is_blank(line[at - 1]))
        at = line.find(';', at + 1);
    return at;
}

// Blanks that are no ASCII, such as the no-break space that comes with texts from the web; Python
// takes them off as well.
std::string_view without_wide_blanks(std::string_view text) {
    constexpr std::array<std::string_view, 5> wide{
        "\u00a0", "\u2003", "\u2009", "\u202f", "\u3000"};
    for (bool found = true; found;) {
        found = false;
        for (const auto blank : wide) {
            if (text.starts_with(blank))
                text.remove_prefix(blank.size());
            else if (text.ends_with(blank))
                text.remove_suffix(blank.size());
            else
                continue;
            text = base::trim(text);
            found = true;
        }
    }
    return text;
}

}  // namespace

std::optional<std::string> Parser::take(std::string_view line, int number) {
    line_ = number;
    if (const auto hash = line.find('#'); hash != line.npos && hash > 0 && line[hash - 1] == '{')
        report(reading_.notes,
               {here(), "a '#' begins a comment, also behind '{': write '# ...' only"});
    line_text_ = line = before_hash(line);
    const auto comment = semicolon_comment(line);
    const auto text = base::trim(line.substr(0, comment));
    if (text.empty()) {
        if (comment == std::string_view::npos) extend_option("");
        return std::nullopt;
    }
    if (!base::is_plain_text(text)) {
        error("is not UTF-8 text: " + quote(text));
        return std::nullopt;
    }
    const auto indent = line.find_first_not_of(blanks);
    if (option_ && indent > indent_) {
        extend_option(text);
        return std::nullopt;
    }
    indent_ = indent;
    return start(text);
}

std::optional<std::string> Parser::start(std::string_view text) {
    close_option();
    if (text.starts_with('[')) return start_section(text);
    if (section_)
        start_option(text);
    else
        error("expected a [section] before the first option, found " + quote(text));
    return std::nullopt;
}

std::optional<std::string> Parser::start_section(std::string_view text) {
    const auto end = text.rfind(']');
    const auto name = base::trim(text.substr(1, end == std::string_view::npos ? end : end - 1));
    section_.reset();
    if (end != std::string_view::npos && end + 1 != text.size())
        report(reading_.notes,
               {here(),
                "the text " + quote(text.substr(end + 1)) +
                    " after the section header is ignored; remove it"});
    if (end == std::string_view::npos) {
        error("the section header " + quote(text) + " lacks its ']'");
    } else if (name.empty() || name == "include") {
        error(name.empty() ? "the section header lacks a name"
                           : "[include] lacks the name of a file");
    } else if (const auto path = base::trim(name.substr(name.find_first_of(blanks) + 1));
               name.starts_with("include") && is_blank(name[7])) {
        return std::string(path);
    } else if (reading_.document.sections().size() >= Limits::sections &&
               !reading_.document.find(name)) {
        error("more than " + std::to_string(Limits::sections) + " sections");
    } else {
        section_ = name;
        section_place_ = here();
        reading_.document.open(name, here());
        return std::nullopt;
    }
    section_ = "";  // the header was reported: what follows belongs to it, not to the one before
    return std::nullopt;
}

void Parser::start_option(std::string_view text) {
    const auto separator = text.find_first_of(":=");
    if (separator == std::string_view::npos)
        return error("expected 'option: value' or '[section]', found " + quote(text));
    const auto key = base::trim(text.substr(0, separator));
    if (key.empty()) return error("expected 'option: value', found " + quote(text));
    const auto value = without_wide_blanks(base::trim(text.substr(separator + 1)));
    option_ = Option{.key = base::lower_case(key),
                     .value = std::string(value),
                     .place = here(),
                     .last_line = line_,
                     .lines = {start_of(value)},
                     .saved = saved_};
}

void Parser::extend_option(std::string_view text) {
    if (!option_) return;
    option_->value.append("\n").append(text);
    option_->lines.push_back(start_of(text));
    if (!text.empty()) option_->last_line = line_;
}

// `text` is a part of the line that was taken last, or nothing.
LineStart Parser::start_of(std::string_view text) const {
    return {line_, text.empty() ? 1 : static_cast<int>(text.data() - line_text_.data()) + 1};
}

void Parser::close_option() {
    if (!option_) return;
    auto& value = option_->value;
    value.erase(value.find_last_not_of('\n') + 1);
    option_->lines.resize(1 +
                          static_cast<std::size_t>(std::count(value.begin(), value.end(), '\n')));
    if (!section_->empty()) store(reading_.document.open(*section_, section_place_));
    option_.reset();
}

void Parser::store(Section& section) {
    for (Option& before : section.options)
        if (before.key == option_->key) return replace(section, before);
    if (section.options.size() >= Limits::options_per_section)
        return error("[" + section.name + "] has more than " +
                     std::to_string(Limits::options_per_section) + " options");
    section.options.push_back(std::move(*option_));
}

void Parser::replace(const Section& section, Option& before) {
    const auto name = "[" + section.name + "] " + before.key;
    if (saved_ && !before.saved)
        return report(reading_.notes,
                      {option_->place,
                       "the saved value of " + name + " is not used: " + before.place.text() +
                           " gives the option already"});
    const bool same_file = before.place.file == option_->place.file;
    if (same_file && before.place.line != option_->place.line)
        report(reading_.notes,
               {option_->place,
                name + " is given twice, here and at " + before.place.text() +
                    "; this one counts: remove the other, or name its section as was meant"});
    before = std::move(*option_);
}

void Parser::error(std::string what) {
    report(reading_.errors, {here(), std::move(what)});
}

}  // namespace escapement::config
