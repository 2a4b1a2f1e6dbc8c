// The data dictionary: lookups, and reading and writing its compressed form.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/dictionary.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "wire/deflate.hpp"
#include "wire/dictionary_json.hpp"

namespace escapement::wire {

namespace {

using base::Error;
using base::Result;

const DictionaryMessage* find(const std::vector<DictionaryMessage>& messages,
                              std::string_view name) {
    for (const DictionaryMessage& message : messages)
        if (message.name() == name) return &message;
    return nullptr;
}

Result<MessageId> id_of(const DictionaryMessage* found, std::string_view format) {
    const auto name = format.substr(0, format.find(' '));
    if (!found) return Error{"the board does not know '" + std::string(name) + "'"};
    if (found->format != format)
        return Error{"the board's '" + found->format + "' is not our '" + std::string(format) +
                     "': its firmware is of another version"};
    return found->id;
}

// Compressed data begin with neither of the two.
bool looks_like_json(Bytes bytes) {
    const auto first = std::find_if_not(bytes.begin(), bytes.end(), [](std::uint8_t c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    });
    return first != bytes.end() && (*first == '{' || *first == '[');
}

Result<std::string> plain_text(Bytes bytes) {
    if (!looks_like_json(bytes)) return decompress(bytes, max_dictionary_size);
    if (bytes.size() > max_dictionary_size)
        return Error{"is larger than " + std::to_string(max_dictionary_size) + " bytes"};
    return std::string(bytes.begin(), bytes.end());
}

}  // namespace

std::string_view DictionaryMessage::name() const {
    return std::string_view(format).substr(0, format.find(' '));
}

const DictionaryMessage* Dictionary::command(std::string_view name) const {
    return find(commands, name);
}

const DictionaryMessage* Dictionary::response(std::string_view name) const {
    return find(responses, name);
}

const Enumeration* Dictionary::enumeration(std::string_view name) const {
    const auto found = enumerations.find(name);
    return found == enumerations.end() ? nullptr : &found->second;
}

std::optional<double> Dictionary::number(std::string_view name) const {
    const auto found = config.find(name);
    if (found == config.end()) return std::nullopt;
    if (auto whole = std::get_if<std::int64_t>(&found->second)) return static_cast<double>(*whole);
    if (auto number = std::get_if<double>(&found->second)) return *number;
    return base::parse_number(*std::get_if<std::string>(&found->second));
}

std::optional<std::string_view> Dictionary::text(std::string_view name) const {
    const auto found = config.find(name);
    if (found == config.end()) return std::nullopt;
    if (auto text = std::get_if<std::string>(&found->second)) return *text;
    return std::nullopt;
}

Result<MessageId> command_id(const Dictionary& dictionary, std::string_view format) {
    return id_of(dictionary.command(format.substr(0, format.find(' '))), format);
}

Result<MessageId> response_id(const Dictionary& dictionary, std::string_view format) {
    return id_of(dictionary.response(format.substr(0, format.find(' '))), format);
}

Result<Dictionary> read_dictionary(Bytes bytes) {
    auto text = plain_text(bytes);
    if (!text) return std::move(text.error()).within("dictionary");
    auto dictionary = from_json(*text);
    if (!dictionary) return std::move(dictionary.error()).within("dictionary");
    return dictionary;
}

std::vector<std::uint8_t> write_dictionary(const Dictionary& dictionary) {
    return compress(to_json(dictionary));
}

}  // namespace escapement::wire
