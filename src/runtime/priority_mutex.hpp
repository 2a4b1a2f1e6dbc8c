// A mutex whose owner is not kept waiting by threads of less priority than the one that waits.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pthread.h>

#include "base/assert.hpp"

namespace escapement::runtime {

// For what a real-time thread shares with others.  Whoever holds it while a more urgent thread
// wants it runs with that thread's priority (PTHREAD_PRIO_INHERIT).  Use with std::lock_guard.
class PriorityMutex {
  public:
    PriorityMutex() {
        pthread_mutexattr_t attributes;
        ASSERT(pthread_mutexattr_init(&attributes) == 0);
        pthread_mutexattr_setprotocol(&attributes, PTHREAD_PRIO_INHERIT);
        ASSERT(pthread_mutex_init(&mutex_, &attributes) == 0);
        pthread_mutexattr_destroy(&attributes);
    }
    ~PriorityMutex() { pthread_mutex_destroy(&mutex_); }
    PriorityMutex(const PriorityMutex&) = delete;
    PriorityMutex& operator=(const PriorityMutex&) = delete;

    void lock() { ASSERT(pthread_mutex_lock(&mutex_) == 0); }
    void unlock() { pthread_mutex_unlock(&mutex_); }

  private:
    pthread_mutex_t mutex_{};
};

}  // namespace escapement::runtime
