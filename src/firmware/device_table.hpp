// Which device goes by which oid.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "messages/types.hpp"

namespace escapement::firmware {

using messages::Oid;

// What can be done with any device; its address tells the type.
struct DeviceKind {
    void (*shut_down)(void* device);
    void (*say_last_words)(void* device);  // nullptr: there is nothing to say
    void (*run_task)(void* device);        // nullptr: there is nothing to do
};

template <class D>
concept Device = requires(D& device) {
    device.shut_down();
};

// A device that has something to say outside of its timers.
template <class D>
concept DeviceWithTask = Device<D> && requires(D& device) {
    device.run_task();
};

// A device that sends something when the board shuts down, after all devices did.
template <class D>
concept DeviceWithLastWords = Device<D> && requires(D& device) {
    device.say_last_words();
};

namespace detail {

template <Device D>
constexpr DeviceKind describe() {
    DeviceKind kind{[](void* device) { static_cast<D*>(device)->shut_down(); }, nullptr, nullptr};
    if constexpr (DeviceWithLastWords<D>)
        kind.say_last_words = [](void* device) { static_cast<D*>(device)->say_last_words(); };
    if constexpr (DeviceWithTask<D>)
        kind.run_task = [](void* device) { static_cast<D*>(device)->run_task(); };
    return kind;
}

}  // namespace detail

template <Device D>
inline constexpr DeviceKind kind_of = detail::describe<D>();

class DeviceTable {
  public:
    struct Entry {
        const DeviceKind* kind;
        void* device;
    };

    void assign(std::span<Entry> entries) {
        entries_ = entries;
        assigned_ = true;
    }
    void clear() { *this = DeviceTable(); }

    bool assigned() const { return assigned_; }
    bool vacant(Oid oid) const { return oid.raw < entries_.size() && !entries_[oid.raw].kind; }

    // The oid must be vacant.
    template <Device D>
    void set(Oid oid, D* device) {
        entries_[oid.raw] = {&kind_of<D>, device};
    }

    // nullptr if there is none, or one of another kind.
    template <Device D>
    D* find(Oid oid) const {
        if (oid.raw >= entries_.size() || entries_[oid.raw].kind != &kind_of<D>) return nullptr;
        return static_cast<D*>(entries_[oid.raw].device);
    }

    void shut_down() const {
        for (const Entry& entry : entries_)
            if (entry.kind) entry.kind->shut_down(entry.device);
        for (const Entry& entry : entries_)
            if (entry.kind && entry.kind->say_last_words) entry.kind->say_last_words(entry.device);
    }
    void run_tasks() const {
        for (const Entry& entry : entries_)
            if (entry.kind && entry.kind->run_task) entry.kind->run_task(entry.device);
    }

  private:
    std::span<Entry> entries_;
    bool assigned_ = false;
};

}  // namespace escapement::firmware
