// Whose turn it is to run G-code, and who must not be kept waiting for theirs.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Sources of G-code (a terminal, a file, a button) take turns, a line or a script at a time.
// 2. A source that sees a line coming that must not wait (CANCEL_PRINT, PAUSE) announces it at
//    once, whatever stands before it.
// 3. While a cancel is announced, whatever waits ends with Interrupted at that point and gives its
//    turn back.  While a pause is announced, a holder of the turn who can lay aside what it is
//    doing does so at the next good moment, and goes on later.
// 4. The announcement ends when its line begins to run, first of all who want their turn.
#pragma once

#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "printer/errors.hpp"
#include "runtime/completion.hpp"
#include "runtime/executor.hpp"
#include "runtime/mutex.hpp"
#include "runtime/task.hpp"

namespace escapement::printer {

// How a line treats what is running when it comes.
enum class Urgency {
    none,    // it waits for its turn
    pause,   // what a file runs is laid aside
    cancel,  // what runs is ended
    stop,    // the printer is stopped: M112
};

// The urgency of a line that comes from outside, by its command.
Urgency urgency_of(std::string_view line);

// A command was ended before it was done, because something more important came.
class Interrupted : public CommandError {
  public:
    using CommandError::CommandError;
};

// Belongs to the main thread; outlives all turns, announcements and waits, tasks included.
class Turns {
  public:
    // Somebody who can give back the turn in the middle of a line.
    class Holder {
      public:
        // Whether that is wanted now.
        virtual bool should_step_aside() const = 0;
        // Gives the turn back; has it again when the task is done.
        virtual runtime::Task<> step_aside() = 0;

      protected:
        ~Holder() = default;
    };

    // Gives the turn back when destroyed.
    class [[nodiscard]] Turn {
      public:
        Turn(Turns& turns, runtime::Mutex::Turn turn) : turns_(&turns), turn_(std::move(turn)) {}
        Turn(Turn&& other) noexcept
            : turns_(std::exchange(other.turns_, nullptr)), turn_(std::move(other.turn_)) {}
        Turn& operator=(Turn&& other) noexcept {
            std::swap(turns_, other.turns_);
            std::swap(turn_, other.turn_);
            return *this;
        }
        ~Turn() {
            if (turns_) turns_->holder_ = nullptr;
        }

      private:
        Turns* turns_;
        runtime::Mutex::Turn turn_;
    };

    // A line that is on its way; the announcement ends with it.
    class [[nodiscard]] Announcement {
      public:
        Announcement(Announcement&& other) noexcept
            : turns_(std::exchange(other.turns_, nullptr)), entry_(other.entry_) {}
        Announcement& operator=(Announcement&& other) noexcept {
            std::swap(turns_, other.turns_);
            std::swap(entry_, other.entry_);
            return *this;
        }
        ~Announcement() {
            if (turns_) turns_->forget(entry_);
        }

      private:
        friend class Turns;
        struct Entry {
            Urgency urgency;
            std::string by;
        };
        using Place = std::list<Entry>::iterator;
        Announcement(Turns& turns, Place entry) : turns_(&turns), entry_(entry) {}

        Turns* turns_;
        Place entry_;
    };

    explicit Turns(runtime::Executor& executor) : executor_(executor), mutex_(executor) {}
    Turns(const Turns&) = delete;
    Turns& operator=(const Turns&) = delete;

    // Waits for the turn.  The holder, if there is one, keeps the turn for the time being.
    runtime::Task<Turn> take(Holder* holder = nullptr);
    // The same, before all others who wait.
    runtime::Task<Turn> take_first();
    bool taken() const { return mutex_.taken(); }

    // From now on a pause or a cancel is wanted; `by` is the command.
    Announcement announce(Urgency urgency, std::string by);
    bool pause_announced() const { return pauses_ > 0; }
    // What runs is to end.
    bool interrupted() const { return cancels_ > 0; }
    // Throws Interrupted then.
    void check() const {
        if (interrupted()) refuse();
    }
    // Whoever naps looks around: somebody has something to say.
    void nudge() { wake_all(); }
    // Until nothing is announced any more.
    runtime::Task<> wait_for_quiet();

    // Lets time pass, less of it if something is announced meanwhile; or up to `sooner` less if
    // the thread is awake then.
    runtime::Task<> nap(base::Seconds time, base::Seconds sooner = {});
    // The same, and throws Interrupted as soon as that is so.
    runtime::Task<> wait(base::Seconds time, base::Seconds sooner = {});
    // Whether a pause point would do something: quickly said.
    bool needs_attention() const {
        return interrupted() || (holder_ && holder_->should_step_aside());
    }
    // Where what runs may be laid aside for as long as somebody likes; true if it was.  Throws
    // Interrupted.
    runtime::Task<bool> pause_point();

  private:
    using Alarm = runtime::Completion<bool>;
    class Sleeper;

    [[noreturn]] void refuse() const;
    void forget(Announcement::Place entry);
    void wake_all();

    runtime::Executor& executor_;
    runtime::Mutex mutex_;
    Holder* holder_ = nullptr;
    std::list<Announcement::Entry> announced_;
    int pauses_ = 0, cancels_ = 0;
    std::list<Alarm*> sleepers_;
};

}  // namespace escapement::printer
