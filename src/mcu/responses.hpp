// Who wants to hear which messages of a microcontroller.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <utility>

#include "mcu/received.hpp"
#include "messages/types.hpp"
#include "wire/codebook.hpp"
#include "wire/message.hpp"

namespace escapement::mcu {

// Belongs to one thread.  Listeners may come and go while they are called.
class Responses {
  public:
    // Gets a reader of the fields, and when the message came.
    using Listener = std::function<void(wire::Reader fields, const Received& times)>;

  private:
    struct Entry {
        wire::MessageId id;
        std::optional<messages::Oid> oid;
        Listener listener;
        bool gone = false;
    };
    using Entries = std::list<Entry>;

  public:
    // Ends the listening when destroyed; must not outlive the Responses.
    class Subscription {
      public:
        Subscription() = default;
        Subscription(Subscription&& other) noexcept { *this = std::move(other); }
        Subscription& operator=(Subscription&& other) noexcept {
            std::swap(owner_, other.owner_);
            std::swap(entry_, other.entry_);
            return *this;
        }
        ~Subscription() {
            if (owner_) owner_->leave(entry_);
        }

      private:
        friend class Responses;
        Subscription(Responses& owner, Entries::iterator entry) : owner_(&owner), entry_(entry) {}
        Responses* owner_ = nullptr;
        Entries::iterator entry_{};
    };

    // With an oid, only messages whose first field, `oid`, is that.
    [[nodiscard]] Subscription listen(wire::MessageId id,
                                      std::optional<messages::Oid> oid,
                                      Listener listener);

    // Calls the listeners of every message in the payload.  What `book` does not know, and all
    // behind it, is left out: false.
    bool dispatch(const Received& received, const wire::Codebook& book);
    // The same for a board whose dictionary is not known yet: one message per payload.
    void dispatch_first(const Received& received);

  private:
    void tell(wire::MessageId id, wire::Reader fields, const Received& received);
    void leave(Entries::iterator entry);

    Entries entries_;
    bool telling_ = false;
};

using Subscription = Responses::Subscription;

}  // namespace escapement::mcu
