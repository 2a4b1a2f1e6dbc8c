// The way of a move from the G-code that asks for it to the toolhead, and what bends it in between.
// SPDX-License-Identifier: GPL-3.0-or-later
//
//   G-code ── first transform ── ... ── last transform ── toolhead
//
// Moves go through from left to right, positions are asked for from right to left: each
// transform undoes on the way back what it does on the way there.
#pragma once

#include "base/assert.hpp"
#include "motion/position.hpp"

namespace escapement::printer {

// Takes moves, and says where they have led, both in its own coordinates.  Others point to it.
class MoveStage {
  public:
    MoveStage() = default;
    MoveStage(const MoveStage&) = delete;
    MoveStage& operator=(const MoveStage&) = delete;
    virtual ~MoveStage() = default;

    // Queues a move to `end`.  Throws CommandError; part of the way may be queued then.
    virtual void move(const motion::Position& end, base::Speed speed) = 0;
    virtual motion::Position position() = 0;
};

// A stage that hands on what it made of a move.
class MoveTransform : public MoveStage {
  public:
    // Whether moves go through it at present.
    bool in_use() const { return next_ != nullptr; }

  protected:
    MoveStage& next() const {
        ASSERT(next_);
        return *next_;
    }

  private:
    friend class MovePath;
    MoveStage* next_ = nullptr;
};

// Belongs to the main thread.  Its stages outlive it or are taken out.
class MovePath {
  public:
    explicit MovePath(MoveStage& toolhead) : toolhead_(toolhead), first_(&toolhead) {}

    MoveStage& first() const { return *first_; }
    // G-code's moves reach this one before all others from now on.
    void put_first(MoveTransform& transform);
    void take_out(MoveTransform& transform);

  private:
    MoveStage& toolhead_;
    MoveStage* first_;
};

}  // namespace escapement::printer
