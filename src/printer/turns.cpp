// Announces, interrupts, steps aside.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/turns.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "gcode/line.hpp"

namespace escapement::printer {
namespace {

struct UrgentCommand {
    std::string_view name;
    Urgency urgency;
};

// By name: a macro that takes the place of one of them is as urgent.
constexpr std::array urgent_commands{
    UrgentCommand{"M112", Urgency::stop},
    UrgentCommand{"CANCEL_PRINT", Urgency::cancel},
    UrgentCommand{"SDCARD_RESET_FILE", Urgency::cancel},
    UrgentCommand{"RESTART", Urgency::cancel},
    UrgentCommand{"FIRMWARE_RESTART", Urgency::cancel},
    UrgentCommand{"PAUSE", Urgency::pause},
    UrgentCommand{"M25", Urgency::pause},
};

}  // namespace

Urgency urgency_of(std::string_view text) {
    gcode::Line line;
    line.parse(base::trim(text));
    const auto found = std::find_if(
        urgent_commands.begin(), urgent_commands.end(), [&](const UrgentCommand& urgent) {
            return urgent.name == line.command();
        });
    return found == urgent_commands.end() ? Urgency::none : found->urgency;
}

// Somebody who is woken when something is announced.
class Turns::Sleeper {
  public:
    explicit Sleeper(Turns& turns) : turns_(turns), alarm_(turns.executor_) {
        turns_.sleepers_.push_back(&alarm_);
    }
    Sleeper(const Sleeper&) = delete;
    Sleeper& operator=(const Sleeper&) = delete;
    ~Sleeper() { turns_.sleepers_.remove(&alarm_); }

    Alarm& alarm() { return alarm_; }

  private:
    Turns& turns_;
    Alarm alarm_;
};

runtime::Task<Turns::Turn> Turns::take(Holder* holder) {
    auto taking = mutex_.take();
    Turn turn(*this, co_await taking);
    holder_ = holder;
    co_return turn;
}

runtime::Task<Turns::Turn> Turns::take_first() {
    auto taking = mutex_.take(runtime::Mutex::Place::first);
    co_return Turn(*this, co_await taking);
}

Turns::Announcement Turns::announce(Urgency urgency, std::string by) {
    announced_.push_back({urgency, std::move(by)});
    pauses_ += urgency == Urgency::pause ? 1 : 0;
    cancels_ += urgency == Urgency::cancel ? 1 : 0;
    wake_all();
    return {*this, std::prev(announced_.end())};
}

void Turns::forget(Announcement::Place entry) {
    pauses_ -= entry->urgency == Urgency::pause ? 1 : 0;
    cancels_ -= entry->urgency == Urgency::cancel ? 1 : 0;
    announced_.erase(entry);
    if (announced_.empty()) wake_all();
}

void Turns::wake_all() {
    for (Alarm* alarm : sleepers_) alarm->complete(true);
}

void Turns::refuse() const {
    const auto cancel =
        std::find_if(announced_.begin(), announced_.end(), [](const Announcement::Entry& entry) {
            return entry.urgency == Urgency::cancel;
        });
    throw Interrupted("Interrupted by " + cancel->by);
}

runtime::Task<> Turns::wait_for_quiet() {
    while (!announced_.empty()) co_await nap(base::Seconds{1.0});
}

runtime::Task<> Turns::nap(base::Seconds time, base::Seconds sooner) {
    using runtime::Executor;
    Sleeper sleeper(*this);
    auto sleep = sleeper.alarm().wait_until(executor_.now() + Executor::to_duration(time),
                                            Executor::to_duration(sooner));
    co_await sleep;
}

runtime::Task<> Turns::wait(base::Seconds time, base::Seconds sooner) {
    check();
    co_await nap(time, sooner);
    check();
}

runtime::Task<bool> Turns::pause_point() {
    bool was_aside = false;
    check();
    while (holder_ && holder_->should_step_aside()) {
        was_aside = true;
        co_await holder_->step_aside();
        check();
    }
    co_return was_aside;
}

}  // namespace escapement::printer
