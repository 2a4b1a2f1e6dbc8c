// Python's dict: keys in the order in which they were put in, found by their hash.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "template/run.hpp"
#include "template/value.hpp"

namespace escapement::templates {

struct DictEntry {
    Value key;
    Value value;
    std::uint64_t hash = 0;
};

struct Dict {
    DictEntry* entries = nullptr;
    std::size_t size = 0;
    std::size_t capacity = 0;
    std::uint32_t* slots = nullptr;  // open addressing; 0 is empty, else the entry's place + 1
    std::size_t slot_count = 0;      // a power of two, 0 as long as the dict is small

    std::span<DictEntry> span() const { return {entries, size}; }
};

Value new_dict(Run& run);
// The value of a key, or nullptr.  A key that cannot be hashed is a TypeError.
Value* find(Run& run, const Dict& dict, const Value& key);
void put(Run& run, Dict& dict, const Value& key, const Value& value);
// Takes a key out; its value, or missing if it is not there.
Value take_out(Run& run, Dict& dict, const Value& key);
void copy_into(Run& run, Dict& to, const Dict& from);
void clear(Dict& dict);
// One item of a view, by its place.
Value view_item(Run& run, const View& view, std::size_t place);

}  // namespace escapement::templates
