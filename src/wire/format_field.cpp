// One field of a run-time message: its value in bytes and in print.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/format_field.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

#include "base/names.hpp"

namespace escapement::wire {

namespace {

using base::Error;
using base::Result;

struct Range {
    std::int64_t least;
    std::int64_t most;
};

// Negative numbers are let into unsigned fields: config_stepper has invert_step=-1 as a %c.
constexpr Range range_of(FieldKind kind) {
    switch (kind) {
        case FieldKind::u8:
            return {-128, 255};
        case FieldKind::u16:
            return {-32768, 65535};
        case FieldKind::i16:
            return {-32768, 32767};
        case FieldKind::i32:
            return {-2147483648LL, 2147483647LL};
        default:
            return {-2147483648LL, 4294967295LL};
    }
}

// A named value may be wider than its letters say: boards with more than 256 pins write %c.
Result<void> check_range(const FormatField& field, std::int64_t value) {
    const Range range = range_of(field.names ? FieldKind::u32 : field.kind);
    if (value >= range.least && value <= range.most) return {};
    return Error{std::to_string(value) + " is not within " + std::to_string(range.least) + " to " +
                 std::to_string(range.most)};
}

Result<std::int64_t> parse_integer(std::string_view text) {
    const bool negative = text.starts_with('-');
    std::string_view digits = text.substr(negative);
    const bool hexadecimal = digits.starts_with("0x") || digits.starts_with("0X");
    if (hexadecimal) digits.remove_prefix(2);
    std::uint64_t magnitude = 0;
    const auto end = digits.data() + digits.size();
    const auto [stop, error] =
        std::from_chars(digits.data(), end, magnitude, hexadecimal ? 16 : 10);
    if (error == std::errc::result_out_of_range || (error == std::errc() && magnitude >> 40))
        return Error{"'" + std::string(text) + "' is too large a number"};
    if (error != std::errc() || stop != end)
        return Error{"expected a whole number, not '" + std::string(text) + "'"};
    const auto value = static_cast<std::int64_t>(magnitude);
    return negative ? -value : value;
}

bool is_in_quotes(std::string_view text) {
    return text.size() >= 2 && text.starts_with('"') && text.ends_with('"');
}

std::string_view without_quotes(std::string_view text) {
    return is_in_quotes(text) ? text.substr(1, text.size() - 2) : text;
}

Result<std::int64_t> parse_named(const Enumeration& names, std::string_view text) {
    if (auto value = names.value(without_quotes(text))) return *value;
    if (auto value = parse_integer(text)) return *value;
    return Error{"there is no '" + std::string(text) + "'" +
                 base::did_you_mean(text, names.names())};
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

Result<FieldValue> parse_buffer(std::string_view text) {
    if (is_in_quotes(text)) return FieldValue(std::string(without_quotes(text)));
    std::string bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        const int high = hex_digit(text[i]);
        const int low = hex_digit(text[i + 1]);
        if (high < 0 || low < 0) break;
        bytes.push_back(static_cast<char>(high * 16 + low));
    }
    if (bytes.size() * 2 != text.size())
        return Error{"expected pairs of hexadecimal digits or \"text\", not '" + std::string(text) +
                     "'"};
    return FieldValue(std::move(bytes));
}

bool is_printable(std::string_view bytes) {
    return std::all_of(
        bytes.begin(), bytes.end(), [](char c) { return c >= ' ' && c <= '~' && c != '"'; });
}

std::string print_buffer(std::string_view bytes) {
    if (!bytes.empty() && is_printable(bytes)) return '"' + std::string(bytes) + '"';
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (char c : bytes) {
        const auto byte = static_cast<std::uint8_t>(c);
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 0x0f]);
    }
    return text;
}

// What the 32 bits on the cable mean to this field.
std::int64_t interpret(const FormatField& field, std::uint32_t bits) {
    const std::int64_t narrow = static_cast<std::int32_t>(bits);
    if (field.kind == FieldKind::u32 || (field.names && narrow < -32768)) return bits;
    return narrow;
}

}  // namespace

Result<void> FormatField::encode(const FieldValue& value, Writer& out) const {
    const auto* number = std::get_if<std::int64_t>(&value);
    if (is_integer(kind) != (number != nullptr))
        return Error{name + ": must be " + (number ? "bytes" : "a number")};
    if (number) {
        if (auto fits = check_range(*this, *number); !fits)
            return std::move(fits.error()).within(name);
        out.put_int(static_cast<std::uint32_t>(*number));
        return {};
    }
    const auto* bytes = std::get_if<std::string>(&value);
    if (bytes->size() > 255) return Error{name + ": more than 255 bytes"};
    out.put_text(*bytes);
    return {};
}

Result<FieldValue> FormatField::decode(Reader& in) const {
    if (is_integer(kind)) {
        const std::int64_t value = interpret(*this, in.take_int());
        if (!in.ok()) return Error{name + ": the message ends too early"};
        if (auto fits = check_range(*this, value); !fits)
            return std::move(fits.error()).within(name);
        return FieldValue(value);
    }
    const Bytes bytes = in.take_bytes();
    if (!in.ok()) return Error{name + ": the message ends too early"};
    return FieldValue(std::string(bytes.begin(), bytes.end()));
}

Result<FieldValue> FormatField::parse(std::string_view text) const {
    if (!is_integer(kind)) {
        auto bytes = parse_buffer(text);
        if (!bytes) return std::move(bytes.error()).within(name);
        return bytes;
    }
    auto value = names ? parse_named(*names, text) : parse_integer(text);
    if (!value) return std::move(value.error()).within(name);
    if (auto fits = check_range(*this, *value); !fits) return std::move(fits.error()).within(name);
    return FieldValue(*value);
}

std::string FormatField::print(const FieldValue& value) const {
    if (const auto* bytes = std::get_if<std::string>(&value)) return print_buffer(*bytes);
    const std::int64_t number = *std::get_if<std::int64_t>(&value);
    if (names)
        if (auto known = names->name(number))
            return known->find(' ') == std::string::npos ? *known : '"' + *known + '"';
    return std::to_string(number);
}

}  // namespace escapement::wire
