// Tests of taking turns.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/mutex.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "runtime/actor.hpp"
#include "runtime/clock.hpp"

namespace escapement::runtime {
namespace {

class Users {
  public:
    Task<> use(char name, base::Seconds duration) {
        auto taking = mutex.take();
        const auto turn = co_await taking;
        log += name;
        co_await executor.after(duration);
        log += name;
    }
    void begin(char name, base::Seconds duration) {
        executor.spawn(use(name, duration), [](std::exception_ptr) {});
    }
    void pass(base::Seconds time) {
        bool over = false;
        executor.call_at(clock.now() + Executor::to_duration(time), [&over] { over = true; });
        Actor* const actors[] = {&executor};
        drive(clock, actors, over);
    }

    VirtualClock clock;
    Executor executor{clock};
    Mutex mutex{executor};
    std::string log;
};

TEST(Mutex, gives_turns_one_after_another_in_the_order_of_asking) {
    Users users;
    users.begin('a', base::Seconds{2.0});
    users.begin('b', base::Seconds{1.0});
    users.begin('c', base::Seconds{1.0});

    users.pass(base::Seconds{10.0});

    EXPECT_EQ(users.log, "aabbcc");
    EXPECT_FALSE(users.mutex.taken());
}

TEST(Mutex, skips_who_is_gone_and_passes_on_what_was_given_to_them) {
    Users users;
    users.begin('a', base::Seconds{2.0});
    users.pass(base::Seconds{1.0});
    std::optional<Task<>> leaving_early(users.use('b', base::Seconds{1.0}));
    leaving_early->start();
    std::optional<Task<>> leaving_late(users.use('c', base::Seconds{1.0}));
    leaving_late->start();
    users.begin('d', base::Seconds{1.0});
    users.executor.call_at(users.clock.now() + std::chrono::milliseconds(500),
                           [&] { leaving_early.reset(); });
    // Asked for before 'a' ends, so it runs after that but before 'c' goes on.
    users.executor.call_at(users.clock.now() + std::chrono::seconds(1),
                           [&] { leaving_late.reset(); });

    users.pass(base::Seconds{10.0});

    EXPECT_EQ(users.log, "aadd");
    EXPECT_FALSE(users.mutex.taken());
}

}  // namespace
}  // namespace escapement::runtime
