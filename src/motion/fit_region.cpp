// Two envelopes of lines, and the whole pairs between them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/fit_region.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace escapement::motion {

namespace {

constexpr double half_tick = 0.5;
constexpr double least_add = -32768.0, greatest_add = 32767.0;

}  // namespace

void FitRegion::Envelope::start(const Line& line, double end) {
    lines_.clear();
    first_ = 0;
    lines_.push_back(line);
    end_ = end;
    interval_at_end_ = line.at(end);
}

bool FitRegion::Envelope::lower(Line line, Envelope& other) {
    if (!close(line, other)) return false;
    const double begin = -other.end_;
    while (lines_.size() > first_) {
        const Line& last = lines_.back();
        const double from = std::max(last.from, begin);
        if (line.at(from) > last.at(from)) break;
        lines_.pop_back();
    }
    line.from = begin;
    if (lines_.size() > first_) line.from = (line.y - lines_.back().y) / (line.x - lines_.back().x);
    lines_.push_back(line);
    interval_at_end_ = line.at(end_);
    return true;
}

// Moves the end to where the line meets the other envelope, if that is before the end.
bool FitRegion::Envelope::close(const Line& line, Envelope& other) {
    while (other.lines_.size() > other.first_ + 1) {
        const Line& next = other.lines_[other.first_ + 1];
        if (line.at(-next.from) >= -next.at(next.from)) break;
        ++other.first_;
    }
    const Line& opposite = other.lines_[other.first_];
    if (line.at(end_) >= -opposite.at(-end_)) return true;
    if (line.x <= opposite.x) return false;
    end_ = std::min(end_, (line.y + opposite.y) / (line.x - opposite.x));
    return end_ >= -other.end_;
}

double FitRegion::Envelope::at(double add) const {
    const auto begin = lines_.begin() + static_cast<std::ptrdiff_t>(first_);
    const auto after = std::upper_bound(
        begin + 1, lines_.end(), add, [](double a, const Line& line) { return a < line.from; });
    return std::prev(after)->at(add);
}

void FitRegion::start(StepWindow first) {
    base_ = first.earliest + (first.latest - first.earliest) / 2;
    const double from = -std::numeric_limits<double>::infinity();
    const double high = static_cast<double>(first.latest - base_) + half_tick;
    const double low = static_cast<double>(first.earliest - base_) - half_tick;
    upper_.start({0.0, high, from}, greatest_add + half_tick);
    lower_.start({0.0, -low, from}, -(least_add - half_tick));
}

bool FitRegion::narrow(std::int64_t k, StepWindow window) {
    const double share = 1.0 / static_cast<double>(k);
    const double x = 0.5 * static_cast<double>(k - 1);
    const double high = static_cast<double>(window.latest - k * base_) + half_tick;
    const double low = static_cast<double>(window.earliest - k * base_) - half_tick;
    const Line above{x, high * share, 0.0}, below{x, -low * share, 0.0};
    if (upper_.is_lowered_by(above) && !upper_.lower(above, lower_)) return false;
    return !lower_.is_lowered_by(below) || lower_.lower(below, upper_);
}

std::optional<IntervalAndAdd> FitRegion::whole_pair_in_row(std::int64_t add) const {
    const auto row = static_cast<double>(add);
    const double least = -lower_.at(-row), most = upper_.at(row);
    const double interval = std::round(0.5 * (least + most));
    if (!(least <= interval && interval <= most)) return std::nullopt;
    return IntervalAndAdd{base_ + static_cast<std::int64_t>(interval), add};
}

std::optional<IntervalAndAdd> FitRegion::whole_pair() const {
    const auto first = static_cast<std::int64_t>(std::ceil(-lower_.end()));
    const auto last = static_cast<std::int64_t>(std::floor(upper_.end()));
    const std::int64_t middle = first + (last - first) / 2;
    for (std::int64_t off = 0; off <= last - middle; ++off) {
        if (auto pair = whole_pair_in_row(middle + off)) return pair;
        if (off > 0 && middle - off >= first)
            if (auto pair = whole_pair_in_row(middle - off)) return pair;
    }
    return std::nullopt;
}

}  // namespace escapement::motion
