// From the library's tree to ours.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/json_text.hpp"

#include <nlohmann/json.hpp>

namespace escapement::modules {
namespace {

constexpr int deepest = 16;

// The parser asks before it keeps a part.
bool is_flat_enough(int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
    return depth <= deepest;
}

base::Value converted(const nlohmann::json& json) {
    if (json.is_boolean()) return json.get<bool>();
    if (json.is_number_integer()) return json.get<std::int64_t>();
    if (json.is_number()) return json.get<double>();
    if (json.is_string()) return json.get<std::string>();
    if (json.is_array()) {
        base::Value::List list;
        for (const auto& entry : json) list.push_back(converted(entry));
        return list;
    }
    if (json.is_object()) {
        base::Value::Table table;
        for (const auto& [key, value] : json.items()) table.emplace_back(key, converted(value));
        return table;
    }
    return {};
}

}  // namespace

std::optional<base::Value> parse_json(std::string_view text) {
    const auto json = nlohmann::json::parse(text, is_flat_enough, false);
    if (json.is_discarded()) return std::nullopt;
    return converted(json);
}

}  // namespace escapement::modules
