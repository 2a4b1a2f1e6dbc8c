// A recursive-descent evaluator that stops at the first mistake and remembers where it was.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/expression.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <numbers>
#include <utility>

#include "base/text.hpp"
#include "config/reading.hpp"

namespace escapement::config {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Letters, and the bytes of letters beyond ASCII such as "°" and "µ".
bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

class Evaluator {
  public:
    Evaluator(std::string_view text, std::span<const Group> groups)
        : text_(text), end_(text.size()), groups_(groups) {}

    Evaluation run() {
        if (text_.size() > ExpressionLimits::bytes)
            complain(0,
                     "is longer than " + std::to_string(ExpressionLimits::bytes) +
                         " characters, too long to compute");
        const Amount amount = whole();
        if (result_ && !std::isfinite(amount.value)) complain(0, "is no finite number");
        result_.amount = amount;
        return result_;
    }

  private:
    // Everything up to the end.
    Amount whole() {
        const Amount amount = sum();
        if (result_ && at_ < end_) complain(at_, unexpected());
        return amount;
    }
    Amount sum();
    Amount product();
    Amount signed_number();
    Amount raised();
    Amount measured();
    Amount first_part();
    Amount grouped(std::size_t end);
    Amount parenthesis();
    Amount number();
    Amount named();
    Amount with_units(Amount amount);
    Amount to_power(Amount base);

    void skip_blanks() {
        while (at_ < end_ && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
    }
    char next() {
        skip_blanks();
        return at_ < end_ ? text_[at_] : '\0';
    }
    bool take(char wanted) {
        if (!result_ || next() != wanted) return false;
        ++at_;
        return true;
    }
    std::string_view word();
    // The end of the group that begins here, or 0.
    std::size_t group_here() const {
        for (const Group& group : groups_)
            if (group.begin == at_ && !inside_) return group.end;
        return 0;
    }
    void complain(std::size_t at, std::string what) {
        if (!result_) return;
        result_.trouble = std::move(what);
        result_.at = at;
    }
    std::string unexpected() const;
    std::string number_missing() const;
    bool descend() {
        if (depth_ < ExpressionLimits::depth) return ++depth_, true;
        complain(at_, "is nested deeper than " + std::to_string(ExpressionLimits::depth));
        return false;
    }

    std::string_view text_;
    std::size_t end_;
    std::span<const Group> groups_;
    std::size_t at_ = 0;
    std::size_t operator_end_ = 0;  // where the last operator ends, for what is missing behind it
    int depth_ = 0;
    bool inside_ = false;  // a group
    Evaluation result_;
};

Amount Evaluator::sum() {
    Amount amount = product();
    while (result_) {
        const char sign = next();
        const auto at = at_;
        if (!take('+') && !take('-')) break;
        operator_end_ = at_;
        const Amount other = product();
        if (!result_) break;
        if (amount.dimension != other.dimension)
            complain(at,
                     std::string("'") + sign + "' joins " + amount.dimension.text() + " and " +
                         other.dimension.text());
        amount.value += sign == '+' ? other.value : -other.value;
    }
    return amount;
}

Amount Evaluator::product() {
    Amount amount = signed_number();
    while (result_) {
        const char sign = next();
        const auto at = at_;
        if (!take('*') && !take('/')) break;
        operator_end_ = at_;
        if (sign == '*' && at_ < end_ && text_[at_] == '*')
            complain(at, "powers are written with ^, as in 2^3");
        const Amount other = signed_number();
        if (!result_) break;
        if (sign == '/' && other.value == 0.0) complain(at, "divides by 0");
        amount.value = sign == '*' ? amount.value * other.value : amount.value / other.value;
        amount.dimension = amount.dimension.times(other.dimension, sign == '*' ? 1 : -1);
    }
    return amount;
}

Amount Evaluator::signed_number() {
    const char sign = next();
    if (sign != '-' && sign != '+') return raised();
    if (!descend()) return {};
    ++at_;
    operator_end_ = at_;
    Amount amount = signed_number();
    --depth_;
    if (sign == '-') amount.value = -amount.value;
    return amount;
}

Amount Evaluator::raised() {
    return to_power(measured());
}

Amount Evaluator::to_power(Amount base) {
    if (!take('^')) return base;
    const auto at = at_;
    const bool negative = take('-');
    next();
    int power = 0;
    const auto [stop, error] = std::from_chars(text_.data() + at_, text_.data() + end_, power);
    if (error != std::errc{} || power > ExpressionLimits::power || power < 0) {
        complain(at,
                 "expected a whole power of at most " + std::to_string(ExpressionLimits::power));
        return base;
    }
    at_ = static_cast<std::size_t>(stop - text_.data());
    const int signed_power = negative ? -power : power;
    return {std::pow(base.value, signed_power), Dimension{}.times(base.dimension, signed_power)};
}

Amount Evaluator::measured() {
    const Amount amount = first_part();
    return with_units(amount);
}

Amount Evaluator::first_part() {
    const char c = next();
    if (!result_) return {};
    if (const auto end = group_here(); end > at_) return grouped(end);
    if (c == '(') return parenthesis();
    if (is_digit(c) || c == '.') return number();
    if (is_letter(c)) return named();
    complain(at_ < end_ ? at_ : operator_end_, number_missing());
    return {};
}

// What a reference became is computed by itself.
Amount Evaluator::grouped(std::size_t end) {
    if (!descend()) return {};
    const auto begin = at_;
    const auto outer_end = std::exchange(end_, end);
    inside_ = true;
    const Amount amount = whole();
    inside_ = false;
    if (!result_) result_.at = begin;
    end_ = outer_end;
    --depth_;
    return amount;
}

Amount Evaluator::parenthesis() {
    const auto opened = at_;
    if (!descend()) return {};
    ++at_;
    operator_end_ = at_;
    const Amount amount = sum();
    if (result_ && !take(')'))
        at_ < end_ ? complain(at_, unexpected()) : complain(opened, "'(' lacks its ')'");
    --depth_;
    return amount;
}

Amount Evaluator::number() {
    Amount amount;
    const auto [stop, error] =
        std::from_chars(text_.data() + at_, text_.data() + end_, amount.value);
    if (error != std::errc{}) {
        complain(at_, error == std::errc::result_out_of_range ? "is too large" : number_missing());
        return {};
    }
    at_ = static_cast<std::size_t>(stop - text_.data());
    return amount;
}

std::string_view Evaluator::word() {
    const auto begin = at_;
    while (at_ < end_ && (is_letter(text_[at_]) || is_digit(text_[at_]))) ++at_;
    return text_.substr(begin, at_ - begin);
}

// "pi", or a unit by itself as in "100 mm / s".
Amount Evaluator::named() {
    const auto begin = at_;
    const auto name = word();
    if (name == "pi") return {std::numbers::pi, {}};
    if (const Unit* unit = find_unit(name))
        return to_power({unit->times / unit->parts, unit->dimension});
    complain(begin,
             quote(name) + " is neither a number nor a unit; write ${" + std::string(name) +
                 "} for a constant, or a unit: " + suggest_unit(name));
    return {};
}

Amount Evaluator::with_units(Amount amount) {
    while (result_) {
        const char c = next();
        const auto begin = at_;
        if (!is_letter(c) && c != '%') break;
        const auto name = c == '%' ? text_.substr(at_++, 1) : word();
        const Unit* unit = find_unit(name);
        if (!unit) {
            complain(begin, "there is no unit " + quote(name) + "; " + suggest_unit(name));
            break;
        }
        if (next() != '^') {  // exactly: 500 ms are 500 / 1000 s
            amount.value = amount.value * unit->times / unit->parts;
            amount.dimension = amount.dimension.times(unit->dimension, 1);
            continue;
        }
        const Amount raised_unit = to_power({unit->times / unit->parts, unit->dimension});
        amount.value *= raised_unit.value;
        amount.dimension = amount.dimension.times(raised_unit.dimension, 1);
    }
    return amount;
}

std::string Evaluator::unexpected() const {
    if (text_[at_] == '^') return "a power is not raised again without parentheses: (2^3)^2";
    return "expected an operator (+ - * /) before " + quote(text_.substr(at_, end_ - at_));
}

std::string Evaluator::number_missing() const {
    if (at_ >= end_) return "a number is missing at the end";
    const auto rest = text_.substr(at_, end_ - at_);
    if (const auto close = rest.find('}'); rest.starts_with("${") && close != rest.npos)
        return "nothing is known as " + quote(rest.substr(2, close - 2)) +
               ": neither this section nor [constants] has such an option";
    return "expected a number, found " + quote(rest);
}

}  // namespace

Evaluation evaluate(std::string_view text, std::span<const Group> groups) {
    return Evaluator(text, groups).run();
}

std::string unit_trouble(const Amount& amount, std::string_view unit) {
    if (amount.dimension.plain() || unit.empty()) return {};
    const auto wanted = evaluate(unit);
    if (!wanted || wanted.amount.dimension == amount.dimension) return {};
    return "is in " + amount.dimension.text() + ", must be in " + std::string(unit);
}

bool looks_computed(std::string_view text) {
    if (text.find_first_of("0123456789$(*/") != text.npos) return true;
    text = base::trim(text);
    const auto end = std::find_if_not(text.begin(), text.end(), is_letter);
    return std::string_view(text.begin(), end) == "pi";
}

base::Result<double> compute_number(std::string_view text, std::string_view unit) {
    if (const auto plain = base::parse_number(text)) return *plain;
    if (!looks_computed(text)) return base::Error{"expected a number, found " + quote(text)};
    const auto evaluation = evaluate(text);
    if (!evaluation)
        return base::Error{"cannot compute " + quote(text) + ": " + evaluation.trouble +
                           " (at character " + std::to_string(evaluation.at + 1) + ")"};
    if (auto trouble = unit_trouble(evaluation.amount, unit); !trouble.empty())
        return base::Error{quote(text) + " " + trouble};
    return evaluation.amount.value;
}

}  // namespace escapement::config
