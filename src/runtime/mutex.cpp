// Hands the resource from one waiting task to the next.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/mutex.hpp"

namespace escapement::runtime {

// A place in the queue.  Whoever is destroyed while waiting leaves it, and passes on a turn that
// it was given but has not begun.
class Mutex::Waiting {
  public:
    Waiting(Mutex& mutex, Place place) : mutex_(mutex), given_(mutex.executor_) {
        auto& waiting = mutex_.waiting_;
        waiting.insert(place == Place::first ? waiting.begin() : waiting.end(), this);
    }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    ~Waiting() {
        if (!given_.done())
            mutex_.waiting_.remove(this);
        else if (!begun_)
            mutex_.give_back();
    }

    auto wait() { return given_.wait(); }
    void give() { given_.complete(true); }
    Turn begin() {
        begun_ = true;
        return Turn(mutex_);
    }

  private:
    Mutex& mutex_;
    Completion<bool> given_;
    bool begun_ = false;
};

Task<Mutex::Turn> Mutex::take(Place place) {
    if (!std::exchange(taken_, true)) co_return Turn(*this);
    Waiting waiting(*this, place);
    co_await waiting.wait();
    co_return waiting.begin();
}

void Mutex::give_back() {
    if (waiting_.empty()) {
        taken_ = false;
        return;
    }
    Waiting* next = waiting_.front();
    waiting_.pop_front();
    next->give();
}

}  // namespace escapement::runtime
