// The data dictionary: what a board understands and says, as it tells the host about itself.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "wire/codec.hpp"
#include "wire/enumeration.hpp"
#include "wire/message.hpp"

namespace escapement::wire {

// What a larger dictionary would be is a mistake or an attack: real ones have about 12 KB.
inline constexpr std::size_t max_dictionary_size = 4 << 20;

// Identifiers are limited to two bytes on the cable.
inline constexpr int min_message_id = -4096;
inline constexpr int max_message_id = 12287;

// One message of a board: "queue_step oid=%c interval=%u count=%hu add=%hi" is 22.
struct DictionaryMessage {
    MessageId id = 0;
    std::string format;

    std::string_view name() const;
    bool operator==(const DictionaryMessage&) const = default;
};

// Whole numbers, numbers, and texts such as "PB6,PB7".
using Constant = std::variant<std::int64_t, double, std::string>;

struct Dictionary {
    std::string app;
    std::string version;
    std::string build_versions;
    std::string license;
    std::vector<DictionaryMessage> commands;  // each ordered by identifier
    std::vector<DictionaryMessage> responses;
    std::vector<DictionaryMessage> output;
    std::map<std::string, Enumeration, std::less<>> enumerations;
    std::map<std::string, Constant, std::less<>> config;

    // The message of that name, or nullptr.
    const DictionaryMessage* command(std::string_view name) const;
    const DictionaryMessage* response(std::string_view name) const;
    const Enumeration* enumeration(std::string_view name) const;
    // A constant, if it is there and of that type; a text that is a number counts as one.
    std::optional<double> number(std::string_view name) const;
    std::optional<std::string_view> text(std::string_view name) const;

    bool operator==(const Dictionary&) const = default;
};

// Which identifier the board gave to the command or response with exactly this format.  Says
// so if the board has none of that name, or one with other fields.
base::Result<MessageId> command_id(const Dictionary& dictionary, std::string_view format);
base::Result<MessageId> response_id(const Dictionary& dictionary, std::string_view format);

template <Message M>
base::Result<MessageId> command_id(const Dictionary& dictionary) {
    return command_id(dictionary, format<M>);
}
template <Message M>
base::Result<MessageId> response_id(const Dictionary& dictionary) {
    return response_id(dictionary, format<M>);
}

// Reads a dictionary, compressed as boards send it or as plain JSON.  Every format text is
// checked, every identifier is unique.
base::Result<Dictionary> read_dictionary(Bytes bytes);

// The same, the other way round.  JSON keys are ordered, so equal dictionaries give equal bytes.
std::string to_json(const Dictionary& dictionary);
std::vector<std::uint8_t> write_dictionary(const Dictionary& dictionary);

}  // namespace escapement::wire
