// Real time: the only place that reads the computer's clock or sleeps.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <poll.h>

#include <mutex>
#include <string>
#include <vector>

#include "runtime/clock.hpp"
#include "runtime/priority_mutex.hpp"

namespace escapement::runtime {

// Told which file descriptors are a reason to wake up.
class Watcher {
  public:
    virtual ~Watcher() = default;
    virtual void watch(int file_descriptor) = 0;
    virtual void unwatch(int file_descriptor) = 0;
};

// The monotonic clock.  Waits in the kernel until the time comes or one of the watched file
// descriptors has something to read.  One thread waits; others may say what is to be watched from
// the next wait on.
class SystemOutside final : public Outside, public Watcher {
  public:
    HostTime now() const override;
    void wait_until(HostTime when) override;
    void watch(int file_descriptor) override {
        const std::lock_guard lock(mutex_);
        watched_.push_back({file_descriptor, POLLIN, 0});
    }
    void unwatch(int file_descriptor) override {
        const std::lock_guard lock(mutex_);
        std::erase_if(watched_, [=](const pollfd& entry) { return entry.fd == file_descriptor; });
    }

  private:
    PriorityMutex mutex_;
    std::vector<pollfd> watched_;
    std::vector<pollfd> waited_for_;  // a copy, by the one who waits
};

// The date and the time of day where the computer is, for names of files: "20261126_083000".
std::string date_and_time();

}  // namespace escapement::runtime
