// Produces the dictionary of a board from the declarations that it is built of.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/dictionary_builder.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "wire/format.hpp"

namespace escapement::wire {

namespace {

bool has_id(const std::vector<DictionaryMessage>& messages, MessageId id) {
    return std::any_of(messages.begin(), messages.end(), [&](const DictionaryMessage& message) {
        return message.id == id;
    });
}

bool has_id(const Dictionary& dictionary, MessageId id) {
    return has_id(dictionary.commands, id) || has_id(dictionary.responses, id) ||
           has_id(dictionary.output, id);
}

// Keeps the messages in order.
void insert(std::vector<DictionaryMessage>& messages, MessageId id, std::string_view format) {
    const auto place = std::find_if(
        messages.begin(), messages.end(), [&](const auto& message) { return message.id > id; });
    messages.insert(place, {id, std::string(format)});
}

}  // namespace

void DictionaryBuilder::command(MessageId id, std::string_view format) {
    ASSERT(!has_id(dictionary_, id));
    ASSERT(MessageFormat::parse(format));
    insert(dictionary_.commands, id, format);
}

void DictionaryBuilder::response(MessageId id, std::string_view format) {
    ASSERT(!has_id(dictionary_, id));
    ASSERT(MessageFormat::parse(format));
    insert(dictionary_.responses, id, format);
}

void DictionaryBuilder::output(MessageId id, std::string_view format) {
    ASSERT(!has_id(dictionary_, id));
    ASSERT(MessageFormat::parse_output(format));
    insert(dictionary_.output, id, format);
}

void DictionaryBuilder::about(std::string_view app,
                              std::string_view version,
                              std::string_view build_versions) {
    dictionary_.app = app;
    dictionary_.version = version;
    dictionary_.build_versions = build_versions;
    dictionary_.license = "GNU GPLv3";
}

void DictionaryBuilder::constant(std::string_view name, std::int64_t value) {
    dictionary_.config.insert_or_assign(std::string(name), value);
}

void DictionaryBuilder::constant(std::string_view name, std::string_view value) {
    dictionary_.config.insert_or_assign(std::string(name), std::string(value));
}

void DictionaryBuilder::name(std::string_view enumeration,
                             std::string_view name,
                             std::int64_t value) {
    ASSERT(dictionary_.enumerations[std::string(enumeration)].add(std::string(name), value));
}

void DictionaryBuilder::names(std::string_view enumeration,
                              std::string_view first,
                              std::int64_t value,
                              std::int64_t count) {
    Enumeration& target = dictionary_.enumerations[std::string(enumeration)];
    ASSERT(target.add_range(std::string(first), value, count));
}

void DictionaryBuilder::static_string(std::uint16_t id, std::string_view text) {
    name("static_string_id", text, id);
}

Dictionary DictionaryBuilder::build() const {
    return dictionary_;
}

}  // namespace escapement::wire
