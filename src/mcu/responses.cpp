// Finds the listeners of each message in a payload.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/responses.hpp"

namespace escapement::mcu {

namespace {

// Moves behind the fields of a message.
void skip(wire::Reader& in, const wire::MessageFormat& format) {
    for (const wire::FormatField& field : format.fields()) {
        if (wire::is_integer(field.kind))
            in.take_int();
        else
            in.take_bytes();
    }
}

}  // namespace

Responses::Subscription Responses::listen(wire::MessageId id,
                                          std::optional<messages::Oid> oid,
                                          Listener listener) {
    entries_.push_back({id, oid, std::move(listener)});
    return {*this, std::prev(entries_.end())};
}

void Responses::leave(Entries::iterator entry) {
    // Whoever is telling stands on some entry; it cleans up when it has finished.
    if (telling_)
        entry->gone = true;
    else
        entries_.erase(entry);
}

bool Responses::dispatch(const Received& received, const wire::Codebook& book) {
    wire::Reader reader(received.payload());
    while (!reader.at_end()) {
        const wire::MessageId id = wire::take_id(reader);
        const wire::MessageFormat* format = reader.ok() ? book.find(id) : nullptr;
        if (!format) return false;
        const wire::Reader fields = reader;
        skip(reader, *format);
        if (!reader.ok()) return false;
        tell(id, fields, received);
    }
    return true;
}

void Responses::dispatch_first(const Received& received) {
    wire::Reader reader(received.payload());
    const wire::MessageId id = wire::take_id(reader);
    if (reader.ok()) tell(id, reader, received);
}

void Responses::tell(wire::MessageId id, wire::Reader fields, const Received& received) {
    wire::Reader first_field = fields;
    const std::uint32_t oid = first_field.take_int();
    const bool outermost = !telling_;
    telling_ = true;
    for (Entry& entry : entries_) {
        if (entry.gone || entry.id != id) continue;
        if (!entry.oid || entry.oid->raw == oid) entry.listener(fields, received);
    }
    if (!outermost) return;
    telling_ = false;
    std::erase_if(entries_, [](const Entry& entry) { return entry.gone; });
}

}  // namespace escapement::mcu
