// Messages known only at run time: from format text to fields, from fields to bytes and print.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/format.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/assert.hpp"
#include "base/names.hpp"
#include "base/text.hpp"

namespace escapement::wire {

namespace {

using base::Error;
using base::Result;

constexpr std::array<std::pair<std::string_view, FieldKind>, 8> kinds{{
    {"%c", FieldKind::u8},
    {"%hu", FieldKind::u16},
    {"%hi", FieldKind::i16},
    {"%u", FieldKind::u32},
    {"%i", FieldKind::i32},
    {"%s", FieldKind::text},
    {"%*s", FieldKind::buffer},
    {"%.*s", FieldKind::constant_buffer},
}};

Error unknown_kind(std::string_view text, std::string_view letters) {
    return {base::in_quotes(text) + ": unknown field type " + base::in_quotes(letters) +
            " (known are %c %hu %hi %u %i %s %*s %.*s)"};
}

bool is_word(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_';
    });
}

Result<FormatField> parse_field(std::string_view text, std::string_view word) {
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos || !is_word(word.substr(0, equals)))
        return Error{base::in_quotes(text) + ": expected name=%type, not " + base::in_quotes(word)};
    const auto letters = word.substr(equals + 1);
    for (const auto& [known, kind] : kinds)
        if (letters == known) return FormatField{std::string(word.substr(0, equals)), kind};
    return unknown_kind(text, letters);
}

const FormatField* find_field(const std::vector<FormatField>& fields, std::string_view name) {
    const auto found = std::find_if(
        fields.begin(), fields.end(), [&](const FormatField& field) { return field.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

// The conversion at the front of `text`, or nothing.
std::optional<std::pair<std::string_view, FieldKind>> conversion_at(std::string_view text) {
    for (const auto& known : kinds)
        if (text.starts_with(known.first)) return known;
    return std::nullopt;
}

// Whether `field` takes its values from the enumeration `name`: "step_pin" from "pin".
bool takes_names_from(std::string_view field, std::string_view name) {
    if (field == name) return true;
    return field.size() > name.size() && field.ends_with(name) &&
           field[field.size() - name.size() - 1] == '_';
}

std::vector<std::string_view> split_blanks(std::string_view text) {
    std::vector<std::string_view> words;
    while (true) {
        const std::size_t begin = text.find_first_not_of(' ');
        if (begin == std::string_view::npos) return words;
        text.remove_prefix(begin);
        words.push_back(text.substr(0, text.find(' ')));
        text.remove_prefix(words.back().size());
    }
}

}  // namespace

Result<MessageFormat> MessageFormat::parse(std::string_view text) {
    const auto words = split_blanks(text);
    if (words.empty() || !is_word(words[0]) || !text.starts_with(words[0]))
        return Error{base::in_quotes(text) + ": does not begin with the name of a message"};
    MessageFormat format(text);
    for (std::size_t i = 1; i < words.size(); ++i) {
        auto field = parse_field(text, words[i]);
        if (!field) return std::move(field.error());
        if (find_field(format.fields_, field->name))
            return Error{base::in_quotes(text) + ": there are two fields " +
                         base::in_quotes(field->name)};
        format.fields_.push_back(*std::move(field));
    }
    return format;
}

Result<MessageFormat> MessageFormat::parse_output(std::string_view text) {
    MessageFormat format(text);
    format.is_output_ = true;
    for (std::size_t at = text.find('%'); at < text.size(); at = text.find('%', at)) {
        if (text.substr(at).starts_with("%%")) {
            at += 2;
            continue;
        }
        const auto conversion = conversion_at(text.substr(at));
        if (!conversion) return unknown_kind(text, text.substr(at, 2));
        std::string name = "value " + std::to_string(format.fields_.size() + 1);
        format.fields_.push_back({std::move(name), conversion->second});
        at += conversion->first.size();
    }
    return format;
}

void MessageFormat::use(const std::map<std::string, Enumeration, std::less<>>& enumerations) {
    for (FormatField& field : fields_) {
        std::size_t longest = 0;
        for (const auto& [name, enumeration] : enumerations) {
            if (is_output_ || !is_integer(field.kind) || name.size() <= longest) continue;
            if (!takes_names_from(field.name, name)) continue;
            field.names = &enumeration;
            longest = name.size();
        }
    }
}

std::string_view MessageFormat::name() const {
    if (is_output_) return "#output";
    return std::string_view(text_).substr(0, text_.find(' '));
}

Result<void> MessageFormat::encode(const std::vector<FieldValue>& values, Writer& out) const {
    if (values.size() != fields_.size())
        return Error{std::string(name()) + ": has " + std::to_string(fields_.size()) +
                     " fields, not " + std::to_string(values.size())};
    const std::size_t start = out.size();
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        auto done = fields_[i].encode(values[i], out);
        if (done) continue;
        out.rewind(start);
        return std::move(done.error()).within(name());
    }
    if (out.fits()) return {};
    out.rewind(start);
    return Error{std::string(name()) + ": does not fit a message block"};
}

Result<std::vector<FieldValue>> MessageFormat::decode(Reader& in) const {
    std::vector<FieldValue> values;
    for (const FormatField& field : fields_) {
        auto value = field.decode(in);
        if (!value) return std::move(value.error()).within(name());
        values.push_back(*std::move(value));
    }
    return values;
}

Result<void> MessageFormat::fill(std::string_view argument,
                                 std::vector<FieldValue>& values,
                                 std::vector<bool>& given) const {
    const std::size_t equals = argument.find('=');
    if (equals == std::string_view::npos)
        return Error{"expected name=value, not " + base::in_quotes(argument)};
    const auto name = argument.substr(0, equals);
    const FormatField* field = find_field(fields_, name);
    if (!field) {
        std::vector<std::string> known;
        for (const FormatField& other : fields_) known.push_back(other.name);
        return Error{"there is no field " + base::in_quotes(name) +
                     base::did_you_mean(name, known)};
    }
    const auto index = static_cast<std::size_t>(field - fields_.data());
    if (given[index]) return Error{field->name + ": is given twice"};
    auto value = field->parse(argument.substr(equals + 1));
    if (!value) return std::move(value.error());
    values[index] = *std::move(value);
    given[index] = true;
    return {};
}

Result<std::vector<FieldValue>> MessageFormat::parse_arguments(std::string_view text) const {
    auto words = split_words(text);
    if (!words) return std::move(words.error()).within(name());
    std::vector<FieldValue> values(fields_.size());
    std::vector<bool> given(fields_.size());
    for (std::string_view word : *words)
        if (auto done = fill(word, values, given); !done)
            return std::move(done.error()).within(name());
    for (std::size_t i = 0; i < fields_.size(); ++i)
        if (!given[i]) return Error{std::string(name()) + ": " + fields_[i].name + ": is missing"};
    return values;
}

std::string MessageFormat::print(const std::vector<FieldValue>& values) const {
    ASSERT(values.size() == fields_.size());
    if (is_output_) return print_output(values);
    std::string text(name());
    for (std::size_t i = 0; i < fields_.size(); ++i)
        text += " " + fields_[i].name + "=" + fields_[i].print(values[i]);
    return text;
}

std::string MessageFormat::print_output(const std::vector<FieldValue>& values) const {
    std::string text;
    std::size_t next_value = 0;
    std::string_view rest = text_;
    while (!rest.empty()) {
        const auto conversion = conversion_at(rest);
        if (conversion) {
            text += fields_[next_value].print(values[next_value]);
            ++next_value;
        } else {
            text += rest.front();
        }
        rest.remove_prefix(conversion ? conversion->first.size() : rest.starts_with("%%") ? 2 : 1);
    }
    return text;
}

Result<std::vector<std::string_view>> split_words(std::string_view text) {
    std::vector<std::string_view> words;
    std::size_t begin = 0;
    bool within_quotes = false;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] == '"') within_quotes = !within_quotes;
        const bool blank = i == text.size() || text[i] == ' ' || text[i] == '\t';
        if (!blank || (within_quotes && i < text.size())) continue;
        if (i > begin) words.push_back(text.substr(begin, i - begin));
        begin = i + 1;
    }
    if (within_quotes) return Error{"a quotation mark is not closed"};
    return words;
}

}  // namespace escapement::wire
