// Values as JSON text.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/value.hpp"

#include <charconv>
#include <cmath>

namespace escapement::base {
namespace {

void append_text(std::string& out, std::string_view text) {
    static constexpr char hex[] = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (byte < 0x20) {
            out += "\\u00";
            out += hex[byte >> 4];
            out += hex[byte & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

void append_number(std::string& out, double number) {
    if (!std::isfinite(number)) {
        out += "null";
        return;
    }
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
    const std::string_view text(buffer, end);
    out += text;
    if (text.find_first_of(".e") == std::string_view::npos) out += ".0";
}

void append(std::string& out, const Value& value);

void append_list(std::string& out, const Value::List& list) {
    out += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i) out += ", ";
        append(out, list[i]);
    }
    out += ']';
}

void append_table(std::string& out, const Value::Table& table) {
    out += '{';
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (i) out += ", ";
        append_text(out, table[i].first);
        out += ": ";
        append(out, table[i].second);
    }
    out += '}';
}

void append(std::string& out, const Value& value) {
    if (const auto* truth = value.as<bool>())
        out += *truth ? "true" : "false";
    else if (const auto* whole = value.as<std::int64_t>())
        out += std::to_string(*whole);
    else if (const auto* number = value.as<double>())
        append_number(out, *number);
    else if (const auto* text = value.as<std::string>())
        append_text(out, *text);
    else if (const auto* list = value.as<Value::List>())
        append_list(out, *list);
    else if (const auto* table = value.as<Value::Table>())
        append_table(out, *table);
    else
        out += "null";
}

}  // namespace

const Value* Value::find(std::string_view key) const {
    if (const auto* table = as<Table>())
        for (const auto& [name, value] : *table)
            if (name == key) return &value;
    return nullptr;
}

Value& Value::operator[](std::string_view key) {
    if (is_null()) state_ = Table{};
    auto& table = *std::get_if<Table>(&state_);
    for (auto& [name, value] : table)
        if (name == key) return value;
    return table.emplace_back(std::string(key), Value()).second;
}

std::string to_json(const Value& value) {
    std::string out;
    append(out, value);
    return out;
}

}  // namespace escapement::base
