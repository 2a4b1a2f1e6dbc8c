// Steps on their way to a sink, which is not to be called for every short piece of a path.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "base/assert.hpp"
#include "motion/passage_loops.hpp"
#include "motion/step.hpp"

namespace escapement::motion {

// Belongs to one thread.  The sink sees the same steps as if it had been told of each at once.
class GatheredSteps {
  public:
    static constexpr std::size_t most_at_once = 256;

    // Where they go until the next flush().
    void gather_for(StepSink& sink) { sink_ = &sink; }

    // Room for times of up to `most_at_once` steps that way, and for their last block.
    std::span<double> room(Direction way, std::size_t count) {
        if (way != way_ || size_ + count > most_gathered) flush();
        way_ = way;
        return {times_.data() + size_, count};
    }
    // So many of them have been written.
    void add(std::size_t count) {
        size_ += count;
        settled_ = false;
    }
    // Steps that the sink can take as a row.
    void add_row(Direction way, const EvenSteps& row) {
        flush();
        sink_->even_steps(way, row);
    }
    // As StepSink::settle(), of the steps that came last, where that is so; without a branch.
    void settle_if(bool settled) { settled_ |= settled; }
    void flush() {
        if (size_ > 0) sink_->steps(way_, std::span(times_.data(), size_));
        if (settled_) sink_->settle();
        size_ = 0;
        settled_ = false;
    }

  private:
    static constexpr std::size_t most_gathered = 4 * most_at_once;

    StepSink* sink_ = nullptr;
    Direction way_ = Direction::forward;
    bool settled_ = false;
    std::size_t size_ = 0;
    std::array<double, most_gathered + passage_block> times_;
};

}  // namespace escapement::motion
