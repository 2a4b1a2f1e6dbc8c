// Boost computes; results live on the heap as their limbs, for values are never destroyed singly.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/large_number.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include "template/numbers.hpp"

namespace escapement::templates {
namespace {

using Integer = boost::multiprecision::cpp_int;

constexpr std::size_t digits_at_once = 12;  // which 64 bits hold in any base
constexpr int bits_of_double = std::numeric_limits<double>::digits;

Integer integer_of(const Value& value) {
    if (value.is_whole()) return value.as_whole();
    const Large& large = value.as_large();
    Integer made;
    import_bits(made, large.limbs, large.limbs + large.size, 64, false);
    return large.negative ? Integer(-made) : made;
}

std::uint64_t bits_of(const Integer& value) {
    return value == 0 ? 0 : msb(abs(value)) + 1;
}

// The quotient of two numbers above 0, rounded to the nearest double; ties to even.
double rounded_quotient(Integer dividend, Integer divisor) {
    const auto wanted = bits_of_double + 2;
    const int shift =
        wanted + static_cast<int>(bits_of(divisor)) - static_cast<int>(bits_of(dividend));
    // Below the smallest normal number fewer bits are to be had.
    const int least_exponent = std::numeric_limits<double>::min_exponent - bits_of_double - 2;
    const int scale = std::min(shift, -least_exponent);
    if (scale > 0) dividend <<= scale;
    if (scale < 0) divisor <<= -scale;
    Integer quotient, rest;
    divide_qr(dividend, divisor, quotient, rest);
    const auto extra = static_cast<int>(bits_of(quotient)) - bits_of_double;
    const int dropped = std::max({extra, least_exponent + 2 + scale, 0});
    const Integer half = dropped > 0 ? Integer(1) << (dropped - 1) : Integer(0);
    Integer kept = quotient >> dropped;
    const Integer cut = quotient - (kept << dropped);
    const bool up =
        dropped > 0 && (cut > half || (cut == half && (rest != 0 || bit_test(kept, 0))));
    if (up) ++kept;
    return std::ldexp(static_cast<double>(kept.convert_to<std::uint64_t>()), dropped - scale);
}

double nearest_to(const Integer& value) {
    const double magnitude = value == 0 ? 0.0 : rounded_quotient(abs(value), 1);
    return value < 0 ? -magnitude : magnitude;
}

Value made_of(Heap& heap, const Integer& value) {
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    if (value >= least && value <= most) return Value::whole(value.convert_to<std::int64_t>());
    const Integer magnitude = abs(value);
    const auto size = static_cast<std::size_t>((bits_of(magnitude) + 63) / 64);
    auto* const limbs = heap.array<std::uint64_t>(size);
    export_bits(magnitude, limbs, 64, false);
    return Value::large(heap.make<Large>(limbs, size, value < 0, nearest_to(value)));
}

Value within_bounds(Run& run, const Integer& value) {
    const auto bits = bits_of(value);
    if (bits > most_bits) return too_large(run);
    return run.fits(bits / 8) ? made_of(run.heap(), value) : Value();
}

std::uint64_t limbs_of(const Value& value) {
    return value.is(Kind::large) ? value.as_large().size : 1;
}

Integer floor_of_quotient(const Integer& left, const Integer& right, Integer& rest) {
    Integer quotient;
    divide_qr(left, right, quotient, rest);
    if (rest != 0 && (rest < 0) != (right < 0)) {
        --quotient;
        rest += right;
    }
    return quotient;
}

Value divide_large(Run& run, Operator which, const Integer& left, const Integer& right) {
    if (which == Operator::divide) {
        const double magnitude = left == 0 ? 0.0 : rounded_quotient(abs(left), abs(right));
        if (std::isinf(magnitude))
            return run.fail(Fault::overflow, "integer division result too large for a float");
        return Value::real((left < 0) != (right < 0) ? -magnitude : magnitude);
    }
    Integer rest;
    const Integer quotient = floor_of_quotient(left, right, rest);
    return within_bounds(run, which == Operator::modulo ? rest : quotient);
}

Value large_power(Run& run, const Value& base, const Value& exponent) {
    if (is_negative(exponent)) {
        const auto x = real_of(run, base);
        const auto y = x ? real_of(run, exponent) : std::nullopt;
        return y ? Value::real(std::pow(*x, *y)) : Value();
    }
    const Integer of = integer_of(base);
    const Integer times = integer_of(exponent);
    if (abs(of) <= 1) return within_bounds(run, of < 0 && !bit_test(times, 0) ? Integer(1) : of);
    if (times > most_bits || (bits_of(of) - 1) * times.convert_to<std::uint64_t>() > most_bits)
        return too_large(run);
    return within_bounds(run, pow(of, times.convert_to<unsigned>()));
}

}  // namespace

Value with_large(Run& run, Operator which, const Value& left, const Value& right) {
    if (!run.spend(1 + limbs_of(left) * limbs_of(right) / 16)) return {};
    if (which == Operator::power) return large_power(run, left, right);
    const Integer a = integer_of(left), b = integer_of(right);
    switch (which) {
        case Operator::add:
            return within_bounds(run, a + b);
        case Operator::subtract:
            return within_bounds(run, a - b);
        case Operator::multiply:
            return within_bounds(run, a * b);
        default:
            return divide_large(run, which, a, b);
    }
}

std::optional<Value> whole_from_digits(Heap& heap,
                                       std::string_view digits,
                                       int base,
                                       bool negative) {
    if (static_cast<double>(digits.size()) * std::log2(base) > static_cast<double>(most_bits) + 64)
        return std::nullopt;
    Integer made;
    for (; !digits.empty(); digits.remove_prefix(std::min(digits.size(), digits_at_once))) {
        std::uint64_t part = 0, unit = 1;
        for (const char character : digits.substr(0, digits_at_once)) {
            const int digit = character <= '9' ? character - '0' : (character | 0x20) - 'a' + 10;
            part = part * static_cast<std::uint64_t>(base) + static_cast<std::uint64_t>(digit);
            unit *= static_cast<std::uint64_t>(base);
        }
        made = made * unit + part;
    }
    if (bits_of(made) > most_bits) return std::nullopt;
    return made_of(heap, negative ? Integer(-made) : made);
}

Value whole_from_real(Heap& heap, double value) {
    return made_of(heap, Integer(std::trunc(value)));
}

std::string digits_of(const Value& whole, int base) {
    const Integer magnitude = abs(integer_of(whole));
    if (base == 10) return magnitude.str();
    if (base == 8) return magnitude.str(0, std::ios_base::oct);
    if (base == 16) {
        std::string digits = magnitude.str(0, std::ios_base::hex);
        for (char& digit : digits)
            if (digit >= 'A') digit = static_cast<char>(digit | 0x20);
        return digits;
    }
    std::string digits;
    for (auto bit = std::max<std::uint64_t>(bits_of(magnitude), 1); bit-- > 0;)
        digits += bit_test(magnitude, static_cast<unsigned>(bit)) ? '1' : '0';
    return digits;
}

bool is_negative(const Value& whole) {
    return whole.is(Kind::large) ? whole.as_large().negative : whole.as_whole() < 0;
}

Value rounded_to_zeros(Run& run, const Value& whole, std::int64_t zeros) {
    constexpr std::int64_t most_zeros = 20'000;  // 10^20000 is beyond most_bits
    if (zeros > most_zeros) return Value::whole(std::int64_t{0});
    if (!run.spend(1 + static_cast<std::uint64_t>(zeros))) return {};
    const Integer unit = pow(Integer(10), static_cast<unsigned>(zeros));
    Integer rest;
    Integer quotient = floor_of_quotient(integer_of(whole), unit, rest);
    const Integer twice = rest * 2;
    if (twice > unit || (twice == unit && bit_test(abs(quotient), 0))) ++quotient;
    return within_bounds(run, quotient * unit);
}

int compare_exactly(const Value& left, const Value& right) {
    if (right.is(Kind::real)) {
        const double real = right.as_real();
        if (std::isinf(real)) return real > 0 ? -1 : 1;
        const int order = integer_of(left).compare(Integer(std::trunc(real)));
        const double fraction = real - std::trunc(real);
        return order != 0 ? (order < 0 ? -1 : 1) : fraction > 0 ? -1 : fraction < 0 ? 1 : 0;
    }
    if (left.is(Kind::real)) return -compare_exactly(right, left);
    const int order = integer_of(left).compare(integer_of(right));
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

std::optional<double> real_of(Run& run, const Value& number) {
    const double real = number.number();
    if (!number.is(Kind::large) || std::isfinite(real)) return real;
    run.fail(Fault::overflow, "int too large to convert to float");
    return std::nullopt;
}

}  // namespace escapement::templates
