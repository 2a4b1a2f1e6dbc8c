// Arithmetic between values, and calls of them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/operators.hpp"

#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "template/compare.hpp"
#include "template/entity.hpp"
#include "template/format_percent.hpp"
#include "template/large_number.hpp"
#include "template/numbers.hpp"

namespace escapement::templates {
namespace {

std::string_view sign(Operator which) {
    switch (which) {
        case Operator::add:
        case Operator::plus:
            return "+";
        case Operator::subtract:
        case Operator::negate:
            return "-";
        case Operator::multiply:
            return "*";
        case Operator::divide:
            return "/";
        case Operator::floor_divide:
            return "//";
        case Operator::modulo:
            return "%";
        case Operator::power:
            return "** or pow()";
    }
    return "";
}

Value unsupported(Run& run, Operator which, const Value& left, const Value& right) {
    return run.fail(Fault::type,
                    "unsupported operand type(s) for " + std::string(sign(which)) + ": '" +
                        short_type_name(left) + "' and '" + short_type_name(right) + "'");
}

Value power_of_wholes(Run& run, std::int64_t base, std::int64_t exponent) {
    if (exponent < 0) {
        if (base == 0)
            return run.fail(Fault::zero_division, "0.0 cannot be raised to a negative power");
        return Value::real(std::pow(static_cast<double>(base), static_cast<double>(exponent)));
    }
    const auto large = [&run, was = base, times = exponent] {
        return with_large(run, Operator::power, Value::whole(was), Value::whole(times));
    };
    std::int64_t result = 1;
    while (exponent > 0) {
        if ((exponent & 1) != 0 && __builtin_mul_overflow(result, base, &result)) return large();
        exponent >>= 1;
        if (exponent > 0 && __builtin_mul_overflow(base, base, &base)) return large();
    }
    return Value::whole(result);
}

// Whether a double holds the number exactly.
bool has_double(std::int64_t whole) {
    constexpr std::int64_t most = std::int64_t{1} << std::numeric_limits<double>::digits;
    return whole >= -most && whole <= most;
}

Value divide_wholes(Run& run, Operator which, std::int64_t left, std::int64_t right) {
    if (which == Operator::divide) {
        if (right == 0) return run.fail(Fault::zero_division, "division by zero");
        if (!has_double(left) || !has_double(right))
            return with_large(run, which, Value::whole(left), Value::whole(right));
        return Value::real(static_cast<double>(left) / static_cast<double>(right));
    }
    if (right == 0)
        return run.fail(Fault::zero_division,
                        which == Operator::modulo ? "integer modulo by zero"
                                                  : "integer division or modulo by zero");
    if (which == Operator::modulo) return Value::whole(floor_remainder(left, right));
    if (right == -1)  // the quotient of the least number has no place in 64 bits
        return with_large(
            run, Operator::subtract, Value::whole(std::int64_t{0}), Value::whole(left));
    return Value::whole(floor_quotient(left, right));
}

Value with_wholes(Run& run, Operator which, std::int64_t left, std::int64_t right) {
    std::int64_t result = 0;
    bool overflow = false;
    switch (which) {
        case Operator::add:
            overflow = __builtin_add_overflow(left, right, &result);
            break;
        case Operator::subtract:
            overflow = __builtin_sub_overflow(left, right, &result);
            break;
        case Operator::multiply:
            overflow = __builtin_mul_overflow(left, right, &result);
            break;
        case Operator::power:
            return power_of_wholes(run, left, right);
        default:
            return divide_wholes(run, which, left, right);
    }
    if (overflow) return with_large(run, which, Value::whole(left), Value::whole(right));
    return Value::whole(result);
}

// With one that is beyond 64 bits.
Value with_integers(Run& run, Operator which, const Value& left, const Value& right) {
    const bool divides =
        which == Operator::divide || which == Operator::floor_divide || which == Operator::modulo;
    if (divides && right.is_whole() && right.as_whole() == 0)
        return divide_wholes(run, which, 1, 0);  // which says so
    return with_large(run, which, left, right);
}

Value power_of_reals(Run& run, double base, double exponent) {
    if (base == 0 && exponent < 0)
        return run.fail(Fault::zero_division, "0.0 cannot be raised to a negative power");
    if (base < 0 && std::isfinite(base) && std::isfinite(exponent) &&
        exponent != std::floor(exponent))
        return run.fail(Fault::value,
                        "a negative number with a fractional power is a complex number");
    const double result = std::pow(base, exponent);
    if (std::isinf(result) && std::isfinite(base) && std::isfinite(exponent))
        return run.fail(Fault::overflow, "(34, 'Numerical result out of range')");
    return Value::real(result);
}

Value with_reals(Run& run, Operator which, double left, double right) {
    switch (which) {
        case Operator::add:
            return Value::real(left + right);
        case Operator::subtract:
            return Value::real(left - right);
        case Operator::multiply:
            return Value::real(left * right);
        case Operator::divide:
            if (right == 0) return run.fail(Fault::zero_division, "float division by zero");
            return Value::real(left / right);
        case Operator::floor_divide:
            if (right == 0) return run.fail(Fault::zero_division, "float floor division by zero");
            return Value::real(floor_quotient(left, right));
        case Operator::modulo:
            if (right == 0) return run.fail(Fault::zero_division, "float modulo");
            return Value::real(floor_remainder(left, right));
        default:
            return power_of_reals(run, left, right);
    }
}

bool is_repeatable(const Value& value) {
    return value.is(Kind::text) || value.is_sequence();
}

Value repeated_text(Run& run, std::string_view text, std::int64_t times) {
    if (times <= 0 || text.empty()) return Value::text("");
    if (text.size() > run.longest_text() / static_cast<std::uint64_t>(times)) {
        run.text_fits(run.longest_text() + 1);
        return Value::text("");
    }
    Writer made(run);
    made.fill(static_cast<std::size_t>(times), text);
    return made.value();
}

Value repeated(Run& run, const Value& value, std::int64_t times) {
    if (value.is(Kind::text)) return repeated_text(run, value.as_text(), times);
    const List& list = value.as_list();
    const Value made = run.list();
    for (std::int64_t i = 0; i < times && list.size > 0 && run.spend(list.size); ++i)
        for (std::size_t at = 0, size = list.size; at < size && run.fits(0); ++at)
            run.append(made.as_list(), list.items[at]);
    return value.is(Kind::list) ? made : Value::tuple(&made.as_list());
}

Value multiply_others(Run& run, const Value& left, const Value& right) {
    if (is_repeatable(left) || is_repeatable(right)) {
        const Value& sequence = is_repeatable(left) ? left : right;
        const Value& times = is_repeatable(left) ? right : left;
        if (times.is_whole()) return repeated(run, sequence, times.as_whole());
        if (times.is(Kind::large))
            return run.fail(Fault::overflow, "cannot fit 'int' into an index-sized integer");
        return run.fail(
            Fault::type,
            "can't multiply sequence by non-int of type '" + short_type_name(times) + "'");
    }
    return unsupported(run, Operator::multiply, left, right);
}

Value joined_texts(Run& run, const Value& left, const Value& right) {
    Writer made(run);
    made << left.as_text() << right.as_text();
    return made.value();
}

Value joined_lists(Run& run, const Value& left, const Value& right) {
    const Value made = run.list(left.as_list().size + right.as_list().size);
    for (const Value& value : {left, right})
        for (std::size_t i = 0, size = value.as_list().size; i < size && run.spend(); ++i)
            run.append(made.as_list(), value.as_list().items[i]);
    return left.is(Kind::list) ? made : Value::tuple(&made.as_list());
}

Value add_others(Run& run, const Value& left, const Value& right) {
    if (!is_repeatable(left)) return unsupported(run, Operator::add, left, right);
    if (left.kind() == right.kind())
        return left.is(Kind::text) ? joined_texts(run, left, right)
                                   : joined_lists(run, left, right);
    const std::string type = type_name(left);
    return run.fail(
        Fault::type,
        "can only concatenate " + type + " (not \"" + short_type_name(right) + "\") to " + type);
}

}  // namespace

Value apply(Run& run, Operator which, const Value& left, const Value& right) {
    if (left.is_whole() && right.is_whole())
        return with_wholes(run, which, left.as_whole(), right.as_whole());
    if (left.is_integer() && right.is_integer()) return with_integers(run, which, left, right);
    if (left.is_number() && right.is_number()) {
        const auto a = real_of(run, left);
        const auto b = a ? real_of(run, right) : std::nullopt;
        return b ? with_reals(run, which, *a, *b) : Value();
    }
    if (which == Operator::modulo && left.is(Kind::text))
        return format_percent(run, left.as_text(), right);
    if (left.is(Kind::undefined)) return fail_undefined(run, left);
    if (right.is(Kind::undefined)) return fail_undefined(run, right);
    if (which == Operator::add) return add_others(run, left, right);
    if (which == Operator::multiply) return multiply_others(run, left, right);
    return unsupported(run, which, left, right);
}

Value apply(Run& run, Operator which, const Value& operand) {
    if (operand.is(Kind::undefined)) return fail_undefined(run, operand);
    if (!operand.is_number())
        return run.fail(Fault::type,
                        "bad operand type for unary " + std::string(sign(which)) + ": '" +
                            short_type_name(operand) + "'");
    if (operand.is(Kind::real))
        return Value::real(which == Operator::negate ? -operand.as_real() : operand.as_real());
    if (which == Operator::plus)
        return operand.is_whole() ? Value::whole(operand.as_whole()) : operand;
    if (operand.is(Kind::large))
        return with_large(run, Operator::subtract, Value::whole(std::int64_t{0}), operand);
    return with_wholes(run, Operator::subtract, 0, operand.as_whole());
}

Value call(Run& run, const Value& callee, const Arguments& arguments) {
    if (callee.is(Kind::undefined)) return fail_undefined(run, callee);
    if (!callee.is(Kind::entity))
        return run.fail(Fault::type, "'" + short_type_name(callee) + "' object is not callable");
    const Nested nested(run);
    if (!nested || run.failed()) return {};
    return callee.as_entity().call(run, arguments);
}

}  // namespace escapement::templates
