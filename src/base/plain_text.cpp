// Recognises text: printable ASCII block by block, the rest as UTF-8 sequence by sequence.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/plain_text.hpp"

#include <cstdint>

namespace escapement::base {
namespace {

bool is_ascii_text(std::uint8_t byte) {
    const bool is_layout = byte >= '\t' && byte <= '\r';
    return is_layout || (byte >= 0x20 && byte < 0x7f);
}

// The value range that a sequence of each length may hold; shorter ones must be used below it.
struct Form {
    std::uint8_t lead_mask;
    std::uint8_t lead;
    std::size_t length;
    std::uint32_t smallest;
    std::uint32_t largest;
};
constexpr Form forms[] = {
    {0xe0, 0xc0, 2, 0x80, 0x7ff},
    {0xf0, 0xe0, 3, 0x800, 0xffff},
    {0xf8, 0xf0, 4, 0x10000, 0x10ffff},
};

bool is_surrogate(std::uint32_t code) {
    return code >= 0xd800 && code <= 0xdfff;
}

// Bytes of the well-formed sequence at the start of `text`, or 0.
std::size_t sequence_length(std::string_view text) {
    const auto lead = static_cast<std::uint8_t>(text[0]);
    for (const Form& form : forms) {
        if ((lead & form.lead_mask) != form.lead) continue;
        if (text.size() < form.length) return 0;
        std::uint32_t code = lead & static_cast<std::uint8_t>(~form.lead_mask);
        for (std::size_t i = 1; i < form.length; ++i) {
            const auto byte = static_cast<std::uint8_t>(text[i]);
            if ((byte & 0xc0) != 0x80) return 0;
            code = code << 6 | (byte & 0x3f);
        }
        const bool fits = code >= form.smallest && code <= form.largest && !is_surrogate(code);
        return fits ? form.length : 0;
    }
    return 0;
}

// A number of bytes known in advance is what compilers turn into vector instructions.
constexpr std::size_t block = 64;

bool is_ascii_block(const char* bytes) {
    unsigned char other = 0;
    for (std::size_t i = 0; i < block; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        const auto above_layout = static_cast<unsigned char>(byte - '\t');
        const auto above_blank = static_cast<unsigned char>(byte - ' ');
        other |=
            static_cast<unsigned char>((above_layout > '\r' - '\t') & (above_blank > '~' - ' '));
    }
    return other == 0;
}

// Those that are no characters, and those that make what follows look like something else.
bool is_hidden(std::uint32_t code) {
    const bool control = code < 0x20 || (code >= 0x7f && code < 0xa0);
    const bool turns = code == 0x061c || code == 0x200e || code == 0x200f ||
                       (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    return control || turns || code == 0x2028 || code == 0x2029 || code == 0xfeff;
}

std::string digits_of(std::uint32_t code, int count) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (int shift = 4 * (count - 1); shift >= 0; shift -= 4) text += digits[code >> shift & 0xf];
    return text;
}

std::string escaped(std::uint32_t code) {
    if (code == '\n') return "\\n";
    if (code == '\r') return "\\r";
    if (code == '\t') return "\\t";
    return code < 0x100 ? "\\x" + digits_of(code, 2) : "\\u" + digits_of(code, 4);
}

std::string escaped_in_json(std::uint32_t code) {
    return "\\u" + digits_of(code, 4);
}

std::uint32_t code_of(std::string_view sequence) {
    const auto lead = static_cast<std::uint8_t>(sequence[0]);
    std::uint32_t code = sequence.size() == 1 ? lead : lead & (0x7fu >> sequence.size());
    for (const char byte : sequence.substr(1))
        code = code << 6 | (static_cast<std::uint8_t>(byte) & 0x3f);
    return code;
}

struct Manner {
    std::string (*escape)(std::uint32_t code);
    std::string_view kept;  // control characters that stay
    bool names_bytes;       // that are no text
};

std::string shown(std::string_view bytes, const Manner& manner) {
    constexpr std::uint32_t no_character = 0xfffd;
    std::string text;
    while (!bytes.empty()) {
        const auto first = static_cast<std::uint8_t>(bytes[0]);
        const std::size_t length = first < 0x80 ? 1 : sequence_length(bytes);
        const auto sequence = bytes.substr(0, length == 0 ? 1 : length);
        bytes.remove_prefix(sequence.size());
        if (length == 0) {
            text += manner.escape(manner.names_bytes ? first : no_character);
            continue;
        }
        const auto code = code_of(sequence);
        const bool stays = !is_hidden(code) || manner.kept.find(sequence[0]) != manner.kept.npos;
        text += stays ? std::string(sequence) : manner.escape(code);
    }
    return text;
}

}  // namespace

bool is_plain_text(std::string_view bytes) {
    bytes.remove_prefix(ascii_text_length(bytes));
    while (!bytes.empty()) {
        const bool ascii = is_ascii_text(static_cast<std::uint8_t>(bytes[0]));
        const std::size_t length = ascii ? 1 : sequence_length(bytes);
        if (length == 0) return false;
        bytes.remove_prefix(length);
    }
    return true;
}

std::size_t ascii_text_length(std::string_view bytes) {
    std::size_t length = 0;
    while (bytes.size() - length >= block && is_ascii_block(bytes.data() + length)) length += block;
    while (length < bytes.size() && is_ascii_text(static_cast<std::uint8_t>(bytes[length])))
        ++length;
    return length;
}

std::string visible(std::string_view bytes) {
    return shown(bytes, {escaped, {}, true});
}

std::string visible_lines(std::string_view bytes) {
    return shown(bytes, {escaped, "\n\t", true});
}

std::string visible_json(std::string_view json) {
    return shown(json, {escaped_in_json, "\n", false});
}

}  // namespace escapement::base
