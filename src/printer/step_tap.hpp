// Whoever wants to see the exact steps of a stepper, such as a trace.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "motion/position.hpp"
#include "motion/step.hpp"

namespace escapement::printer {

// Gets what the compressor gets: steps that are taken back at once are still among them.  Called
// on the thread that makes the stepper's steps, never on two at the same time.
class StepTap : public motion::StepSink {
  public:
    virtual ~StepTap() = default;
    // Steps follow, from a stepper that stands here.
    virtual void begin(motion::Length position) = 0;
    void settle() override {}
};

// Hands steps to two.
class StepTee final : public motion::StepSink {
  public:
    StepTee(motion::StepSink& first, motion::StepSink& second) : first_(first), second_(second) {}

    void steps(motion::Direction direction, std::span<const double> times) override {
        first_.steps(direction, times);
        second_.steps(direction, times);
    }
    void even_steps(motion::Direction direction, const motion::EvenSteps& row) override {
        first_.even_steps(direction, row);
        second_.even_steps(direction, row);
    }
    void settle() override {
        first_.settle();
        second_.settle();
    }

  private:
    motion::StepSink& first_;
    motion::StepSink& second_;
};

}  // namespace escapement::printer
