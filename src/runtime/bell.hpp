// How one thread wakes another that waits in the kernel.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

namespace escapement::runtime {

// 1. Whoever has something to do for another thread writes it down, then rings.
// 2. The other one waits for the file descriptor, silences the bell, then looks what there is.
// So nothing is missed, and a bell that rings already costs nothing to ring again.
class Bell {
  public:
    // The program ends here if the kernel has no descriptor left for it.
    Bell();
    ~Bell();
    Bell(const Bell&) = delete;
    Bell& operator=(const Bell&) = delete;

    // From any thread.
    void ring();
    // By the one who waits, before looking.
    void silence();
    // Has something to read while the bell rings.
    int file_descriptor() const { return descriptor_; }

  private:
    int descriptor_;
    std::atomic<bool> ringing_{false};
};

}  // namespace escapement::runtime
