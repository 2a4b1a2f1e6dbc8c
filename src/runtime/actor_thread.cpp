// Rounds of polling with waits between them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/actor_thread.hpp"

#include <algorithm>

#include "runtime/real_time.hpp"

namespace escapement::runtime {
namespace {

// Below the threads of the kernel that serve interrupts, which have half of the highest priority.
constexpr double share_of_priority = 0.4;

}  // namespace

ActorThread::ActorThread() {
    outside_.watch(bell_.file_descriptor());
    thread_ = std::thread([this] { run(); });
    begun_.wait(false);
}

ActorThread::~ActorThread() {
    leaving_ = true;
    bell_.ring();
    thread_.join();
}

void ActorThread::add(Actor& actor) {
    {
        const std::lock_guard lock(mutex_);
        actors_.push_back(&actor);
    }
    bell_.ring();
}

void ActorThread::remove(Actor& actor) {
    const std::lock_guard lock(mutex_);
    std::erase(actors_, &actor);
}

void ActorThread::watch(int file_descriptor) {
    outside_.watch(file_descriptor);
    bell_.ring();
}

void ActorThread::unwatch(int file_descriptor) {
    outside_.unwatch(file_descriptor);
    if (std::this_thread::get_id() == thread_.get_id()) return;
    const unsigned round = rounds_;
    bell_.ring();
    rounds_.wait(round);
}

void ActorThread::run() {
    wait_exactly();
    real_time_ = run_before_others(share_of_priority);
    begun_ = true;
    begun_.notify_all();
    while (!leaving_) {
        bell_.silence();
        ++rounds_;
        rounds_.notify_all();
        outside_.wait_until(poll_all());
    }
}

// When there will be something to do again.
HostTime ActorThread::poll_all() {
    const std::lock_guard lock(mutex_);
    HostTime wake = never;
    for (Actor* actor : actors_) {
        actor->poll(outside_.now());
        wake = std::min(wake, actor->next_wake());
    }
    return wake;
}

}  // namespace escapement::runtime
