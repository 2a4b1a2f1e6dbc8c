// Adding up the time of moves.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/move_times.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "escapement/progress.hpp"

namespace escapement::app {
namespace {

// Moves that touch, but for rounding.
constexpr base::Seconds no_gap{1e-9};
// A loss that nobody would look for.
constexpr double least_loss_s = 0.001;

constexpr const char* unnamed = "unnamed";

std::string feature_of(const motion::Move& move, const std::string& named) {
    if (!move.is_kinematic()) return "filament only";
    if (!(move.displacement(motion::extruder_axis) > base::Length{})) return "travel";
    return named.empty() ? unnamed : named;
}

std::vector<std::pair<std::string, double>> by_time(const std::map<std::string, double>& times) {
    std::vector<std::pair<std::string, double>> sorted(times.begin(), times.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return a.second > b.second;
    });
    return sorted;
}

std::string time_line(const std::string& what, double time, double all) {
    return fmt::format("    {:<28}{:>14}{:>8.1f} %\n",
                       what,
                       duration_text(time),
                       all > 0.0 ? 100.0 * time / all : 0.0);
}

std::string layer_name(const LayerTime& layer) {
    return layer.z ? fmt::format("{} (z {:g})", layer.layer, *layer.z)
                   : std::to_string(layer.layer);
}

base::Value value_of(const SlowMove& slow) {
    base::Value value;
    value["line"] = slow.line;
    value["feature"] = slow.feature;
    value["length"] = slow.length_mm;
    value["speed"] = slow.speed_mm_s;
    value["asked_speed"] = slow.asked_mm_s;
    value["lost_time"] = slow.lost_s;
    value["limited_by"] = name_of(slow.limit);
    return value;
}

base::Value value_of(const LayerTime& layer) {
    base::Value value;
    value["layer"] = static_cast<std::uint64_t>(layer.layer);
    value["z"] = layer.z ? base::Value(*layer.z) : base::Value();
    value["time"] = layer.time_s;
    return value;
}

}  // namespace

void MoveTimes::see_line(std::string_view line) {
    ++line_;
    notes_.see(line);
}

void MoveTimes::queued(const motion::Move&, base::Speed requested) {
    queued_.push_back({.line = line_,
                       .layer = notes_.layer(),
                       .z = notes_.layer_z(),
                       .feature = notes_.feature(),
                       .requested = requested});
}

void MoveTimes::planned(base::PrintTime start, const motion::Move& move) {
    Planned planned{.origin = std::move(queued_.front()), .move = move, .start = start};
    queued_.pop_front();
    planned.origin.feature = feature_of(move, planned.origin.feature);
    count_time(planned.origin, move);
    if (last_) judge(before_ ? &*before_ : nullptr, *last_, &planned);
    before_ = std::move(last_);
    last_.emplace(std::move(planned));
}

void MoveTimes::finish() {
    if (last_) judge(before_ ? &*before_ : nullptr, *last_, nullptr);
    before_.reset();
    last_.reset();
}

void MoveTimes::count_time(const Origin& origin, const motion::Move& move) {
    const double time = move.profile().duration().count();
    moving_s_ += time;
    features_[origin.feature] += time;
    if (layers_.empty() || layers_.back().layer != origin.layer)
        layers_.push_back({.layer = origin.layer});
    layers_.back().time_s += time;
    if (origin.z) layers_.back().z = origin.z;
}

void MoveTimes::judge(const Planned* previous, const Planned& planned, const Planned* next) {
    const bool joins = previous && planned.start - previous->end() < no_gap;
    const bool is_joined = next && next->start - planned.end() < no_gap;
    const motion::Move& move = planned.move;
    const double time = move.profile().duration().count();
    const auto limit = limit_of({.previous = joins ? &previous->move : nullptr,
                                 .move = move,
                                 .next = is_joined ? &next->move : nullptr,
                                 .requested = planned.origin.requested},
                                toolhead_);
    limits_[static_cast<std::size_t>(limit)] += time;
    const double length = move.distance().value, asked = planned.origin.requested.value;
    keep_if_slow({.line = planned.origin.line,
                  .feature = planned.origin.feature,
                  .length_mm = length,
                  .speed_mm_s = length / time,
                  .asked_mm_s = asked,
                  .lost_s = time - length / asked,
                  .limit = limit});
}

void MoveTimes::keep_if_slow(SlowMove slow) {
    if (slow.lost_s < least_loss_s) return;
    if (slow_.size() == most_slow_moves && slow.lost_s <= slow_.back().lost_s) return;
    const auto place = std::find_if(slow_.begin(), slow_.end(), [&](const SlowMove& other) {
        return other.lost_s < slow.lost_s;
    });
    slow_.insert(place, std::move(slow));
    if (slow_.size() > most_slow_moves) slow_.pop_back();
}

std::string MoveTimes::text() const {
    std::string out = "  time of moves by feature:\n";
    for (const auto& [name, time] : by_time(features_)) out += time_line(name, time, moving_s_);
    std::vector<LayerTime> layers = layers_;
    std::erase_if(layers, [](const LayerTime& layer) { return layer.layer == 0; });
    if (!layers.empty()) {
        const auto [least, most] = std::minmax_element(
            layers.begin(), layers.end(), [](const LayerTime& a, const LayerTime& b) {
                return a.time_s < b.time_s;
            });
        out += fmt::format("  {} layers, from {} (layer {}) to {} (layer {})\n",
                           layers.size(),
                           duration_text(least->time_s),
                           layer_name(*least),
                           duration_text(most->time_s),
                           layer_name(*most));
    }
    out += "  time of moves by what limits them:\n";
    std::map<std::string, double> limits;
    for (std::size_t i = 0; i < limits_.size(); ++i)
        if (limits_[i] > 0.0) limits[name_of(static_cast<SpeedLimit>(i))] = limits_[i];
    for (const auto& [name, time] : by_time(limits)) out += time_line(name, time, moving_s_);
    if (!slow_.empty()) out += "  moves that lost most time against the speed asked for:\n";
    for (const SlowMove& slow : slow_)
        out += fmt::format("    line {}, {}: {:.3f} mm at {:.1f} of {:.1f} mm/s, {:.3f} s: {}\n",
                           slow.line,
                           slow.feature,
                           slow.length_mm,
                           slow.speed_mm_s,
                           slow.asked_mm_s,
                           slow.lost_s,
                           name_of(slow.limit));
    return out;
}

void MoveTimes::add_to(base::Value& report) const {
    base::Value::Table features, limits;
    for (const auto& [name, time] : by_time(features_)) features.emplace_back(name, time);
    for (std::size_t i = 0; i < limits_.size(); ++i)
        limits.emplace_back(name_of(static_cast<SpeedLimit>(i)), limits_[i]);
    base::Value::List layers, slow;
    for (const LayerTime& layer : layers_) layers.push_back(value_of(layer));
    for (const SlowMove& move : slow_) slow.push_back(value_of(move));
    report["moving_time"] = moving_s_;
    report["features"] = std::move(features);
    report["layers"] = std::move(layers);
    report["limited_by"] = std::move(limits);
    report["slow_moves"] = std::move(slow);
}

}  // namespace escapement::app
