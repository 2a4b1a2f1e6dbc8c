// Another way to the longest run, for tests: all pairs (interval, add) that still fit.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Step k of a run lies in its window when
//        earliest <= k * interval + k (k - 1) / 2 * add <= latest,
//    or, divided by k, when interval + x * add lies between two bounds, with x = (k - 1) / 2.
//    Seen over add, interval is bounded from above by the lowest of many falling lines, and
//    from below by the highest of such lines.
// 2. The lines come in the order of their slopes.  A new upper one can only matter where add
//    is greatest, a new lower one only where add is least.  So each of the two envelopes is a
//    queue of lines that is shortened at both ends and grows at one: every line enters and
//    leaves once, and a step costs constant time on average.
//    (O'Rourke, "An on-line algorithm for fitting straight lines between data ranges", 1981.)
// 3. Interval and add are whole, so moving each bound out by half a tick adds no pair.  It
//    does keep the region from degenerating, and rounding from mattering: a whole pair meets
//    or fails each widened bound by half a tick.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "motion/waiting_steps.hpp"

namespace escapement::motion::testing {

// In ticks, as a queue_step command has them.
struct IntervalAndAdd {
    std::int64_t interval = 0;
    std::int64_t add = 0;
};

// When a step may happen: ticks since the step before its run, both ends included.
struct StepWindow {
    std::int64_t earliest = 0;
    std::int64_t latest = 0;
};

class FitRegion {
  public:
    // Starts anew with what fits the first step of a run.
    void start(StepWindow first);
    // Keeps what also fits step k: 2, 3 and so on, in order.  False when nothing is left, not
    // even among pairs that are not whole; then widen_again() must follow, or start().
    bool narrow(std::int64_t k, StepWindow window);
    // Takes the last narrow() back; once after each.
    void widen_again();
    // So few values of add are left that there may be no whole pair.
    bool is_thin() const;
    // A whole pair in the middle of the region, or near it, if there is any.
    std::optional<IntervalAndAdd> whole_pair() const;

  private:
    struct Line {
        double x, y;  // interval <= y - x * add
        double from;  // the lowest of its envelope from this add on

        double at(double add) const { return y - x * add; }
    };

    // The upper side of the region, up to the greatest add; or the lower side, with interval
    // and add negated.
    class Envelope {
      public:
        void start(const Line& line, double end);
        bool is_lowered_by(const Line& line) const { return line.at(state_.end) < state_.at_end; }
        // Adds a line that lowers the envelope.  False when nothing is left above `other`.
        bool lower(Line line, Envelope& other);
        void save();
        void restore();
        // The greatest interval for this add, and the greatest add.
        double at(double add) const;
        double end() const { return state_.end; }

      private:
        struct State {
            double end = 0.0;                      // the greatest add
            double at_end = 0.0;                   // the interval there
            std::size_t first = 0, past_last = 0;  // of the lines that matter
        };
        bool close(const Line& line, Envelope& other);
        bool has_lines() const { return state_.past_last > state_.first; }
        const Line& last() const { return lines_[state_.past_last - 1]; }
        void push(const Line& line);

        State state_, saved_;
        std::vector<Line> lines_;
        Line overwritten_{};
        std::size_t overwritten_at_ = 0;
    };

    struct Rows {
        std::int64_t first, middle, last;
    };
    struct Row {
        double least, most;  // interval, counted from base_
    };
    Rows rows() const;
    Row row(std::int64_t add) const;
    std::optional<IntervalAndAdd> pair_in_row(std::int64_t add, double wanted) const;

    std::int64_t base_ = 0;  // intervals are counted from here
    Envelope upper_, lower_;
};

inline constexpr double half_tick = 0.5;
inline constexpr double least_add = -32768.0, greatest_add = 32767.0;
inline constexpr double thin_add = 8.0;
inline constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

inline void FitRegion::Envelope::start(const Line& line, double end) {
    state_ = {end, line.at(end), 0, 0};
    push(line);
    save();
}

inline bool FitRegion::Envelope::lower(Line line, Envelope& other) {
    if (!close(line, other)) return false;
    const double begin = -other.state_.end;
    while (has_lines()) {
        const double from = std::max(last().from, begin);
        if (line.at(from) > last().at(from)) break;
        --state_.past_last;
    }
    line.from = has_lines() ? (line.y - last().y) / (line.x - last().x) : begin;
    push(line);
    state_.at_end = line.at(state_.end);
    return true;
}

// Moves the end to where the line meets the other envelope, if that is before the end.
inline bool FitRegion::Envelope::close(const Line& line, Envelope& other) {
    while (other.state_.past_last > other.state_.first + 1) {
        const Line& next = other.lines_[other.state_.first + 1];
        if (line.at(-next.from) >= -next.at(next.from)) break;
        ++other.state_.first;
    }
    const Line& opposite = other.lines_[other.state_.first];
    if (line.at(state_.end) >= -opposite.at(-state_.end)) return true;
    if (line.x <= opposite.x) return false;
    state_.end = std::min(state_.end, (line.y + opposite.y) / (line.x - opposite.x));
    return state_.end >= -other.state_.end;
}

// Lines beyond the last one stay in memory, so that the state before can come back.
inline void FitRegion::Envelope::push(const Line& line) {
    if (state_.past_last == lines_.size()) {
        lines_.push_back(line);
    } else {
        overwritten_at_ = state_.past_last;
        overwritten_ = std::exchange(lines_[state_.past_last], line);
    }
    ++state_.past_last;
}

inline void FitRegion::Envelope::save() {
    saved_ = state_;
    overwritten_at_ = nowhere;
}

inline void FitRegion::Envelope::restore() {
    state_ = saved_;
    if (overwritten_at_ != nowhere) lines_[overwritten_at_] = overwritten_;
    overwritten_at_ = nowhere;
}

inline double FitRegion::Envelope::at(double add) const {
    const auto begin = lines_.begin() + static_cast<std::ptrdiff_t>(state_.first);
    const auto end = lines_.begin() + static_cast<std::ptrdiff_t>(state_.past_last);
    const auto after = std::upper_bound(
        begin + 1, end, add, [](double a, const Line& line) { return a < line.from; });
    return std::prev(after)->at(add);
}

inline void FitRegion::start(StepWindow first) {
    base_ = first.earliest + (first.latest - first.earliest) / 2;
    const double from = -std::numeric_limits<double>::infinity();
    const double high = static_cast<double>(first.latest - base_) + half_tick;
    const double low = static_cast<double>(first.earliest - base_) - half_tick;
    upper_.start({0.0, high, from}, greatest_add + half_tick);
    lower_.start({0.0, -low, from}, -(least_add - half_tick));
}

inline bool FitRegion::narrow(std::int64_t k, StepWindow window) {
    const double share = 1.0 / static_cast<double>(k);
    const double x = 0.5 * static_cast<double>(k - 1);
    const double high = static_cast<double>(window.latest - k * base_) + half_tick;
    const double low = static_cast<double>(window.earliest - k * base_) - half_tick;
    const Line above{x, high * share, 0.0}, below{x, -low * share, 0.0};
    upper_.save();
    lower_.save();
    if (upper_.is_lowered_by(above) && !upper_.lower(above, lower_)) return false;
    return !lower_.is_lowered_by(below) || lower_.lower(below, upper_);
}

inline void FitRegion::widen_again() {
    upper_.restore();
    lower_.restore();
}

inline bool FitRegion::is_thin() const {
    return upper_.end() + lower_.end() < thin_add;
}

inline FitRegion::Rows FitRegion::rows() const {
    const auto first = static_cast<std::int64_t>(std::ceil(-lower_.end()));
    const auto last = static_cast<std::int64_t>(std::floor(upper_.end()));
    return {first, first + (last - first) / 2, last};
}

inline FitRegion::Row FitRegion::row(std::int64_t add) const {
    const auto at = static_cast<double>(add);
    return {-lower_.at(-at), upper_.at(at)};
}

// The whole interval of a row that is closest to the wanted one.
inline std::optional<IntervalAndAdd> FitRegion::pair_in_row(std::int64_t add, double wanted) const {
    const Row r = row(add);
    const double least = std::ceil(r.least), most = std::floor(r.most);
    if (least > most) return std::nullopt;
    const double interval = std::clamp(std::round(wanted), least, most);
    return IntervalAndAdd{base_ + static_cast<std::int64_t>(interval), add};
}

inline std::optional<IntervalAndAdd> FitRegion::whole_pair() const {
    const Rows all = rows();
    for (std::int64_t off = 0; off <= all.last - all.middle; ++off) {
        for (const std::int64_t add : {all.middle + off, all.middle - off}) {
            if (add < all.first) continue;
            const Row r = row(add);
            if (auto pair = pair_in_row(add, 0.5 * (r.least + r.most))) return pair;
        }
    }
    return std::nullopt;
}

// How many of the steps that wait one run can serve, if it begins behind `start`.
class EnvelopeFit {
  public:
    std::int64_t longest(const WaitingSteps& steps, std::int64_t start) {
        if (!extend_to_the_end(steps, start, false)) extend_to_the_end(steps, start, true);
        return count_;
    }

  private:
    static StepWindow window(const WaitingSteps& steps, std::int64_t start, std::int64_t k) {
        const auto [earliest, latest] = steps.window(k);
        return {static_cast<std::int64_t>(earliest) - start,
                static_cast<std::int64_t>(latest) - start};
    }
    // False when it is in doubt whether a whole pair serves all that was counted.
    bool extend_to_the_end(const WaitingSteps& steps, std::int64_t start, bool always_whole) {
        region_.start(window(steps, start, 1));
        pair_ = always_whole ? region_.whole_pair() : std::nullopt;
        count_ = 1;
        while (count_ < std::min<std::int64_t>(steps.size(), 65535)) {
            const auto served = extend(window(steps, start, count_ + 1));
            if (!served) return false;
            if (!*served) break;
            ++count_;
        }
        return pair_ || region_.whole_pair();
    }
    // Whether one step more can be served, if that can be told.
    std::optional<bool> extend(const StepWindow& next) {
        const std::int64_t k = count_ + 1;
        if (region_.narrow(k, next)) {
            if (pair_ ? serves(*pair_, k, next) : !region_.is_thin()) return true;
            const auto other = region_.whole_pair();
            if (!other && !pair_) return std::nullopt;
            if (other) pair_ = other;
            if (other) return true;
        }
        region_.widen_again();
        return false;
    }
    static bool serves(const IntervalAndAdd& pair, std::int64_t k, const StepWindow& window) {
        const std::int64_t ticks = k * pair.interval + k * (k - 1) / 2 * pair.add;
        return window.earliest <= ticks && ticks <= window.latest;
    }

    FitRegion region_;
    std::optional<IntervalAndAdd> pair_;
    std::int64_t count_ = 0;
};

}  // namespace escapement::motion::testing
