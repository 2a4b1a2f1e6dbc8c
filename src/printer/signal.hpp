// Something happened: a list of those who want to know.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <list>
#include <utility>

namespace escapement::printer {

// Belongs to the main thread.  Listeners are called in the order in which they joined and must
// not join or leave while being called.
template <class Event>
class Signal {
    using Listeners = std::list<std::function<void(const Event&)>>;

  public:
    // Leaves when destroyed; must not outlive the signal.
    class [[nodiscard]] Connection {
      public:
        Connection() = default;
        Connection(Listeners& listeners, typename Listeners::iterator place)
            : listeners_(&listeners), place_(place) {}
        Connection(Connection&& other) noexcept
            : listeners_(std::exchange(other.listeners_, nullptr)), place_(other.place_) {}
        Connection& operator=(Connection&& other) noexcept {
            std::swap(listeners_, other.listeners_);
            std::swap(place_, other.place_);
            return *this;
        }
        ~Connection() {
            if (listeners_) listeners_->erase(place_);
        }

      private:
        Listeners* listeners_ = nullptr;
        typename Listeners::iterator place_{};
    };

    Connection connect(std::function<void(const Event&)> listener) {
        return {listeners_, listeners_.insert(listeners_.end(), std::move(listener))};
    }
    void emit(const Event& event) const {
        for (const auto& listener : listeners_) listener(event);
    }

  private:
    Listeners listeners_;
};

}  // namespace escapement::printer
