// Where the time of a print goes: features, layers, limits, and the moves that lost most of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "escapement/slicer_notes.hpp"
#include "escapement/speed_limit.hpp"
#include "printer/move_observer.hpp"
#include "printer/toolhead.hpp"

namespace escapement::app {

// A move that took longer than its length and the speed that was asked for would have it.
struct SlowMove {
    std::uint64_t line = 0;  // of the G-code file
    std::string feature;
    double length_mm = 0.0;
    double speed_mm_s = 0.0;  // on average
    double asked_mm_s = 0.0;
    double lost_s = 0.0;
    SpeedLimit limit = SpeedLimit::asked;
};

struct LayerTime {
    std::uint32_t layer = 0;  // from 1; 0 is what comes before the first
    std::optional<double> z;
    double time_s = 0.0;
};

// Belongs to the main thread.
class MoveTimes final : public printer::MoveObserver {
  public:
    static constexpr std::size_t most_slow_moves = 10;

    explicit MoveTimes(printer::Toolhead& toolhead) : toolhead_(toolhead) {}

    // The next line of the file is about to be carried out.
    void see_line(std::string_view line);
    void queued(const motion::Move& move, base::Speed requested) override;
    void planned(base::PrintTime start, const motion::Move& move) override;
    // There are no more moves; everything below is complete then.
    void finish();

    // Seconds; what the slicer does not name is "unnamed", moves without extrusion are "travel",
    // filament by itself is "filament only".
    const std::map<std::string, double>& features() const { return features_; }
    const std::vector<LayerTime>& layers() const { return layers_; }
    double time_of(SpeedLimit limit) const { return limits_[static_cast<std::size_t>(limit)]; }
    // The most time lost first.
    const std::vector<SlowMove>& slow_moves() const { return slow_; }
    double moving_s() const { return moving_s_; }

    std::string text() const;
    void add_to(base::Value& report) const;

  private:
    // What is known of a move when it is queued.
    struct Origin {
        std::uint64_t line;
        std::uint32_t layer;
        std::optional<double> z;
        std::string feature;
        base::Speed requested;
    };
    struct Planned {
        Origin origin;
        motion::Move move;
        base::PrintTime start;
        base::PrintTime end() const { return start + move.profile().duration(); }
    };
    void count_time(const Origin& origin, const motion::Move& move);
    // The move before the last can be judged when the one behind it is known.
    void judge(const Planned* previous, const Planned& planned, const Planned* next);
    void keep_if_slow(SlowMove slow);

    printer::Toolhead& toolhead_;
    SlicerNotes notes_;
    std::uint64_t line_ = 0;
    std::deque<Origin> queued_;
    std::optional<Planned> before_, last_;
    std::map<std::string, double> features_;
    std::vector<LayerTime> layers_;
    std::array<double, speed_limits> limits_{};
    std::vector<SlowMove> slow_;
    double moving_s_ = 0.0;
};

}  // namespace escapement::app
