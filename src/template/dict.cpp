// Python's dict: keys in the order in which they were put in, found by their hash.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/dict.hpp"

#include <algorithm>

#include "template/compare.hpp"

namespace escapement::templates {
namespace {

constexpr std::size_t largest_without_slots = 8;

void add_slot(Dict& dict, std::size_t place) {
    std::size_t at = dict.entries[place].hash & (dict.slot_count - 1);
    while (dict.slots[at] != 0) at = (at + 1) & (dict.slot_count - 1);
    dict.slots[at] = static_cast<std::uint32_t>(place + 1);
}

void make_slots(Run& run, Dict& dict) {
    dict.slot_count = 0;
    if (dict.size <= largest_without_slots) return;
    std::size_t count = 32;
    while (count < dict.capacity * 2) count *= 2;
    if (!run.fits(count * sizeof(std::uint32_t))) return;
    dict.slots = run.heap().array<std::uint32_t>(count);
    dict.slot_count = count;
    for (std::size_t place = 0; place < dict.size; ++place) add_slot(dict, place);
}

bool grow_entries(Run& run, Dict& dict) {
    const auto capacity = std::max<std::size_t>(4, dict.capacity * 2);
    if (!run.fits(capacity * sizeof(DictEntry))) return false;
    auto* const entries = run.heap().array<DictEntry>(capacity);
    std::copy(dict.entries, dict.entries + dict.size, entries);
    dict.entries = entries;
    dict.capacity = capacity;
    return true;
}

bool is_key(Run& run, const DictEntry& entry, const Value& key, std::uint64_t hash) {
    return entry.hash == hash && (entry.key.same_as(key) || equal(run, entry.key, key));
}

// The place of a key, or the dict's size.
std::size_t place_of(Run& run, const Dict& dict, const Value& key, std::uint64_t hash) {
    if (dict.slot_count == 0) {
        for (std::size_t place = 0; place < dict.size; ++place)
            if (is_key(run, dict.entries[place], key, hash)) return place;
        return dict.size;
    }
    std::size_t at = hash & (dict.slot_count - 1);
    for (; dict.slots[at] != 0 && run.spend(); at = (at + 1) & (dict.slot_count - 1)) {
        const std::size_t place = dict.slots[at] - 1;
        if (is_key(run, dict.entries[place], key, hash)) return place;
    }
    return dict.size;
}

}  // namespace

Value new_dict(Run& run) {
    return Value::dict(run.heap().make<Dict>());
}

Value* find(Run& run, const Dict& dict, const Value& key) {
    const auto hash = hash_of(run, key);
    if (run.failed()) return nullptr;
    const auto place = place_of(run, dict, key, hash);
    return place < dict.size ? &dict.entries[place].value : nullptr;
}

void put(Run& run, Dict& dict, const Value& key, const Value& value) {
    const auto hash = hash_of(run, key);
    if (run.failed()) return;
    const auto place = place_of(run, dict, key, hash);
    if (place < dict.size) {
        dict.entries[place].value = value;
        return;
    }
    const bool full = dict.size == dict.capacity;
    if (full && !grow_entries(run, dict)) return;
    dict.entries[dict.size++] = {key, value, hash};
    if (full || dict.size == largest_without_slots + 1)
        make_slots(run, dict);
    else if (dict.slot_count > 0)
        add_slot(dict, dict.size - 1);
}

Value take_out(Run& run, Dict& dict, const Value& key) {
    const auto hash = hash_of(run, key);
    if (run.failed()) return {};
    const auto place = place_of(run, dict, key, hash);
    if (place == dict.size || !run.spend(dict.size / 8 + 1)) return {};
    const Value taken = dict.entries[place].value;
    std::copy(dict.entries + place + 1, dict.entries + dict.size, dict.entries + place);
    --dict.size;
    make_slots(run, dict);
    return taken;
}

void copy_into(Run& run, Dict& to, const Dict& from) {
    for (std::size_t place = 0; place < from.size && run.spend(); ++place)
        put(run, to, from.entries[place].key, from.entries[place].value);
}

void clear(Dict& dict) {
    dict.size = 0;
    dict.slot_count = 0;
}

Value view_item(Run& run, const View& view, std::size_t place) {
    const DictEntry& entry = view.dict->entries[place];
    if (view.part == Part::keys) return entry.key;
    if (view.part == Part::values) return entry.value;
    return run.tuple({entry.key, entry.value});
}

}  // namespace escapement::templates
