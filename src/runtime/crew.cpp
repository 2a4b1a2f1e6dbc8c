// Threads that wait for jobs.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/crew.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"

namespace escapement::runtime {

namespace {

constexpr std::size_t most_helpers = 7;

}  // namespace

std::size_t Crew::usual_helpers() {
    const std::size_t processors = std::max(std::thread::hardware_concurrency(), 2u);
    return std::min(processors - 1, most_helpers);
}

Crew::Crew(std::size_t helpers) {
    for (std::size_t i = 0; i < helpers; ++i) helpers_.emplace_back([this] { help(); });
}

Crew::~Crew() {
    finish();
    {
        const std::lock_guard lock(mutex_);
        leaving_ = true;
    }
    changed_.notify_all();
    for (std::thread& helper : helpers_) helper.join();
}

void Crew::start(std::vector<Job> jobs) {
    {
        const std::lock_guard lock(mutex_);
        ASSERT(unfinished_ == 0);
        entries_.clear();
        for (Job& job : jobs) {
            for (const std::size_t before : job.after) ASSERT(before < entries_.size());
            entries_.push_back({std::move(job)});
        }
        unfinished_ = entries_.size();
    }
    changed_.notify_all();
}

void Crew::finish() {
    Lock lock(mutex_);
    while (unfinished_ > 0) {
        work(lock);
        changed_.wait(lock, [this] { return unfinished_ == 0 || ready(); });
    }
}

void Crew::help() {
    Lock lock(mutex_);
    while (!leaving_) {
        work(lock);
        changed_.wait(lock, [this] { return leaving_ || ready(); });
    }
}

// Does jobs until none may be begun.
void Crew::work(Lock& lock) {
    while (const auto next = ready()) {
        Entry& entry = entries_[*next];
        entry.state = State::begun;
        lock.unlock();
        entry.job.work();
        lock.lock();
        entry.state = State::done;
        --unfinished_;
        changed_.notify_all();
    }
}

bool Crew::may_begin(const Entry& entry) const {
    return entry.state == State::waits &&
           std::all_of(entry.job.after.begin(), entry.job.after.end(), [this](std::size_t before) {
               return entries_[before].state == State::done;
           });
}

std::optional<std::size_t> Crew::ready() const {
    const auto found = std::find_if(
        entries_.begin(), entries_.end(), [this](const Entry& entry) { return may_begin(entry); });
    if (found == entries_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - entries_.begin());
}

}  // namespace escapement::runtime
