// A board's dictionary made ready for use: looking up, encoding and decoding by text.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/codebook.hpp"

#include <array>
#include <utility>

#include "base/assert.hpp"
#include "base/names.hpp"
#include "base/text.hpp"
#include "wire/frame.hpp"

namespace escapement::wire {

namespace {

using base::Error;
using base::Result;

}  // namespace

const FieldValue* DecodedMessage::find(std::string_view field) const {
    for (std::size_t i = 0; i < values.size(); ++i)
        if (format->fields()[i].name == field) return &values[i];
    return nullptr;
}

std::string DecodedMessage::print() const {
    return format->print(values);
}

Codebook::Codebook(Dictionary dictionary)
    : dictionary_(std::make_unique<const Dictionary>(std::move(dictionary))) {}

Result<Codebook> Codebook::make(Dictionary dictionary) {
    Codebook book(std::move(dictionary));
    const Dictionary& source = *book.dictionary_;
    for (const auto* messages : {&source.commands, &source.responses, &source.output})
        if (auto done = book.add(*messages, messages == &source.output); !done)
            return std::move(done.error()).within("dictionary");
    return book;
}

Result<void> Codebook::add(const std::vector<DictionaryMessage>& messages, bool is_output) {
    for (const DictionaryMessage& message : messages) {
        auto format = is_output ? MessageFormat::parse_output(message.format)
                                : MessageFormat::parse(message.format);
        if (!format) return std::move(format.error());
        format->use(dictionary_->enumerations);
        if (!is_output) ids_.emplace(format->name(), message.id);
        if (!formats_.emplace(message.id, *std::move(format)).second)
            return Error{"'" + message.format + "': its identifier " + std::to_string(message.id) +
                         " is taken"};
    }
    return {};
}

const MessageFormat* Codebook::find(std::string_view name) const {
    const auto found = ids_.find(name);
    return found == ids_.end() ? nullptr : find(found->second);
}

const MessageFormat* Codebook::find(MessageId id) const {
    const auto found = formats_.find(id);
    return found == formats_.end() ? nullptr : &found->second;
}

Result<std::vector<std::uint8_t>> Codebook::encode(std::string_view text) const {
    text = base::trim(text);
    const auto name = text.substr(0, text.find_first_of(" \t"));
    const auto found = ids_.find(name);
    if (found == ids_.end()) {
        std::vector<std::string> known;
        for (const auto& [other, id] : ids_) known.push_back(other);
        return Error{"the board has no message '" + std::string(name) + "'" +
                     base::did_you_mean(name, known)};
    }
    const MessageFormat& format = *find(found->second);
    auto values = format.parse_arguments(text.substr(name.size()));
    if (!values) return std::move(values.error());
    std::array<std::uint8_t, max_payload_size> buffer;
    Writer out(buffer);
    out.put_int(static_cast<std::uint32_t>(std::int32_t{found->second}));
    if (auto done = format.encode(*values, out); !done) return std::move(done.error());
    return std::vector<std::uint8_t>(out.bytes().begin(), out.bytes().end());
}

Result<DecodedMessage> Codebook::decode(Reader& in) const {
    const MessageId id = take_id(in);
    if (!in.ok()) return Error{"the payload ends within the identifier of a message"};
    const MessageFormat* format = find(id);
    if (!format) return Error{"there is no message with identifier " + std::to_string(id)};
    auto values = format->decode(in);
    if (!values) return std::move(values.error());
    return DecodedMessage{id, format, *std::move(values)};
}

Result<std::vector<DecodedMessage>> Codebook::decode_all(Bytes payload) const {
    std::vector<DecodedMessage> messages;
    Reader in(payload);
    while (!in.at_end()) {
        auto message = decode(in);
        if (!message) return std::move(message.error());
        messages.push_back(*std::move(message));
    }
    return messages;
}

}  // namespace escapement::wire
