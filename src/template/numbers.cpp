// Numbers as Python reads, writes, rounds and divides them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/numbers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "template/large_number.hpp"
#include "template/text.hpp"

namespace escapement::templates {
namespace {

constexpr std::size_t longest_number = 1200;  // 309 digits, a point, and 800 behind it
constexpr int most_digits = 800;

int digit_of(char character) {
    if (character >= '0' && character <= '9') return character - '0';
    if (character >= 'a' && character <= 'z') return character - 'a' + 10;
    if (character >= 'A' && character <= 'Z') return character - 'A' + 10;
    return 99;
}

std::string_view without_sign(std::string_view text, bool& negative) {
    negative = !text.empty() && text.front() == '-';
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
    return text;
}

// Takes off 0x, 0o, 0b if the base allows it, and settles base 0.
bool take_prefix(std::string_view& text, int& base) {
    int named = 0;
    if (text.size() > 1 && text[0] == '0') {
        const char letter = static_cast<char>(text[1] | 0x20);
        named = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
    }
    if (named != 0 && (base == 0 || base == named)) {
        text.remove_prefix(2);
        if (!text.empty() && text.front() == '_') text.remove_prefix(1);
        base = named;
        return true;
    }
    if (base != 0) return true;
    base = 10;
    return text.empty() || text[0] != '0' || text.find_first_not_of("0_") == std::string_view::npos;
}

// Digits with single "_" between them, which are taken out.
std::optional<std::string> without_underscores(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '_') {
            plain += text[i];
            continue;
        }
        const bool between = i > 0 && i + 1 < text.size() && digit_of(text[i - 1]) < 10 &&
                             digit_of(text[i + 1]) < 10;
        if (!between) return std::nullopt;
    }
    return plain;
}

// The digits of a whole number; `base` is then what the prefix says.
std::optional<std::string> digits_in(std::string_view text, int& base, bool& negative) {
    text = without_sign(strip(text), negative);
    if (!take_prefix(text, base)) return std::nullopt;
    std::string digits;
    bool after_digit = false;
    for (const char character : text) {
        const bool is_digit = digit_of(character) < base;
        if (!is_digit && (character != '_' || !after_digit)) return std::nullopt;
        if (is_digit) digits += character;
        after_digit = is_digit;
    }
    if (!after_digit) return std::nullopt;
    return digits;
}

std::string print_with(double value, std::chars_format format, int digits) {
    std::array<char, longest_number> buffer{};
    const auto end = std::to_chars(buffer.data(),
                                   buffer.data() + buffer.size(),
                                   value,
                                   format,
                                   std::clamp(digits, 0, most_digits));
    return {buffer.data(), end.ptr};
}

int decimal_exponent(double value) {
    const std::string text = print_with(std::fabs(value), std::chars_format::scientific, 17);
    return std::atoi(text.c_str() + text.find('e') + 1);
}

}  // namespace

std::string print_real(double value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
    std::array<char, 64> buffer{};
    const auto scientific = std::to_chars(
        buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
    const std::string short_form(buffer.data(), scientific.ptr);
    const int exponent = std::atoi(short_form.c_str() + short_form.find('e') + 1);
    if (exponent < -4 || exponent >= 16) return short_form;
    const auto fixed = std::to_chars(
        buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
    const std::string plain(buffer.data(), fixed.ptr);
    return plain.find('.') == std::string::npos ? plain + ".0" : plain;
}

std::string print_fixed(double value, int digits) {
    return print_with(value, std::chars_format::fixed, digits);
}

std::string print_scientific(double value, int digits) {
    return print_with(value, std::chars_format::scientific, digits);
}

std::optional<std::int64_t> read_whole(std::string_view text, int base) {
    bool negative = false;
    const auto digits = digits_in(text, base, negative);
    if (!digits) return std::nullopt;
    std::uint64_t number = 0;
    const auto [end, problem] =
        std::from_chars(digits->data(), digits->data() + digits->size(), number, base);
    if (problem != std::errc() || number > (std::uint64_t{1} << 63) - (negative ? 0 : 1))
        return std::nullopt;
    return static_cast<std::int64_t>(negative ? std::uint64_t{0} - number : number);
}

std::optional<Value> read_integer(Heap& heap, std::string_view text, int base) {
    if (const auto whole = read_whole(text, base)) return Value::whole(*whole);
    bool negative = false;
    const auto digits = digits_in(text, base, negative);
    return digits ? whole_from_digits(heap, *digits, base, negative) : std::nullopt;
}

std::optional<double> read_real(std::string_view text) {
    bool negative = false;
    text = without_sign(strip(text), negative);
    const auto plain = without_underscores(text);
    if (!plain || plain->empty() || plain->front() == '-' || plain->front() == '+')
        return std::nullopt;
    const std::string lowered = lower_text(*plain);
    if (lowered == "inf" || lowered == "infinity") return negative ? -INFINITY : INFINITY;
    if (lowered == "nan") return NAN;
    double value = 0;
    const auto end = std::from_chars(lowered.data(), lowered.data() + lowered.size(), value);
    if (end.ptr != lowered.data() + lowered.size() ||
        lowered.find_first_of("np") != std::string::npos)
        return std::nullopt;
    if (end.ec == std::errc::result_out_of_range) value = std::strtod(lowered.c_str(), nullptr);
    return negative ? -value : value;
}

double rounded(double value, std::int64_t digits) {
    if (!std::isfinite(value) || value == 0 || digits > 330) return value;
    if (digits < -400) return std::copysign(0.0, value);
    const int exponent = decimal_exponent(value);
    const std::int64_t significant = exponent + 1 + digits;
    if (significant < 0) return std::copysign(0.0, value);
    if (significant == 0) {
        const double unit = std::strtod(("1e" + std::to_string(-digits)).c_str(), nullptr);
        return std::copysign(std::fabs(value) > unit / 2 ? unit : 0.0, value);
    }
    const int kept = static_cast<int>(std::min<std::int64_t>(significant - 1, most_digits));
    return std::strtod(print_scientific(value, kept).c_str(), nullptr);
}

Value rounded(Run& run, const Value& whole, std::int64_t digits) {
    return digits >= 0 ? whole
                       : rounded_to_zeros(run, whole, -std::max<std::int64_t>(digits, -100'000));
}

Value truncated(Run& run, double value) {
    if (std::isnan(value)) return run.fail(Fault::value, "cannot convert float NaN to integer");
    if (std::isinf(value))
        return run.fail(Fault::overflow, "cannot convert float infinity to integer");
    if (value >= 9223372036854775808.0 || value < -9223372036854775808.0)
        return whole_from_real(run.heap(), value);
    return Value::whole(static_cast<std::int64_t>(value));
}

std::int64_t floor_remainder(std::int64_t left, std::int64_t right) {
    if (right == -1) return 0;
    const auto rest = left % right;
    return rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest;
}

std::int64_t floor_quotient(std::int64_t left, std::int64_t right) {
    const auto quotient = left / right;
    return left % right != 0 && (left < 0) != (right < 0) ? quotient - 1 : quotient;
}

double floor_remainder(double left, double right) {
    const double rest = std::fmod(left, right);
    if (rest == 0) return std::copysign(0.0, right);
    return (rest < 0) != (right < 0) ? rest + right : rest;
}

double floor_quotient(double left, double right) {
    const double quotient = (left - floor_remainder(left, right)) / right;
    if (quotient == 0) return std::copysign(0.0, left / right);
    const double down = std::floor(quotient);
    return quotient - down > 0.5 ? down + 1 : down;
}

Value too_large(Run& run) {
    return run.fail(Fault::overflow,
                    "a whole number beyond " + std::to_string(most_bits) + " bits");
}

}  // namespace escapement::templates
