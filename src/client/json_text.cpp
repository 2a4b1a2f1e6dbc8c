// The parser is nlohmann's; the values are ours.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/json_text.hpp"

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

namespace escapement::client {

namespace {

using base::Value;
constexpr int max_depth = 60;

Value value_of(const nlohmann::json& json) {
    if (json.is_boolean()) return json.get<bool>();
    if (json.is_number_float()) return json.get<double>();
    if (json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX)
        return json.get<double>();
    if (json.is_number()) return json.get<std::int64_t>();
    if (json.is_string()) return json.get<std::string>();
    if (json.is_array()) {
        Value::List list;
        for (const auto& entry : json) list.push_back(value_of(entry));
        return list;
    }
    if (!json.is_object()) return {};
    Value::Table table;
    for (const auto& [key, entry] : json.items()) table.emplace_back(key, value_of(entry));
    return table;
}

}  // namespace

std::optional<Value> parse_json(std::string_view text) {
    bool too_deep = false;
    const auto shallow = [&](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
        too_deep = too_deep || depth > max_depth;
        return !too_deep;
    };
    const auto json = nlohmann::json::parse(text, shallow, false);
    if (json.is_discarded() || too_deep) return std::nullopt;
    return value_of(json);
}

const Value* below(const Value* value, std::string_view key) {
    return value && value->as<Value::Table>() ? value->find(key) : nullptr;
}

std::optional<double> number_in(const Value* value) {
    if (!value) return std::nullopt;
    if (const auto* whole = value->as<std::int64_t>()) return static_cast<double>(*whole);
    const auto* number = value->as<double>();
    return number && std::isfinite(*number) ? std::optional(*number) : std::nullopt;
}

std::optional<std::string> text_in(const Value* value) {
    const auto* text = value ? value->as<std::string>() : nullptr;
    return text ? std::optional(*text) : std::nullopt;
}

}  // namespace escapement::client
