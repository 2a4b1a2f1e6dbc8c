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
    wake_.notify_all();
    for (std::thread& helper : helpers_) helper.join();
}

void Crew::start(std::size_t count, std::function<void(std::size_t)> job) {
    {
        const std::lock_guard lock(mutex_);
        ASSERT(unfinished_ == 0);
        job_ = std::move(job);
        count_ = unfinished_ = count;
        next_ = 0;
    }
    wake_.notify_all();
}

void Crew::finish() {
    work();
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] { return unfinished_ == 0; });
}

void Crew::help() {
    for (;;) {
        work();
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return leaving_ || next_ < count_; });
        if (leaving_) return;
    }
}

// Does jobs until none is left to take.
void Crew::work() {
    for (std::size_t index = 0; take(index);) {
        job_(index);
        const std::lock_guard lock(mutex_);
        if (--unfinished_ == 0) done_.notify_all();
    }
}

bool Crew::take(std::size_t& index) {
    const std::lock_guard lock(mutex_);
    if (next_ == count_) return false;
    index = next_++;
    return true;
}

}  // namespace escapement::runtime
