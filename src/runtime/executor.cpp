// Runs what is due, in order.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/executor.hpp"

#include <algorithm>

namespace escapement::runtime {

Executor::Place Executor::call_at(HostTime when, std::function<void()> what) {
    // What is asked for in the past runs now, after everything asked for earlier.
    const Place place{std::max(when, now()), order_++};
    waits_.emplace(place, std::move(what));
    return place;
}

void Executor::poll(HostTime now) {
    // Work that arrives while polling waits for the next poll, so that a poll always ends.
    const std::uint64_t end = order_;
    while (!waits_.empty()) {
        auto first = waits_.begin();
        if (first->first.when > now || first->first.order >= end) break;
        auto what = std::move(first->second);
        waits_.erase(first);
        what();
    }
    sweep_roots();
}

void Executor::spawn(Task<> task, std::function<void(std::exception_ptr)> on_end) {
    if (abandoning_) return;
    roots_.push_back({std::move(task), std::move(on_end)});
    post([this, root = std::prev(roots_.end())] { run_root(root); });
}

void Executor::abandon_tasks() {
    abandoning_ = true;
    roots_.clear();
    abandoning_ = false;
}

void Executor::run_root(std::list<Root>::iterator root) {
    root->begun = true;
    root->task.start();
}

void Executor::sweep_roots() {
    for (auto root = roots_.begin(); root != roots_.end();) {
        if (!root->begun || !root->task.done()) {
            ++root;
            continue;
        }
        std::exception_ptr failure;
        try {
            root->task.take();
        } catch (...) {
            failure = std::current_exception();
        }
        auto on_end = std::move(root->on_end);
        root = roots_.erase(root);
        if (on_end) on_end(failure);
    }
}

}  // namespace escapement::runtime
