// Runs what is due, in order.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/executor.hpp"

#include <algorithm>

namespace escapement::runtime {

Executor::Place Executor::call_at(HostTime when,
                                  HostTime::duration sooner,
                                  std::function<void()> what) {
    // What is asked for in the past runs now, after everything asked for earlier.
    const Place place{std::max(when, now()), order_++};
    const HostTime earliest = place.when - sooner;
    waits_.emplace(place, Entry{std::move(what), earliest});
    if (earliest < place.when) early_.emplace(Place{earliest, place.order}, place);
    return place;
}

void Executor::cancel(const Place& place) {
    const auto entry = waits_.find(place);
    if (entry == waits_.end()) return;
    early_.erase({entry->second.earliest, place.order});
    waits_.erase(entry);
}

void Executor::run(Waits::iterator entry) {
    auto what = std::move(entry->second.what);
    early_.erase({entry->second.earliest, entry->first.order});
    waits_.erase(entry);
    what();
}

void Executor::poll(HostTime now) {
    // Work that arrives while polling waits for the next poll, so that a poll always ends.
    const std::uint64_t end = order_;
    const auto runs = [&](const auto& places) {
        return !places.empty() && places.begin()->first.when <= now &&
               places.begin()->first.order < end;
    };
    for (;;) {
        const bool is_due = runs(waits_);
        if (runs(early_) && (!is_due || early_.begin()->first < waits_.begin()->first))
            run(waits_.find(early_.begin()->second));
        else if (is_due)
            run(waits_.begin());
        else
            break;
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
