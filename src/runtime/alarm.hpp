// How one thread wakes another one, that waits in the kernel, somewhat later.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace escapement::runtime {

// A bell that rings later: who waits for it wakes up once, not once to hear that it is to wait and
// once more behind that.
class Alarm {
  public:
    // The program ends here if the kernel has no descriptor left for it.
    Alarm();
    ~Alarm();
    Alarm(const Alarm&) = delete;
    Alarm& operator=(const Alarm&) = delete;

    // From any thread: rings that much later, above 0, instead of when it was to ring before.
    void ring_in(std::chrono::nanoseconds pause);
    // By the one who waits, before looking.
    void silence();
    // Has something to read while the alarm rings.
    int file_descriptor() const { return descriptor_; }

  private:
    int descriptor_;
};

}  // namespace escapement::runtime
