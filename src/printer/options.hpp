// How option and parameter types of printer modules are written, beyond plain numbers and text.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "base/value.hpp"

namespace escapement::printer {

// A pin as written in a configuration: prefixes, microcontroller, name.
struct PinName {
    std::string text;
    bool operator==(const PinName&) const = default;
};

// Entries separated by commas, blanks around them dropped.
std::vector<std::string> split_list(std::string_view text);

base::Value to_value(const base::Value& value);
base::Value to_value(bool value);
base::Value to_value(int value);
base::Value to_value(std::int64_t value);
base::Value to_value(double value);
base::Value to_value(const std::string& value);
base::Value to_value(const PinName& value);
base::Value to_value(base::Seconds value);
template <int L, int T>
base::Value to_value(base::Quantity<L, T> value) {
    return value.value;
}
template <class T>
base::Value to_value(const std::optional<T>& value) {
    return value ? to_value(*value) : base::Value();
}
template <class T>
base::Value to_value(const std::vector<T>& values) {
    base::Value::List list;
    for (const T& value : values) list.push_back(to_value(value));
    return list;
}

}  // namespace escapement::printer

namespace escapement::base {

template <>
struct Text<printer::PinName> {
    static constexpr std::string_view unit = "";
    static constexpr std::string_view kind = "pin";
    static std::optional<printer::PinName> parse(std::string_view text) {
        return printer::PinName{std::string(trim(text))};
    }
    static std::string print(const printer::PinName& value) { return value.text; }
};

template <class T>
struct Text<std::vector<T>> {
    static constexpr std::string_view unit = Text<T>::unit;
    static constexpr std::string_view kind = "list";
    static std::optional<std::vector<T>> parse(std::string_view text) {
        std::vector<T> values;
        for (const auto& word : printer::split_list(text)) {
            auto value = Text<T>::parse(word);
            if (!value) return std::nullopt;
            values.push_back(std::move(*value));
        }
        return values;
    }
    static std::string print(const std::vector<T>& values) {
        std::string out;
        for (const T& value : values) out += (out.empty() ? "" : ", ") + Text<T>::print(value);
        return out;
    }
};

// A status field that is built as it goes out; never read from text.
template <>
struct Text<Value> {
    static constexpr std::string_view unit = "";
    static constexpr std::string_view kind = "value";
    static std::optional<Value> parse(std::string_view) { return std::nullopt; }
    static std::string print(const Value& value) { return to_json(value); }
};

}  // namespace escapement::base
