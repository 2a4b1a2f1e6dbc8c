// A bell made of an eventfd.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/bell.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include "base/assert.hpp"

namespace escapement::runtime {

Bell::Bell() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    ASSERT(descriptor_ >= 0);
}

Bell::~Bell() {
    ::close(descriptor_);
}

void Bell::ring() {
    if (!ringing_.exchange(true)) ::eventfd_write(descriptor_, 1);
}

// In this order: a ring in between is not written down, but what it was for will be looked at.
// Whatever the flag says: who rings sets it first, and may write when it has been taken back.
void Bell::silence() {
    eventfd_t count = 0;
    ::eventfd_read(descriptor_, &count);
    ringing_.exchange(false);
}

}  // namespace escapement::runtime
