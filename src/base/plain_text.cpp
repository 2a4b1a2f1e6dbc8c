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

}  // namespace escapement::base
