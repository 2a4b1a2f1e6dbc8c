// Lists of settings as tuples.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/settings_object.hpp"

namespace escapement::modules {
namespace {

using base::Value;
using templates::Literal;

Literal tuple_of(const Value::List& list);

Literal plain_or_tuple(const Value& value) {
    if (const auto* list = value.as<Value::List>()) return tuple_of(*list);
    if (const auto* truth = value.as<bool>()) return {*truth};
    if (const auto* whole = value.as<std::int64_t>()) return {*whole};
    if (const auto* real = value.as<double>()) return {*real};
    if (const auto* text = value.as<std::string>()) return {*text};
    return {};
}

Literal tuple_of(const Value::List& list) {
    Literal::Items items;
    for (const Value& item : list) items.push_back(plain_or_tuple(item));
    return {std::move(items), Literal::Shape::tuple};
}

}  // namespace

std::optional<templates::HostValue> SettingsObject::field(std::string_view name) {
    const Value* value = table_->find(name);
    if (!value) return std::nullopt;
    if (const auto* list = value->as<Value::List>()) return tuple_of(*list);
    if (!value->as<Value::Table>()) return *value;
    auto& object = within_[std::string(name)];
    if (!object) object = std::make_unique<SettingsObject>(*value);
    return object.get();
}

std::vector<std::string> SettingsObject::names() {
    std::vector<std::string> names;
    if (const auto* table = table_->as<Value::Table>())
        for (const auto& [name, value] : *table) names.push_back(name);
    return names;
}

}  // namespace escapement::modules
