// Somebody who is told what passes over a link: a flight recorder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

#include "base/time.hpp"
#include "mcu/clock_model.hpp"
#include "wire/frame.hpp"

namespace escapement::mcu {

// What still waits behind a block that leaves, in bytes.
struct Waiting {
    std::size_t ready = 0, upcoming = 0;
};

// Called as things happen, by the threads that own the link and its microcontroller; must be quick,
// and call neither.
class LinkObserver {
  public:
    virtual ~LinkObserver() = default;
    // A block leaves for the first time.
    virtual void sent(base::HostTime now, const wire::Block& block, const Waiting& behind) = 0;
    // So many blocks leave again: asked for, or for want of an answer.
    virtual void repeated(base::HostTime now, std::size_t blocks, bool asked) = 0;
    virtual void received(base::HostTime now, const wire::Block& block) = 0;
    virtual void failed(base::HostTime now, std::string_view why) = 0;
    // The board has told its clock.
    virtual void sampled(base::HostTime now, const ClockSample& sample) = 0;
};

}  // namespace escapement::mcu
