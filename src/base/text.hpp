// How a value is written by people: parse it, print it, name its unit and kind.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/quantity.hpp"

namespace escapement::base {

// A number as people and Python write it: surrounding blanks, a leading '+', ".5", "5." and
// exponents are fine; hexadecimal, "inf", "nan" and trailing text are not.
std::optional<double> parse_number(std::string_view text);
std::optional<std::int64_t> parse_whole(std::string_view text);
// true/yes/on/1 and false/no/off/0 in any case.
std::optional<bool> parse_truth(std::string_view text);
// The shortest text that reads back as the same number.
std::string print_number(double value);
std::string_view trim(std::string_view text);
std::string lower_case(std::string_view text);
std::string upper_case(std::string_view text);
std::string in_quotes(std::string_view text);

// Text<T> says how a T is read and written; `kind` is its name in reference material.
template <class T>
struct Text;

template <>
struct Text<double> {
    static constexpr std::string_view unit = "";
    static constexpr std::string_view kind = "float";
    static std::optional<double> parse(std::string_view text) { return parse_number(text); }
    static std::string print(double value) { return print_number(value); }
};

template <>
struct Text<int> {
    static constexpr std::string_view unit = "";
    static constexpr std::string_view kind = "int";
    static std::optional<int> parse(std::string_view text);
    static std::string print(int value) { return std::to_string(value); }
};

template <>
struct Text<std::int64_t> {
    static constexpr std::string_view unit = "";
    static constexpr std::string_view kind = "int";
    static std::optional<std::int64_t> parse(std::string_view text) { return parse_whole(text); }
    static std::string print(std::int64_t value) { return std::to_string(value); }
};

template <>
struct Text<bool> {
    static constexpr std::string_view unit = "";
    static constexpr std::string_view kind = "boolean";
    static std::optional<bool> parse(std::string_view text) { return parse_truth(text); }
    static std::string print(bool value) { return value ? "True" : "False"; }
};

template <>
struct Text<Seconds> {
    static constexpr std::string_view unit = "s";
    static constexpr std::string_view kind = "float";
    static std::optional<Seconds> parse(std::string_view text) {
        if (auto n = parse_number(text)) return Seconds{*n};
        return std::nullopt;
    }
    static std::string print(Seconds value) { return print_number(value.count()); }
};

template <int L, int T>
struct Text<Quantity<L, T>> {
    static constexpr std::string_view unit = T == 0    ? "mm"
                                             : T == -1 ? "mm/s"
                                             : T == -2 ? "mm/s^2"
                                                       : "mm/s^3";
    static constexpr std::string_view kind = "float";
    static std::optional<Quantity<L, T>> parse(std::string_view text) {
        if (auto n = parse_number(text)) return Quantity<L, T>{*n};
        return std::nullopt;
    }
    static std::string print(Quantity<L, T> value) { return print_number(value.value); }
};

template <>
struct Text<std::string> {
    static constexpr std::string_view unit = "";
    static constexpr std::string_view kind = "string";
    static std::optional<std::string> parse(std::string_view text) { return std::string(text); }
    static std::string print(const std::string& value) { return value; }
};

template <class T>
struct Text<std::optional<T>> {
    static constexpr std::string_view unit = Text<T>::unit;
    static constexpr std::string_view kind = Text<T>::kind;
    static std::optional<std::optional<T>> parse(std::string_view text) {
        if (auto value = Text<T>::parse(text)) return std::optional<T>(*value);
        return std::nullopt;
    }
    static std::string print(const std::optional<T>& value) {
        return value ? Text<T>::print(*value) : "";
    }
};

}  // namespace escapement::base
