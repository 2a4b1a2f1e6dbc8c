// Filters that turn values into numbers, round them, or stand in for them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/filters_number.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "template/compare.hpp"
#include "template/filters.hpp"
#include "template/large_number.hpp"
#include "template/numbers.hpp"
#include "template/operators.hpp"
#include "template/print.hpp"

namespace escapement::templates {
namespace {

Value absolute(Run& run, const Value& value, const Given&) {
    if (value.is(Kind::real)) return Value::real(std::fabs(value.as_real()));
    if (!value.is_integer())
        return run.fail(Fault::type,
                        "bad operand type for abs(): '" + short_type_name(value) + "'");
    return apply(run, is_negative(value) ? Operator::negate : Operator::plus, value);
}

// float(value), or missing where Python has a TypeError or ValueError.
Value as_real(Run& run, const Value& value) {
    if (value.is(Kind::undefined)) return fail_undefined(run, value);
    if (value.is_number()) {
        const auto real = real_of(run, value);
        return real ? Value::real(*real) : Value();
    }
    if (!value.is(Kind::text)) return {};
    const auto number = read_real(value.as_text());
    return number ? Value::real(*number) : Value();
}

Value to_real(Run& run, const Value& value, const Given& given) {
    const Value number = as_real(run, value);
    return number.given() || run.failed() ? number : given.or_else(0, Value::real(0));
}

Value to_whole(Run& run, const Value& value, const Given& given) {
    if (value.is_integer()) return apply(run, Operator::plus, value);
    if (value.is(Kind::text)) {
        const auto base = given[1].given() ? want_whole(run, given[1]).value_or(10) : 10;
        const bool known = base == 0 || (base >= 2 && base <= 36);
        const auto size = value.as_text().size();
        const bool affordable = run.spend(1 + std::min<std::uint64_t>(size * size, 1 << 30) / 4096);
        const auto whole = known && affordable
                               ? read_integer(run.heap(), value.as_text(), static_cast<int>(base))
                               : std::nullopt;
        if (whole) return *whole;
    }
    const Value number = as_real(run, value);
    if (run.failed()) return number;
    if (!number.given() || std::isnan(number.as_real()))
        return given.or_else(0, Value::whole(std::int64_t{0}));
    return truncated(run, number.as_real());
}

Value round_to_nearest(Run& run, const Value& value, const Value& precision) {
    if (!value.is_number())
        return run.fail(Fault::type,
                        "type " + short_type_name(value) + " doesn't define __round__ method");
    if (precision.is(Kind::none))
        return value.is(Kind::real) ? truncated(run, rounded(value.as_real(), 0)) : value;
    const auto digits = want_whole(run, precision);
    if (!digits) return {};
    if (value.is(Kind::real)) return Value::real(rounded(value.as_real(), *digits));
    return rounded(run, apply(run, Operator::plus, value), *digits);
}

// Up or down: math.ceil(value * 10**precision) / 10**precision
Value round_one_way(Run& run, const Value& value, const Value& precision, bool up) {
    const Value power = apply(run, Operator::power, Value::whole(std::int64_t{10}), precision);
    const Value scaled = run.failed() ? power : apply(run, Operator::multiply, value, power);
    if (run.failed()) return {};
    if (!scaled.is_number())
        return run.fail(Fault::type, "must be real number, not " + short_type_name(scaled));
    const double number = scaled.number();
    const Value whole =
        scaled.is_integer() ? scaled : truncated(run, up ? std::ceil(number) : std::floor(number));
    return run.failed() ? whole : apply(run, Operator::divide, whole, power);
}

Value round_number(Run& run, const Value& value, const Given& given) {
    const Value precision = given.or_else(0, Value::whole(std::int64_t{0}));
    const Value method_name = given.or_else(1, Value::text("common"));
    const std::string_view how = method_name.is(Kind::text) ? method_name.as_text() : "";
    if (how == "common") return round_to_nearest(run, value, precision);
    if (how != "ceil" && how != "floor")
        return run.fail(Fault::filter_argument, "method must be common, ceil or floor");
    return round_one_way(run, value, precision, how == "ceil");
}

Value default_value(Run& run, const Value& value, const Given& given) {
    const bool by_truth = given[1].given() && truth(run, given[1]);
    const bool replace = value.is(Kind::undefined) || (by_truth && !truth(run, value));
    return replace ? given.or_else(0, Value::text("")) : value;
}

Value file_size(Run& run, const Value& value, const Given& given) {
    const Value number = as_real(run, value);
    if (run.failed()) return number;
    if (!number.given() && value.is(Kind::text))
        return run.fail(Fault::value, "could not convert string to float: " + repr(run, value));
    if (!number.given())
        return run.fail(Fault::type,
                        "float() argument must be a string or a real number, not '" +
                            short_type_name(value) + "'");
    const bool binary = given[0].given() && truth(run, given[0]);
    const double base = binary ? 1024 : 1000;
    double size = number.as_real();
    if (size == 1) return Value::text("1 Byte");
    if (size < base) return run.text(std::to_string(static_cast<std::int64_t>(size)) + " Bytes");
    constexpr std::string_view letters = "kMGTPEZY";
    std::size_t step = 0;
    for (size /= base; size >= base && step + 1 < letters.size(); ++step) size /= base;
    const std::string letter(1, binary && step == 0 ? 'K' : letters[step]);
    return run.text(print_fixed(size, 1) + " " + letter + (binary ? "iB" : "B"));
}

constexpr std::array filters_of_numbers{
    Native{"int", "default? base?", to_whole},
    Native{"float", "default?", to_real},
    Native{"round", "precision? method?", round_number},
    Native{"default", "default_value? boolean?", default_value},
    Native{"d", "default_value? boolean?", default_value},
    Native{"abs", "/", absolute},
    Native{"filesizeformat", "binary?", file_size},
};

}  // namespace

std::span<const Native> number_filters() {
    return filters_of_numbers;
}

}  // namespace escapement::templates
