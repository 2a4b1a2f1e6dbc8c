// Tests of taking turns, of interrupting, and of stepping aside.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/turns.hpp"

#include <gtest/gtest.h>

#include "runtime/actor.hpp"
#include "runtime/clock.hpp"

namespace escapement::printer {
namespace {

using base::Seconds;
using runtime::Task;

TEST(Urgency, is_known_from_the_command) {
    for (const char* line : {"M112", "m112", "  M112", "N5 M112", "n12M112", "M112 now", "M112\r"})
        EXPECT_EQ(urgency_of(line), Urgency::stop) << line;
    for (const char* line : {"CANCEL_PRINT", "cancel_print PARK=1", "SDCARD_RESET_FILE", "RESTART"})
        EXPECT_EQ(urgency_of(line), Urgency::cancel) << line;
    for (const char* line : {"PAUSE", "PAUSE X=1 Y=2", "M25"})
        EXPECT_EQ(urgency_of(line), Urgency::pause) << line;
    for (const char* line : {"", "M1121", "M11", "ECHO M112", "CANCEL_PRINT_NOW", "; PAUSE", "G1"})
        EXPECT_EQ(urgency_of(line), Urgency::none) << line;
}

class TurnsTest : public ::testing::Test {
  protected:
    ~TurnsTest() override { executor.abandon_tasks(); }  // they refer to the turns

    // Runs a task beside the others; notes how it ends.
    void begin(Task<> task) {
        executor.spawn(std::move(task), [this](std::exception_ptr failure) {
            try {
                if (failure) std::rethrow_exception(failure);
            } catch (const std::exception& error) {
                log += std::string("!") + error.what() + " ";
            }
        });
    }
    Task<> work(std::string name, Seconds duration) {
        auto taking = turns.take();
        const auto turn = co_await taking;
        log += name + " ";
        co_await turns.wait(duration);
        log += name + "-done ";
    }
    Task<> urgent(std::string name, std::optional<Turns::Announcement>& announcement) {
        auto taking = turns.take_first();
        const auto turn = co_await taking;
        announcement.reset();
        log += name + " ";
    }
    void pass(double seconds) {
        bool over = false;
        executor.call_at(clock.now() + runtime::Executor::to_duration(Seconds{seconds}),
                         [&over] { over = true; });
        runtime::Actor* const actors[] = {&executor};
        runtime::drive(clock, actors, over);
    }

    runtime::VirtualClock clock;
    runtime::Executor executor{clock};
    Turns turns{executor};
    std::string log;
};

TEST_F(TurnsTest, a_cancel_ends_who_waits_and_comes_before_the_others) {
    begin(work("a", Seconds{100.0}));
    begin(work("b", Seconds{1.0}));
    pass(1.0);

    std::optional<Turns::Announcement> coming(turns.announce(Urgency::cancel, "CANCEL_PRINT"));
    auto cancel = urgent("cancel", coming);
    cancel.start();
    pass(10.0);

    EXPECT_EQ(log, "a !Interrupted by CANCEL_PRINT cancel b b-done ");
    EXPECT_FALSE(turns.taken());
}

TEST_F(TurnsTest, nothing_new_waits_while_a_cancel_is_on_its_way) {
    const auto coming = turns.announce(Urgency::cancel, "CANCEL_PRINT");

    begin(work("a", Seconds{100.0}));
    pass(0.001);

    EXPECT_EQ(log, "a !Interrupted by CANCEL_PRINT ");
    EXPECT_TRUE(turns.interrupted());
    EXPECT_THROW(turns.check(), Interrupted);
}

TEST_F(TurnsTest, a_pause_shortens_a_wait_once_and_ends_nothing) {
    begin(work("a", Seconds{5.0}));
    pass(1.0);

    const auto coming = turns.announce(Urgency::pause, "PAUSE");
    pass(0.001);

    EXPECT_EQ(log, "a a-done ");
    begin(work("b", Seconds{5.0}));
    pass(4.0);
    EXPECT_EQ(log, "a a-done b ") << "what is announced already wakes nobody again";
}

// Lays aside what it does until it is told to go on.
class Patient final : public Turns::Holder {
  public:
    explicit Patient(Turns& turns, runtime::Executor& executor)
        : turns_(turns), going_on(executor) {}

    bool should_step_aside() const override { return turns_.pause_announced(); }
    Task<> step_aside() override {
        turn_.reset();
        co_await going_on.wait();
        auto taking = turns_.take(this);
        turn_.emplace(co_await taking);
    }
    Task<> work(std::string& log) {
        auto taking = turns_.take(this);
        turn_.emplace(co_await taking);
        for (int second = 0; second < 3; ++second) {
            co_await turns_.wait(Seconds{1.0});
            const bool was_aside = co_await turns_.pause_point();
            log += was_aside ? "aside " : "tick ";
        }
        turn_.reset();
    }

  private:
    Turns& turns_;
    std::optional<Turns::Turn> turn_;

  public:
    runtime::Completion<bool> going_on;
};

TEST_F(TurnsTest, who_can_step_aside_gives_the_turn_away_and_goes_on_later) {
    Patient patient(turns, executor);
    begin(patient.work(log));
    pass(1.5);

    std::optional<Turns::Announcement> coming(turns.announce(Urgency::pause, "PAUSE"));
    begin(urgent("pause", coming));
    pass(100.0);
    EXPECT_EQ(log, "tick pause ");
    EXPECT_FALSE(turns.taken());

    patient.going_on.complete(true);
    pass(10.0);
    EXPECT_EQ(log, "tick pause aside tick ");
    EXPECT_FALSE(turns.taken());
}

TEST_F(TurnsTest, quiet_comes_when_every_announced_line_has_begun) {
    std::optional<Turns::Announcement> one(turns.announce(Urgency::cancel, "CANCEL_PRINT"));
    std::optional<Turns::Announcement> two(turns.announce(Urgency::pause, "PAUSE"));
    bool quiet = false;
    executor.spawn(turns.wait_for_quiet(), [&](std::exception_ptr) { quiet = true; });

    one.reset();
    pass(5.0);
    EXPECT_FALSE(quiet);
    EXPECT_FALSE(turns.interrupted());

    two.reset();
    pass(0.001);
    EXPECT_TRUE(quiet);
}

}  // namespace
}  // namespace escapement::printer
