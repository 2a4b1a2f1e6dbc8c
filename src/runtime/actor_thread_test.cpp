// Claims about loops in a thread of their own.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/actor_thread.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <string>

namespace escapement::runtime {
namespace {

// Counts its rounds; wants the next one at once as long as there is work.
class Counter final : public Actor {
  public:
    void poll(HostTime) override {
        if (work > 0) --work;
        ++polls;
        polls.notify_all();
    }
    HostTime next_wake() const override { return work > 0 ? HostTime::min() : never; }
    void wait_for(int count) {
        for (int now = polls; now < count; now = polls) polls.wait(now);
    }

    std::atomic<int> polls{0};
    std::atomic<int> work{0};
};

TEST(ActorThread, polls_as_often_as_its_actors_want) {
    ActorThread thread;
    Counter counter;
    counter.work = 1000;
    thread.add(counter);

    counter.wait_for(1000);
    thread.remove(counter);
    EXPECT_EQ(counter.work, 0);
}

TEST(ActorThread, looks_again_when_it_is_woken) {
    ActorThread thread;
    Counter counter;
    thread.add(counter);
    for (int i = 0; i < 200; ++i) {
        const int before = counter.polls;
        thread.wake();
        counter.wait_for(before + 1);
    }
    thread.remove(counter);
}

TEST(ActorThread, looks_again_when_there_is_something_to_read) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    ActorThread thread;
    Counter counter;
    thread.add(counter);
    thread.watch(ends[0]);
    const int before = counter.polls;

    ASSERT_EQ(::write(ends[1], "x", 1), 1);
    counter.wait_for(before + 10);  // nobody reads it, so this goes on

    thread.unwatch(ends[0]);
    thread.remove(counter);
    ::close(ends[0]);
    ::close(ends[1]);
}

// A lock ends when the last one lets go of the file, be it by a wait.
TEST(ActorThread, lets_go_of_what_is_not_watched_any_more) {
    const std::string path = ::testing::TempDir() + "/actor_thread_test.pipe";
    ::unlink(path.c_str());
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    ActorThread thread;
    for (int i = 0; i < 100; ++i) {
        const int pipe = ::open(path.c_str(), O_RDWR | O_NONBLOCK);
        ASSERT_EQ(::flock(pipe, LOCK_EX | LOCK_NB), 0) << i;
        thread.watch(pipe);
        Counter counter;
        thread.add(counter);
        counter.wait_for(1);
        thread.remove(counter);

        thread.unwatch(pipe);
        ::close(pipe);
    }
    ::unlink(path.c_str());
}

TEST(ActorThread, lets_go_of_what_is_removed) {
    ActorThread thread;
    Counter other;
    thread.add(other);
    for (int i = 0; i < 50; ++i) {
        Counter counter;
        counter.work = 1'000'000;
        thread.add(counter);
        counter.wait_for(1);
        thread.remove(counter);
        const int polls = counter.polls, rounds = other.polls;
        thread.wake();
        other.wait_for(rounds + 1);

        EXPECT_EQ(counter.polls, polls);
    }
    thread.remove(other);
}

TEST(ActorThread, says_why_there_is_no_real_time) {
    const ActorThread thread;

    EXPECT_TRUE(thread.real_time() || !thread.real_time().error().what.empty());
}

}  // namespace
}  // namespace escapement::runtime
