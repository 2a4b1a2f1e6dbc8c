// A board's dictionary made ready for use: every message by name and by number.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "wire/dictionary.hpp"
#include "wire/format.hpp"

namespace escapement::wire {

// A message that was read: its format, which lives as long as the codebook, and its values.
struct DecodedMessage {
    MessageId id = 0;
    const MessageFormat* format = nullptr;
    std::vector<FieldValue> values;

    // The value of a field, or nullptr.
    const FieldValue* find(std::string_view field) const;
    // "stepper_position oid=1 pos=-42"; pins and reasons by name; what output() said.
    std::string print() const;
};

// Translates between payloads and text for one board.  Commands and responses are treated
// alike, so that it serves both ends of the cable.
class Codebook {
  public:
    // Fails if a format text cannot be understood.
    static base::Result<Codebook> make(Dictionary dictionary);

    const Dictionary& dictionary() const { return *dictionary_; }
    const MessageFormat* find(std::string_view name) const;
    const MessageFormat* find(MessageId id) const;

    // "queue_step oid=1 interval=100 count=5 add=-3" as a payload, identifier first.
    base::Result<std::vector<std::uint8_t>> encode(std::string_view text) const;
    // The next message of a payload.
    base::Result<DecodedMessage> decode(Reader& in) const;
    // All messages of a payload.
    base::Result<std::vector<DecodedMessage>> decode_all(Bytes payload) const;

  private:
    explicit Codebook(Dictionary dictionary);
    base::Result<void> add(const std::vector<DictionaryMessage>& messages, bool is_output);

    std::unique_ptr<const Dictionary> dictionary_;  // formats point into it: it must not move
    std::map<MessageId, MessageFormat> formats_;
    std::map<std::string, MessageId, std::less<>> ids_;
};

}  // namespace escapement::wire
