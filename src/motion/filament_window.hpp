// Filament as moves ask for it, seen through a window of time that slides along.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "motion/position.hpp"
#include "motion/segment.hpp"
#include "motion/stretch.hpp"

namespace escapement::motion {

// A time of constant jerk, mostly none; between moves filament stands still.  Print time in
// seconds, lengths in millimetres.
struct FilamentPhase {
    double start = 0.0;
    double end = std::numeric_limits<double>::infinity();
    double position = 0.0;    // at the start
    double speed = 0.0;       // at the start
    double half_accel = 0.0;  // half of the acceleration, at the start
    double sixth_jerk = 0.0;  // a sixth of the jerk
    double advance = 0.0;     // seconds by which pressure is advanced; 0 where it is not

    bool rests() const { return speed == 0.0 && half_accel == 0.0 && sixth_jerk == 0.0; }
    double position_at(double time) const {
        const double t = time - start;
        return position + t * (speed + t * (half_accel + t * sixth_jerk));
    }
    double speed_at(double time) const {
        const double t = time - start;
        return speed + t * (2.0 * half_accel + 3.0 * sixth_jerk * t);
    }
};

// Segments that begin at `from` or later are advanced by so many seconds.
struct AdvanceChange {
    PrintTime from;
    double advance = 0.0;
};

struct FilamentSettings {
    double half_window = 0.0;             // seconds
    std::vector<AdvanceChange> advances;  // in order of time, at least one
};

// Where a path begins: with which segment of its queue, and not before which time.
struct FilamentStart {
    std::uint64_t sequence = 0;
    PrintTime time{};
};

// Three moments slide together: half a window behind, the middle, half a window ahead.  Between
// two changes of phase, each of them sees one phase only.  Belongs to one thread.
class FilamentWindow {
  public:
    // The queue must outlive this.
    FilamentWindow(const SegmentQueue& queue, FilamentStart start, FilamentSettings settings);

    // For segments that have not been read.
    void add(AdvanceChange change) { advances_.push_back(change); }

    // Reads what must be known to slide to `until`.
    void read(double until);
    double time() const { return time_; }
    double half() const { return half_; }
    // How far it can slide without one of the moments changing its phase; not beyond `until`
    // when what happens ahead is not known yet.
    double next_change(double until) const;
    void slide_to(double time);

    const FilamentPhase& behind() const { return phases_[behind_]; }
    const FilamentPhase& middle() const { return phases_[middle_]; }
    const FilamentPhase& ahead() const { return phases_[ahead_]; }
    // All of the window lies in one phase.
    bool is_uniform() const { return behind_ == ahead_; }
    // The phases that the window touches.
    std::span<const FilamentPhase> phases() const {
        return {phases_.data() + behind_, ahead_ - behind_ + 1};
    }
    // When something that moves is first in the window, if that is before `until`.
    std::optional<PrintTime> first_motion(PrintTime until) const;

  private:
    static double seconds(PrintTime time) { return time.time_since_epoch().count(); }
    void place();
    void take(const Segment& segment);
    void add_phase(const Phase& phase, double way, double advance);
    double advance_at(PrintTime time);
    void forget();

    const SegmentQueue& queue_;
    std::uint64_t next_;  // segment to be read
    double half_;
    double time_;
    std::vector<AdvanceChange> advances_;
    // The last one rests for as long as nothing else is known.
    std::vector<FilamentPhase> phases_{1};
    std::size_t behind_ = 0, middle_ = 0, ahead_ = 0;
    double behind_until_ = 0.0, middle_until_ = 0.0, ahead_until_ = 0.0;  // for the middle
};

inline double FilamentWindow::next_change(double until) const {
    const double change = std::min(std::min(behind_until_, middle_until_), ahead_until_);
    const bool known = ahead_until_ < std::numeric_limits<double>::infinity();
    return known ? change : std::min(change, until);
}

inline void FilamentWindow::slide_to(double time) {
    time_ = time;
    while (behind_until_ <= time) behind_until_ = phases_[++behind_].end + half_;
    while (middle_until_ <= time) middle_until_ = phases_[++middle_].end;
    while (ahead_until_ <= time) ahead_until_ = phases_[++ahead_].end - half_;
}

}  // namespace escapement::motion
