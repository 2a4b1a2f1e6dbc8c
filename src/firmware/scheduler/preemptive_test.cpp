// Claims about priorities, on a board whose interrupts nest.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/scheduler/preemptive.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "firmware/dictionary.hpp"
#include "firmware/firmware.hpp"
#include "firmware/scheduler/cooperative.hpp"
#include "firmware/testing/fake_board.hpp"
#include "wire/codebook.hpp"
#include "wire/frame.hpp"

namespace escapement::firmware {
namespace {

using testing::FakeBoard;

// Time passes when somebody works; interrupts of a higher priority than his come in between, at
// their clocks, unless he is in a critical section.
struct NestingBoard : FakeBoard {
    struct Analog {
        NestingBoard* board;
        Ticks32 sample() { return {}; }
        std::uint16_t read() {
            board->work(board->reading_ticks);
            return 0;
        }
        void cancel() {}
    };
    struct Section {
        NestingBoard* board;
        ~Section() {
            if (--board->critical_sections == 0) board->interrupt();
        }
    };
    static constexpr int main_loop = 3, tasks = 2;  // below the two levels of timers

    std::array<std::optional<Clock32>, level_count> alarms;
    std::function<void(Level)> on_alarm;
    std::function<void()> on_tasks;
    std::uint32_t reading_ticks = 0;  // that reading a converter takes
    bool tasks_requested = false;
    int priority = main_loop;  // of what is running; lower numbers first

    using FakeBoard::set_alarm;
    void set_alarm(Level level, Clock32 clock) { alarms[static_cast<std::size_t>(level)] = clock; }
    void request_tasks() { tasks_requested = true; }
    Section critical_section() {
        ++critical_sections;
        return {this};
    }
    Setup<Analog> analog(PinNumber) { return Analog{this}; }
    void pause(Ticks32 ticks) { work(ticks.raw); }

    // Somebody is busy for so long.
    void work(std::uint32_t ticks) {
        interrupt();
        while (ticks > 0) {
            const std::uint32_t free = std::min(ticks, until_next_alarm());
            now += free;
            ticks -= free;
            interrupt();
        }
    }

  private:
    std::uint32_t until_next_alarm() const {
        std::uint32_t span = 0xffffffff;
        for (int level = 0; level < std::min<int>(priority, level_count); ++level)
            if (const auto& at = alarms[static_cast<std::size_t>(level)])
                if (critical_sections == 0) span = std::min(span, (*at - clock()).raw);
        return span;
    }
    void interrupt() {
        for (int level = 0; level < priority && critical_sections == 0; ++level) {
            if (level == tasks ? !tasks_requested : !is_due(level)) continue;
            const int before = std::exchange(priority, level);
            if (level == tasks) {
                tasks_requested = false;
                on_tasks();
            } else {
                alarms[static_cast<std::size_t>(level)].reset();
                on_alarm(static_cast<Level>(level));
            }
            priority = before;
            level = -1;  // something more urgent may have been set meanwhile
        }
    }
    bool is_due(int level) const {
        const auto& at = alarms[static_cast<std::size_t>(level)];
        return at && !clock().before(*at);
    }
};

static_assert(BoardWithPriorities<NestingBoard>);
static_assert(Scheduler<Preemptive<NestingBoard>>);

// Writes down when it begins and ends, and works in between.
struct Worker {
    NestingBoard& board;
    std::string& book;
    std::string name;
    std::uint32_t work = 0;
    std::function<void()> action = [] {};
    Timer timer = Timer::calling<&Worker::on_timer>(*this);

    Next on_timer(Clock32) {
        book += name + std::to_string(board.now) + " ";
        board.work(work);
        action();
        book += name + std::to_string(board.now) + ". ";
        return Next::stop();
    }
};

class Levels : public ::testing::Test {
  protected:
    Levels() {
        board.on_alarm = [this](Level level) { in_time &= scheduler.run_timers(level); };
        board.on_tasks = [this] { book += "tasks "; };
        relaxed.timer.level = Level::relaxed;
        relaxed2.timer.level = Level::relaxed;
    }
    NestingBoard board;
    Preemptive<NestingBoard> scheduler{board};
    std::string book;
    Worker urgent{board, book, "u"}, relaxed{board, book, "r"}, relaxed2{board, book, "s"};
    bool in_time = true;
};

TEST_F(Levels, interrupt_those_below) {
    relaxed.work = 50;
    urgent.work = 5;
    scheduler.arm(relaxed.timer, {10});
    scheduler.arm(urgent.timer, {30});

    board.work(100);

    EXPECT_EQ(book, "r10 u30 u35. r65. ");
}

TEST_F(Levels, do_not_interrupt_themselves_or_those_above) {
    relaxed.work = urgent.work = 50;
    scheduler.arm(urgent.timer, {10});
    scheduler.arm(relaxed.timer, {20});
    scheduler.arm(relaxed2.timer, {70});

    board.work(200);

    EXPECT_EQ(book, "u10 u60. r60 r110. s110 s110. ");
}

TEST_F(Levels, wait_until_a_locked_section_ends) {
    relaxed.action = [this] {
        const auto guard = scheduler.lock();
        board.work(50);
    };
    scheduler.arm(relaxed.timer, {10});
    scheduler.arm(urgent.timer, {30});

    board.work(100);

    EXPECT_EQ(book, "r10 u60 u60. r60. ");
}

TEST_F(Levels, are_above_tasks) {
    board.on_tasks = [this] {
        book += "t" + std::to_string(board.now) + " ";
        board.work(50);
        book += "t" + std::to_string(board.now) + ". ";
    };
    relaxed.action = [this] { scheduler.wake_tasks(); };
    scheduler.arm(relaxed.timer, {10});
    scheduler.arm(relaxed2.timer, {30});
    scheduler.arm(urgent.timer, {30});

    board.work(100);

    EXPECT_EQ(book, "r10 r10. t10 u30 u30. s30 s30. t60. ");
    EXPECT_TRUE(scheduler.take_wake());
    EXPECT_FALSE(scheduler.take_wake());
}

TEST_F(Levels, let_an_urgent_one_decide_about_a_relaxed_one_that_is_running) {
    relaxed.work = 50;
    urgent.action = [this] { scheduler.arm(relaxed.timer, {200}); };
    scheduler.arm(relaxed.timer, {10});
    scheduler.arm(urgent.timer, {30});

    board.work(300);

    EXPECT_EQ(book, "r10 u30 u30. r60. r200 r250. ");
}

TEST_F(Levels, end_when_halted_but_for_the_last) {
    relaxed.work = 50;
    urgent.action = [this] { scheduler.halt(relaxed2.timer); };
    scheduler.arm(relaxed.timer, {10});
    scheduler.arm(urgent.timer, {30});

    board.work(100);
    EXPECT_EQ(book, "r10 u30 u30. r60. s60 s60. ");
    book.clear();
    scheduler.arm(urgent.timer, {board.now + 10});
    board.work(100);
    EXPECT_EQ(book, "");
    scheduler.resume();
    scheduler.arm(relaxed.timer, {300});
    board.work(100);

    EXPECT_EQ(book, "r300 r350. ");
}

TEST_F(Levels, tell_when_they_fall_behind) {
    urgent.work = 2000;
    scheduler.arm(urgent.timer, {10});
    scheduler.arm(relaxed.timer, {20});
    Worker late{board, book, "l"};
    scheduler.arm(late.timer, {30});

    board.work(5000);

    EXPECT_FALSE(in_time);
    EXPECT_EQ(book, "u10 u2010. l2010 l2010. r2010 r2010. ");
}

// Whatever is armed, moved and cancelled, each timer rings when the last word on it said.
TEST(Preemptive, rings_as_a_list_of_appointments_would) {
    NestingBoard board;
    Preemptive<NestingBoard> scheduler(board);
    board.on_alarm = [&](Level level) { EXPECT_TRUE(scheduler.run_timers(level)); };
    struct Bell {
        NestingBoard& board;
        std::vector<std::uint32_t>& rung;
        Timer timer = Timer::calling<&Bell::on_timer>(*this);
        Next on_timer(Clock32) {
            rung.push_back(board.now);
            return Next::stop();
        }
    };
    std::mt19937 random(11);
    std::array<std::vector<std::uint32_t>, 6> rung, expected;
    std::deque<Bell> bells;
    for (auto& times : rung) bells.emplace_back(board, times);
    for (std::size_t i = 0; i < 6; i += 2) bells[i].timer.level = Level::relaxed;
    std::map<std::size_t, std::uint32_t> appointments;

    for (int step = 0; step < 5000; ++step) {
        const std::size_t bell = random() % 6;
        if (random() % 4) {
            appointments[bell] = board.now + 1 + random() % 500;
            scheduler.arm(bells[bell].timer, {appointments[bell]});
        } else {
            appointments.erase(bell);
            scheduler.cancel(bells[bell].timer);
        }
        board.work(random() % 200);
        for (auto it = appointments.begin(); it != appointments.end();) {
            const bool past = it->second <= board.now;
            if (past) expected[it->first].push_back(it->second);
            it = past ? appointments.erase(it) : std::next(it);
        }
    }

    EXPECT_EQ(rung, expected);
    EXPECT_GT(rung[0].size() + rung[1].size(), 500u);
}

// The firmware with one scheduler or the other: a stepper, and a converter that is slow to read.
template <template <class> class Which>
class Running {
  public:
    using Program = Firmware<NestingBoard, Which<NestingBoard>>;

    Running() {
        for (const char* command : {"allocate_oids count=3",
                                    "config_stepper oid=0 step_pin=P0 dir_pin=P1 invert_step=0"
                                    " step_pulse_ticks=2",
                                    "config_analog_in oid=1 pin=P2",
                                    "config_digital_out oid=2 pin=P3 value=1 default_value=0"
                                    " max_duration=0",
                                    "finalize_config crc=1"})
            say(command);
        board.journal.clear();
    }
    void say(std::string_view command) {
        std::array<std::uint8_t, wire::max_block_size> block;
        const std::size_t size = wire::encode_block(sequence_, *book_.encode(command), block);
        sequence_ = sequence_.next();
        program.receive(wire::Bytes(block).first(size));
    }

    NestingBoard board;
    alignas(16) std::array<std::byte, 4096> memory;
    Program program{board, memory, {}};

  private:
    static wire::Codebook make_book() {
        wire::DictionaryBuilder builder;
        describe<typename Program::Commands>(builder);
        builder.names("pin", "P0", 0, 8);
        return *wire::Codebook::make(builder.build());
    }
    wire::Codebook book_ = make_book();
    wire::Sequence sequence_;
};

constexpr const char* measure =
    "query_analog_in oid=1 clock=1000 sample_ticks=0 sample_count=1 rest_ticks=1000"
    " bytes_per_report=2 min_value=0 max_value=65535 range_check_count=0";
constexpr const char* step = "queue_step oid=0 interval=1050 count=1 add=0";

TEST(Schedulers, one_lets_steps_wait_for_a_slow_converter) {
    Running<Cooperative> running;
    running.board.reading_ticks = 100;
    running.say(measure);
    running.say(step);

    while (const Timer* first = running.program.scheduler().first()) {
        if (first->due.raw > 1500) break;
        running.board.now = std::max(running.board.now, first->due.raw);
        running.program.fire();
    }

    EXPECT_EQ(running.board.journal, "1100:P0=1 1102:P0=0 ");
}

class Urgency : public ::testing::Test {
  protected:
    Urgency() {
        auto& board = running.board;
        board.on_alarm = [this](Level level) { running.program.run_timers(level); };
        board.on_tasks = [this] {
            if (running.program.scheduler().take_wake()) running.program.run_tasks();
        };
        board.work(0);
    }
    Running<Preemptive> running;
};

TEST_F(Urgency, does_not_let_steps_wait) {
    running.board.reading_ticks = 100;
    running.say(measure);
    running.say(step);

    running.board.work(1500);

    EXPECT_EQ(running.board.journal, "1050:P0=1 1052:P0=0 ");
}

TEST_F(Urgency, shuts_down_when_all_timers_are_at_their_end) {
    running.board.reading_ticks = 100;
    running.say(measure);
    running.say("queue_digital_out oid=2 clock=1050 on_ticks=1");
    running.board.work(1010);

    running.say("emergency_stop");
    running.board.work(1000);

    EXPECT_TRUE(running.program.core().is_shutdown());
    EXPECT_FALSE(running.board.levels[3]);
    EXPECT_FALSE(running.board.levels[0]);
}

TEST_F(Urgency, switches_outputs_off_even_if_a_task_hangs) {
    running.board.on_tasks = [] {};  // as if it never came to an end
    running.say("queue_step oid=0 interval=100 count=60000 add=0");
    running.say("queue_digital_out oid=2 clock=500 on_ticks=1");
    running.board.work(600);

    running.program.try_shut_down(Reason::command_request);
    running.board.work(10);

    EXPECT_FALSE(running.board.levels[3]);
    const auto steps = running.board.journal.size();
    running.board.work(5000);
    EXPECT_EQ(running.board.journal.size(), steps);
}

}  // namespace
}  // namespace escapement::firmware
