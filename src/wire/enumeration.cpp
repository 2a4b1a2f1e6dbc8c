// Names for the numbers of a field: looking them up in both directions.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/enumeration.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

namespace escapement::wire {

namespace {

using base::Error;
using base::Result;

constexpr std::int64_t least = std::numeric_limits<std::int32_t>::min();
constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();

// A name cut before the digits at its end: "PC12" is "PC" and 12.
struct Numbered {
    std::string_view root;
    std::int64_t number = 0;
};

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Nothing if the number at the end is too large to count with.
std::optional<Numbered> split(std::string_view name) {
    std::size_t digits = 0;
    while (digits < name.size() && is_digit(name[name.size() - 1 - digits])) ++digits;
    Numbered result{name.substr(0, name.size() - digits)};
    if (digits > 9) return std::nullopt;
    std::from_chars(name.data() + result.root.size(), name.data() + name.size(), result.number);
    return result;
}

std::string counted_name(const Enumeration::Entry& range, std::int64_t offset) {
    const auto first = split(range.name);
    return std::string(first->root) + std::to_string(first->number + offset);
}

std::optional<std::int64_t> value_in(const Enumeration::Entry& range, std::string_view name) {
    const auto first = split(range.name);
    const auto wanted = split(name);
    if (!wanted || wanted->root != first->root) return std::nullopt;
    const std::int64_t offset = wanted->number - first->number;
    if (offset < 0 || offset >= range.count) return std::nullopt;
    if (counted_name(range, offset) != name) return std::nullopt;  // "PA01" is not "PA1"
    return range.value + offset;
}

}  // namespace

Result<void> Enumeration::add(std::string name, std::int64_t value) {
    if (value < least || value > most)
        return Error{"'" + name + "': " + std::to_string(value) + " does not fit 32 bits"};
    entries_.push_back({std::move(name), value});
    return {};
}

Result<void> Enumeration::add_range(std::string first, std::int64_t value, std::int64_t count) {
    const auto start = split(first);
    if (!start) return Error{"'" + first + "': the number at the end is too large"};
    if (value < least || value > most || count < 0 || count > most + 1 - value)
        return Error{"'" + first + "': " + std::to_string(count) + " values from " +
                     std::to_string(value) + " on do not fit 32 bits"};
    const auto size = static_cast<std::uint32_t>(std::min(count, most));
    entries_.push_back({std::move(first), value, size, true});
    return {};
}

std::optional<std::int64_t> Enumeration::value(std::string_view name) const {
    for (const Entry& entry : entries_)
        if (!entry.is_range && entry.name == name) return entry.value;
    for (const Entry& entry : entries_)
        if (entry.is_range)
            if (auto found = value_in(entry, name)) return found;
    return std::nullopt;
}

std::optional<std::string> Enumeration::name(std::int64_t value) const {
    for (const Entry& entry : entries_) {
        const std::int64_t offset = value - entry.value;
        if (offset < 0 || offset >= entry.count) continue;
        return entry.is_range ? counted_name(entry, offset) : entry.name;
    }
    return std::nullopt;
}

std::vector<std::string> Enumeration::names(std::size_t limit) const {
    std::vector<std::string> result;
    for (const Entry& entry : entries_)
        for (std::uint32_t i = 0; i < entry.count && result.size() < limit; ++i)
            result.push_back(entry.is_range ? counted_name(entry, i) : entry.name);
    return result;
}

}  // namespace escapement::wire
