// A resource that one task at a time may use; the others wait for their turn.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <list>
#include <utility>

#include "runtime/completion.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::runtime {

// Turns are given in the order in which they were asked for, but for those who ask for the first
// place.  Belongs to one thread; must outlive its turns and those who wait.
class Mutex {
  public:
    explicit Mutex(Executor& executor) : executor_(executor) {}
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;

    // Gives the resource back when destroyed.
    class [[nodiscard]] Turn {
      public:
        explicit Turn(Mutex& mutex) : mutex_(&mutex) {}
        Turn(Turn&& other) noexcept : mutex_(std::exchange(other.mutex_, nullptr)) {}
        Turn& operator=(Turn&& other) noexcept {
            std::swap(mutex_, other.mutex_);
            return *this;
        }
        ~Turn() {
            if (mutex_) mutex_->give_back();
        }

      private:
        Mutex* mutex_;
    };
    enum class Place { last, first };
    Task<Turn> take(Place place = Place::last);
    bool taken() const { return taken_; }

  private:
    class Waiting;
    void give_back();

    Executor& executor_;
    bool taken_ = false;
    std::list<Waiting*> waiting_;
};

}  // namespace escapement::runtime
