// Numbers by the letters of Python's formats, and padding to a width.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/format_number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "template/large_number.hpp"
#include "template/numbers.hpp"
#include "template/text.hpp"

namespace escapement::templates {
namespace {

char small(char letter) {
    return static_cast<char>(letter | 0x20);
}
bool is_capital(char letter) {
    return letter >= 'A' && letter <= 'Z';
}

// "e" and the digits behind it, taken off the end.
std::string take_exponent(std::string& digits) {
    const auto at = digits.find('e');
    if (at == std::string::npos) return "";
    const std::string exponent = digits.substr(at);
    digits.resize(at);
    return exponent;
}

void drop_trailing_zeros(std::string& digits) {
    if (digits.find('.') == std::string::npos) return;
    digits.resize(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
}

// Significant digits, in plain form unless the exponent is far off.
std::string general(double value, int precision, bool keep_zeros, int plain_below) {
    precision = std::max(precision, 1);
    std::string digits = print_scientific(value, precision - 1);
    const int exponent = std::atoi(digits.c_str() + digits.find('e') + 1);
    std::string tail;
    if (exponent < -4 || exponent >= plain_below)
        tail = take_exponent(digits);
    else
        digits = print_fixed(value, precision - 1 - exponent);
    if (!keep_zeros) drop_trailing_zeros(digits);
    if (keep_zeros && digits.find('.') == std::string::npos) digits += '.';
    return digits + tail;
}

// No letter: like g, but with a digit behind the point; without precision the shortest form.
std::string without_type(double value, const FormatSpec& spec) {
    if (spec.precision < 0) return print_real(value);
    std::string digits = general(value,
                                 spec.precision,
                                 spec.alternate,
                                 std::max(spec.precision, 1) - (spec.precision > 0 ? 1 : 0));
    const bool whole = digits.find_first_of(".e") == std::string::npos;
    return whole ? digits + ".0" : digits;
}

std::string magnitude(double value, const FormatSpec& spec) {
    const int precision = spec.precision < 0 ? 6 : spec.precision;
    std::string digits;
    switch (small(spec.type)) {
        case 'e':
            digits = print_scientific(value, precision);
            break;
        case 'f':
            digits = print_fixed(value, precision);
            break;
        case 'g':
        case 'n':
            return general(value, precision, spec.alternate, std::max(precision, 1));
        default:
            return without_type(value, spec);
    }
    if (spec.alternate && precision == 0) {
        const std::string tail = take_exponent(digits);
        digits += "." + tail;
    }
    return digits;
}

std::string sign_of(bool negative, char sign) {
    if (negative) return "-";
    return sign == '+' || sign == ' ' ? std::string(1, sign) : "";
}

// Puts a separator between groups, and zeros in front up to the width.
std::string grouped(std::string_view digits, const FormatSpec& spec, std::size_t width) {
    const bool by_four = spec.grouping == '_' &&
                         std::string_view("boxX").find(spec.type) != std::string_view::npos &&
                         spec.type != 0;
    const std::size_t group = by_four ? 4 : 3;
    const auto end =
        by_four ? digits.size() : std::min(digits.find_first_not_of("0123456789"), digits.size());
    const std::string_view tail = digits.substr(end);
    std::string reversed;
    std::size_t count = 0;
    for (std::size_t i = end; i > 0 || reversed.size() + tail.size() < width; ++count) {
        if (count > 0 && count % group == 0) reversed += spec.grouping;
        reversed += i > 0 ? digits[--i] : '0';
    }
    std::reverse(reversed.begin(), reversed.end());
    return reversed + std::string(tail);
}

std::string short_digits(std::int64_t value, int base) {
    std::array<char, 72> buffer{};
    const auto magnitude_of = value < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(value)
                                        : static_cast<std::uint64_t>(value);
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude_of, base);
    return {buffer.data(), end.ptr};
}

}  // namespace

std::string whole_in_base(const Value& value, const FormatSpec& spec) {
    const int base = spec.type == 'b'          ? 2
                     : spec.type == 'o'        ? 8
                     : small(spec.type) == 'x' ? 16
                                               : 10;
    std::string digits =
        value.is_whole() ? short_digits(value.as_whole(), base) : digits_of(value, base);
    if (spec.type == 'X') digits = upper_text(digits);
    std::string prefix;
    if (spec.alternate && base != 10) prefix = std::string("0") + spec.type;
    return sign_of(is_negative(value), spec.sign) + prefix + digits;
}

std::string real_by_type(double value, const FormatSpec& spec) {
    const bool negative = std::signbit(value) && !std::isnan(value);
    std::string digits;
    if (std::isnan(value))
        digits = "nan";
    else if (std::isinf(value))
        digits = "inf";
    else if (spec.type == '%')
        digits = print_fixed(std::fabs(value) * 100, spec.precision < 0 ? 6 : spec.precision);
    else
        digits = magnitude(std::fabs(value), spec);
    const bool zero = digits.substr(0, digits.find('e')).find_first_not_of("0.") == digits.npos;
    if (is_capital(spec.type)) digits = upper_text(digits);
    if (spec.type == '%') digits += '%';
    return sign_of(negative && !(zero && spec.no_negative_zero), spec.sign) + digits;
}

void pad_number(Writer& to, std::string_view digits, const FormatSpec& spec) {
    std::size_t front =
        !digits.empty() && std::string_view("+- ").find(digits[0]) != std::string_view::npos ? 1
                                                                                             : 0;
    if (digits.size() > front + 1 && digits[front] == '0' && spec.alternate &&
        std::string_view("boxX").find(digits[front + 1]) != std::string_view::npos)
        front += 2;
    const std::string_view sign = digits.substr(0, front);
    std::string body(digits.substr(front));
    const bool zeros = (spec.align == '=' || spec.align == 0) && spec.zero_padded;
    if (spec.grouping != 0)
        body = grouped(body, spec, zeros && spec.width > front ? spec.width - front : 0);
    const auto size = count_characters(sign) + count_characters(body);
    const auto left = spec.width > size ? spec.width - size : 0;
    const char align = spec.align != 0 ? spec.align : spec.zero_padded ? '=' : '>';
    const auto before = align == '^' ? left / 2 : align == '<' ? 0 : left;
    const std::string_view fill = spec.fill;
    if (align == '=') to << sign;
    to.fill(before, fill);
    if (align != '=') to << sign;
    to << body;
    to.fill(left - before, fill);
}

void pad_text(Writer& to, std::string_view text, const FormatSpec& spec) {
    if (spec.precision >= 0) text = characters(text, 0, static_cast<std::size_t>(spec.precision));
    const auto size = count_characters(text);
    const auto left = spec.width > size ? spec.width - size : 0;
    const char align = spec.align != 0 ? spec.align : '<';
    const auto before = align == '^' ? left / 2 : align == '>' ? left : 0;
    to.fill(before, spec.fill);
    to << text;
    to.fill(left - before, spec.fill);
}

}  // namespace escapement::templates
