// Names for the numbers of a field: pins, buses, reasons for a shutdown.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace escapement::wire {

// Single names ("ADC_TEMPERATURE" is 254), and ranges of names that count ("PC0" and the 15
// names that follow, up to "PC15", are 32 to 47).  Ranges are never expanded in memory.
class Enumeration {
  public:
    struct Entry {
        std::string name;        // of a range, its first
        std::int64_t value = 0;  // what `name` stands for, within 32 bits of either sign
        std::uint32_t count = 1;
        bool is_range = false;

        bool operator==(const Entry&) const = default;
    };

    // Fail if a value does not fit 32 bits or a range wraps.
    base::Result<void> add(std::string name, std::int64_t value);
    base::Result<void> add_range(std::string first, std::int64_t value, std::int64_t count);

    // What a name stands for; a single name goes before a range that contains it.
    std::optional<std::int64_t> value(std::string_view name) const;
    // The first name that stands for a value.
    std::optional<std::string> name(std::int64_t value) const;
    // Every name, at most `limit` of them.
    std::vector<std::string> names(std::size_t limit = 1000) const;

    const std::vector<Entry>& entries() const { return entries_; }
    bool operator==(const Enumeration&) const = default;

  private:
    std::vector<Entry> entries_;
};

}  // namespace escapement::wire
