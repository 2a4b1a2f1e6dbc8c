// A value whose type is known only at run time: what status fields and parameters hold.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace escapement::base {

// Null, truth, whole number, number, text, list or table; tables keep their order.
class Value {
  public:
    using List = std::vector<Value>;
    using Table = std::vector<std::pair<std::string, Value>>;

    Value() = default;
    Value(bool value) : state_(value) {}
    Value(int value) : state_(std::int64_t{value}) {}
    Value(std::int64_t value) : state_(value) {}
    Value(std::uint64_t value) : state_(static_cast<std::int64_t>(value)) {}
    Value(double value) : state_(value) {}
    Value(const char* value) : state_(std::string(value)) {}
    Value(std::string_view value) : state_(std::string(value)) {}
    Value(std::string value) : state_(std::move(value)) {}
    Value(List value) : state_(std::move(value)) {}
    Value(Table value) : state_(std::move(value)) {}

    bool is_null() const { return std::holds_alternative<std::monostate>(state_); }
    // The content if it has that type, else nullptr.
    template <class T>
    const T* as() const {
        return std::get_if<T>(&state_);
    }
    // The entry of a table, or nullptr.
    const Value* find(std::string_view key) const;
    // Sets an entry of a table (a null value becomes a table first).
    Value& operator[](std::string_view key);

    bool operator==(const Value&) const = default;

  private:
    std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Table> state_;
};

// JSON on one line; numbers in the shortest form that reads back the same, no NaN (null).
std::string to_json(const Value& value);

}  // namespace escapement::base
