// A switch whose contacts bounce: its state counts once it has rested for a while.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include "base/time.hpp"
#include "runtime/executor.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class Debounce {
  public:
    // `action` is called with each state that has lasted that long.
    Debounce(runtime::Executor& executor, base::Seconds rest, std::function<void(bool)> action)
        : executor_(executor),
          rest_(rest),
          action_(std::move(action)),
          timer_(executor, [this] { settle(); }) {}

    // The switch was seen to change.
    void note(bool state) {
        seen_ = state;
        if (settled_ != state) timer_.set(executor_.now() + runtime::Executor::to_duration(rest_));
    }

  private:
    void settle() {
        if (settled_ == seen_) return;
        settled_ = seen_;
        action_(seen_);
    }

    runtime::Executor& executor_;
    base::Seconds rest_;
    std::function<void(bool)> action_;
    bool seen_ = false;
    std::optional<bool> settled_;  // nothing: no state was told so far
    runtime::Timer timer_;
};

}  // namespace escapement::modules
