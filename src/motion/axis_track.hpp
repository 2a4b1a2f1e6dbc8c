// Where a shaped axis is: pieces that all steppers of a machine share.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "motion/axis_knots.hpp"
#include "motion/piece.hpp"
#include "motion/shaper.hpp"

namespace escapement::motion {

// Pieces without gaps between them, over rest as well, until the moment up to which the track has
// been made.  They keep their sequence numbers for good, so that several readers can follow.
// One thread makes it; while nobody does, several may read.
class AxisTrack {
  public:
    // Begins at `begin` seconds of print time, at rest.
    AxisTrack(const Shaper& shaper, double begin, double position);
    virtual ~AxisTrack() = default;
    AxisTrack(const AxisTrack&) = delete;
    AxisTrack& operator=(const AxisTrack&) = delete;

    const Shaper& shaper() const { return shaper_; }
    // What the unshaped axis does, in order of time.
    void add(double start, double duration, const Polynomial& position) {
        knots_.add(start, duration, position);
    }
    // The axis is there from this moment on, without a step, whatever it was to do.
    void place(double time, double position);
    // Makes the pieces that begin before `until`.  Everything that begins before then and the
    // shaper's reach must have been added.  Forgets what began before the `until` of the last
    // time and ended.
    void advance(double until);

    std::uint64_t first_sequence() const { return first_; }
    std::uint64_t end_sequence() const { return first_ + pieces_.size(); }
    const Piece& operator[](std::uint64_t sequence) const { return pieces_[sequence - first_]; }
    // Those from a sequence number on, which must be known.
    std::span<const Piece> from(std::uint64_t sequence) const {
        return std::span(pieces_).subspan(sequence - first_);
    }
    // The first piece from `next` on that ends after `time`, and its sequence number put there;
    // nullptr if there is none yet.
    const Piece* find(std::uint64_t& next, double time) const {
        next = std::max(next, first_);
        for (const std::uint64_t end = end_sequence(); next < end; ++next)
            if (const Piece& piece = (*this)[next]; piece.end() > time) return &piece;
        return nullptr;
    }
    // When the axis moves for the first time, from there on and before `until`.
    std::optional<PrintTime> first_motion(std::uint64_t next, double time, PrintTime until) const;
    // How often it was placed, and when the last time.
    std::uint64_t placements() const { return placements_; }
    double placed_at() const { return placed_at_; }

  protected:
    // Moments that differ by less are the same but for rounding.
    static constexpr double together_s = 1e-11;

    // From end() on.
    virtual void make(double until) = 0;
    virtual void restart() = 0;
    // Of what has been made.
    double end() const { return end_; }
    // Adds the piece from end() to `until`; those that are only rounding are left out.
    void push(double until, const Polynomial& position);
    AxisKnots& knots() { return knots_; }

  private:
    void forget();

    Shaper shaper_;
    AxisKnots knots_;
    std::vector<Piece> pieces_;
    std::uint64_t first_ = 0;
    double end_;
    double read_until_ = 0.0;  // by everybody
    std::uint64_t placements_ = 0;
    double placed_at_ = 0.0;
};

// A trajectory makes a track and its readers follow it; they share it, as it goes with the last
// of its readers, and which one that is depends on when steppers are given other paths.
using SharedTrack = std::shared_ptr<AxisTrack>;
using ReadTrack = std::shared_ptr<const AxisTrack>;

// A track for that shaper.
std::unique_ptr<AxisTrack> make_track(const Shaper& shaper, double begin, double position);

}  // namespace escapement::motion
