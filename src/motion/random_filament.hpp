// Lines, travels and retractions by chance, and their phases in long double: what tests extrude.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <span>
#include <vector>

#include "motion/segment.hpp"
#include "motion/step.hpp"

namespace escapement::motion {

// Filament over a time of constant acceleration.
struct ExactPhase {
    long double start, end, position, speed, half_accel, advance;

    long double at(long double time) const {
        const long double t = time - start;
        return position + t * (speed + t * half_accel);
    }
    long double speed_at(long double time) const {
        return speed + 2.0L * half_accel * (time - start);
    }
    long double advanced(long double time) const { return at(time) + advance * speed_at(time); }
};

// An extruder's queue and the same in higher precision.
class RandomFilament {
  public:
    // `changes`: from that move on pressure is advanced by so much.
    RandomFilament(unsigned seed, int moves, double advance, std::map<int, double> changes = {})
        : advance_(advance) {
        rest(-1e9L, 1.0L);
        std::mt19937 random(seed);
        for (int i = 0; i < moves; ++i) {
            if (changes.contains(i)) advance_ = changes[i];
            add_random(random);
        }
        rest(phases_.back().end, 1e12L);
    }

    const SegmentQueue& queue() const { return queue_; }
    double begin() const { return start_of(0); }
    double end() const { return queue_.end().time_since_epoch().count(); }
    double start_of(std::size_t move) const {
        return queue_[move].start.time_since_epoch().count();
    }
    double begin_position() const { return queue_[0].from.x.value; }
    double end_position() const { return static_cast<double>(phases_.back().position); }

    // All phases, or those that have a part within `half` of a time.
    std::span<const ExactPhase> phases() const { return phases_; }
    std::span<const ExactPhase> around(long double time, long double half) const {
        const auto first = std::partition_point(
            phases_.begin(), phases_.end(), [&](const auto& p) { return p.end < time - half; });
        const auto last = std::partition_point(
            first, phases_.end(), [&](const auto& p) { return p.start <= time + half; });
        return {first, last};
    }

    // A line of filament that speeds up from rest and slows down again.
    void add_line(double start, double length, double speed) {
        const double accel = 200.0, ramp = speed / accel;
        add({.start = PrintTime{Seconds{start}},
             .accelerating = Seconds{ramp},
             .cruising = Seconds{std::max(0.0, length / speed - ramp)},
             .decelerating = Seconds{ramp},
             .from = {{end_position()}, {}, {}},
             .direction = {1.0, 1.0, 0.0},
             .cruise_speed = {speed},
             .acceleration = {accel}});
        rest(phases_.back().end, 1e12L);
    }

    // The same played backwards.
    RandomFilament mirrored() const {
        RandomFilament mirror(0, 0, 0.0);
        for (std::size_t i = queue_.end_sequence(); i-- > 0;) {
            Segment segment = queue_[i];
            segment.from = segment.position_at(segment.end());
            segment.start =
                PrintTime{Seconds{begin() + (end() - segment.end().time_since_epoch().count())}};
            segment.start_speed =
                segment.acceleration * segment.decelerating - segment.cruise_speed;
            segment.cruise_speed = segment.cruise_speed * -1.0;
            segment.acceleration = segment.acceleration * -1.0;
            std::swap(segment.accelerating, segment.decelerating);
            mirror.add(segment);
        }
        mirror.rest(mirror.phases_.back().end, 1e12L);
        return mirror;
    }

  private:
    void add_random(std::mt19937& random) {
        std::uniform_real_distribution<double> uniform(0.0, 1.0);
        const double kind = uniform(random);
        PrintTime start = queue_.end_sequence() == 0 ? PrintTime{Seconds{1.0}} : queue_.end();
        if (kind < 0.1) start += Seconds{0.3 * uniform(random)};
        const double way = kind > 0.9 ? -1.0 : 1.0;
        const double accel = 20.0 + 400.0 * uniform(random), cruise = 0.5 + 8.0 * uniform(random);
        const double from = cruise * uniform(random), to = cruise * uniform(random);
        const bool level = uniform(random) < 0.7;
        add({.start = start,
             .accelerating = Seconds{(cruise - from) / accel},
             .cruising = Seconds{level ? 0.03 * uniform(random) : 0.0},
             .decelerating = Seconds{(cruise - to) / accel},
             .from = {{static_cast<double>(position_)}, {}, {}},
             .direction = {1.0, way > 0.0 && kind < 0.8 ? 1.0 : 0.0, 0.0},
             .start_speed = {way * from},
             .cruise_speed = {way * cruise},
             .acceleration = {way * accel}});
    }

    void add(const Segment& segment) {
        queue_.append(segment);
        const long double start = segment.start.time_since_epoch().count();
        position_ = segment.from.x.value;
        close(start);
        const long double advance = segment.direction[1] != 0.0 ? advance_ : 0.0;
        const long double half_accel = 0.5L * segment.acceleration.value;
        const long double cruise = segment.cruise_speed.value;
        add_phase(
            start, segment.accelerating, {0, 0, 0, segment.start_speed.value, half_accel, advance});
        add_phase(phases_.back().end, segment.cruising, {0, 0, 0, cruise, 0, advance});
        add_phase(
            phases_.back().end, segment.decelerating, {0, 0, 0, cruise, -half_accel, advance});
        rest(phases_.back().end, 0.0L);
    }
    // Phases fill all of the time: no pause is shorter than this.
    void close(long double time) {
        if (time - phases_.back().start < 1e-9L) phases_.pop_back();
        phases_.back().end = time;
    }
    void add_phase(long double start, Seconds duration, ExactPhase phase) {
        phase.start = start;
        phase.end = start + duration.count();
        phase.position = position_;
        position_ = phase.at(phase.end);
        phases_.push_back(phase);
    }
    void rest(long double start, long double duration) {
        phases_.push_back({start, start + duration, position_, 0.0L, 0.0L, 0.0L});
    }

    double advance_;
    SegmentQueue queue_;
    std::vector<ExactPhase> phases_;
    long double position_ = 1234.5L;
};

// Takes down what a solver does.
class StepLog final : public StepSink {
  public:
    struct Step {
        int way;
        double time;
    };
    std::vector<Step> list;

    void steps(Direction direction, std::span<const double> times) override {
        for (const double time : times) list.push_back({sign(direction), time});
    }
    void settle() override {}
};

}  // namespace escapement::motion
