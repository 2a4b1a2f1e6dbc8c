// Python's math module, as Kalico gives it to templates.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/math.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <numeric>
#include <optional>
#include <string_view>

#include "template/compare.hpp"
#include "template/entity.hpp"
#include "template/large_number.hpp"
#include "template/native.hpp"
#include "template/numbers.hpp"
#include "template/operators.hpp"

namespace escapement::templates {
namespace {

using Unary = double (*)(double);
using Binary = double (*)(double, double);

// Not a number when the argument is no number.
double want_number(Run& run, const Value& value) {
    if (value.is_number())
        return real_of(run, value).value_or(std::numeric_limits<double>::quiet_NaN());
    run.fail(Fault::type, "must be real number, not " + short_type_name(value));
    return std::numeric_limits<double>::quiet_NaN();
}

// What Python says when a result is not finite though the arguments are.
Value checked(Run& run, double result, bool finite_arguments) {
    if (run.failed() || std::isfinite(result) || !finite_arguments) return Value::real(result);
    if (std::isnan(result)) return run.fail(Fault::value, "math domain error");
    return run.fail(Fault::overflow, "math range error");
}

template <Unary Function>
Value unary(Run& run, const Value&, const Given& given) {
    const double x = want_number(run, given[0]);
    return checked(run, Function(x), std::isfinite(x));
}

template <Binary Function>
Value binary(Run& run, const Value&, const Given& given) {
    const double x = want_number(run, given[0]);
    const double y = want_number(run, given[1]);
    return checked(run, Function(x, y), std::isfinite(x) && std::isfinite(y));
}

template <Unary Function>
Value logarithm(Run& run, const Value&, const Given& given) {
    const double x = want_number(run, given[0]);
    if (!run.failed() && x <= 0.0) return run.fail(Fault::value, "math domain error");
    return Value::real(Function(x));
}

Value log_to_base(Run& run, const Value& self, const Given& given) {
    const Value natural = logarithm<std::log>(run, self, given);
    if (!given[1].given() || run.failed()) return natural;
    const double base = want_number(run, given[1]);
    if (!run.failed() && base <= 0.0) return run.fail(Fault::value, "math domain error");
    if (base == 1.0) return run.fail(Fault::zero_division, "float division by zero");
    return Value::real(natural.as_real() / std::log(base));
}

// A whole number, as floor() and its kin give it.
template <Unary Function>
Value whole_part(Run& run, const Value&, const Given& given) {
    if (given[0].is_integer()) return apply(run, Operator::plus, given[0]);
    const double x = want_number(run, given[0]);
    return run.failed() ? Value() : truncated(run, Function(x));
}

Value is_nan(Run& run, const Value&, const Given& given) {
    return Value::boolean(std::isnan(want_number(run, given[0])));
}
Value is_infinite(Run& run, const Value&, const Given& given) {
    return Value::boolean(std::isinf(want_number(run, given[0])));
}
Value is_finite(Run& run, const Value&, const Given& given) {
    return Value::boolean(std::isfinite(want_number(run, given[0])));
}

double to_radians(double degrees) {
    return degrees * (std::numbers::pi / 180.0);
}
double to_degrees(double radians) {
    return radians * (180.0 / std::numbers::pi);
}

// Nothing where the argument is no whole number.
std::optional<std::int64_t> want_integer(Run& run, const Value& value) {
    if (value.is_whole()) return value.as_whole();
    run.fail(Fault::type,
             "'" + short_type_name(value) + "' object cannot be interpreted as an integer");
    return std::nullopt;
}

Value greatest_divisor(Run& run, const Value&, const Given& given) {
    const auto x = want_integer(run, given[0]), y = want_integer(run, given[1]);
    return x && y ? Value::whole(std::gcd(*x, *y)) : Value();
}

Value factorial(Run& run, const Value&, const Given& given) {
    constexpr std::int64_t greatest = 5000;  // its factorial has not quite most_bits
    const auto x = want_integer(run, given[0]);
    if (!x) return {};
    if (*x < 0) return run.fail(Fault::value, "factorial() not defined for negative values");
    if (*x > greatest)
        return run.fail(Fault::overflow, "factorial() of more than 5000 is not computed");
    Value product = Value::whole(std::int64_t{1});
    for (std::int64_t factor = 2; factor <= *x && !run.failed(); ++factor)
        product = apply(run, Operator::multiply, product, Value::whole(factor));
    return product;
}

// As PEP 485 has it.
Value is_close(Run& run, const Value&, const Given& given) {
    const double a = want_number(run, given[0]), b = want_number(run, given[1]);
    const double relative = given[2].given() ? want_number(run, given[2]) : 1e-9;
    const double absolute = given[3].given() ? want_number(run, given[3]) : 0.0;
    if (run.failed()) return {};
    if (relative < 0.0 || absolute < 0.0)
        return run.fail(Fault::value, "tolerances must be non-negative");
    const double difference = std::abs(a - b);
    const bool close =
        difference <= relative * std::max(std::abs(a), std::abs(b)) || difference <= absolute;
    return Value::boolean(a == b || (std::isfinite(a) && std::isfinite(b) && close));
}

constexpr std::array functions{
    Native{"acos", "/x", unary<std::acos>},
    Native{"acosh", "/x", unary<std::acosh>},
    Native{"asin", "/x", unary<std::asin>},
    Native{"asinh", "/x", unary<std::asinh>},
    Native{"atan", "/x", unary<std::atan>},
    Native{"atan2", "/y x", binary<std::atan2>},
    Native{"atanh", "/x", unary<std::atanh>},
    Native{"cbrt", "/x", unary<std::cbrt>},
    Native{"ceil", "/x", whole_part<std::ceil>},
    Native{"copysign", "/x y", binary<std::copysign>},
    Native{"cos", "/x", unary<std::cos>},
    Native{"cosh", "/x", unary<std::cosh>},
    Native{"degrees", "/x", unary<to_degrees>},
    Native{"exp", "/x", unary<std::exp>},
    Native{"expm1", "/x", unary<std::expm1>},
    Native{"fabs", "/x", unary<std::fabs>},
    Native{"factorial", "/x", factorial},
    Native{"floor", "/x", whole_part<std::floor>},
    Native{"fmod", "/x y", binary<std::fmod>},
    Native{"gcd", "/x y", greatest_divisor},
    Native{"hypot", "/x y", binary<std::hypot>},
    Native{"isclose", "a b rel_tol? abs_tol?", is_close},
    Native{"isfinite", "/x", is_finite},
    Native{"isinf", "/x", is_infinite},
    Native{"isnan", "/x", is_nan},
    Native{"log", "/x base?", log_to_base},
    Native{"log10", "/x", logarithm<std::log10>},
    Native{"log2", "/x", logarithm<std::log2>},
    Native{"pow", "/x y", binary<std::pow>},
    Native{"radians", "/x", unary<to_radians>},
    Native{"remainder", "/x y", binary<std::remainder>},
    Native{"sin", "/x", unary<std::sin>},
    Native{"sinh", "/x", unary<std::sinh>},
    Native{"sqrt", "/x", unary<std::sqrt>},
    Native{"tan", "/x", unary<std::tan>},
    Native{"tanh", "/x", unary<std::tanh>},
    Native{"trunc", "/x", whole_part<std::trunc>},
};

class MathModule final : public Entity {
  public:
    std::string_view type_name() const override { return "module"; }
    Value attribute(Run& run, std::string_view name) override {
        if (name == "pi") return Value::real(std::numbers::pi);
        if (name == "tau") return Value::real(2.0 * std::numbers::pi);
        if (name == "e") return Value::real(std::numbers::e);
        if (name == "inf") return Value::real(std::numeric_limits<double>::infinity());
        if (name == "nan") return Value::real(std::numeric_limits<double>::quiet_NaN());
        const Native* const found = find_native(functions, name);
        return found != nullptr ? as_value(run, *found, {}) : Value();
    }
};

}  // namespace

Value math_module(Run& run) {
    return Value::entity(run.heap().make<MathModule>());
}

}  // namespace escapement::templates
