// Two envelopes of lines, and the whole pairs between them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/fit_region.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <utility>

namespace escapement::motion {

namespace {

constexpr double half_tick = 0.5;
constexpr double least_add = -32768.0, greatest_add = 32767.0;
constexpr double thin_add = 8.0;
constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

}  // namespace

void FitRegion::Envelope::start(const Line& line, double end) {
    state_ = {end, line.at(end), 0, 0};
    push(line);
    save();
}

bool FitRegion::Envelope::lower(Line line, Envelope& other) {
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
bool FitRegion::Envelope::close(const Line& line, Envelope& other) {
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
void FitRegion::Envelope::push(const Line& line) {
    if (state_.past_last == lines_.size()) {
        lines_.push_back(line);
    } else {
        overwritten_at_ = state_.past_last;
        overwritten_ = std::exchange(lines_[state_.past_last], line);
    }
    ++state_.past_last;
}

void FitRegion::Envelope::save() {
    saved_ = state_;
    overwritten_at_ = nowhere;
}

void FitRegion::Envelope::restore() {
    state_ = saved_;
    if (overwritten_at_ != nowhere) lines_[overwritten_at_] = overwritten_;
    overwritten_at_ = nowhere;
}

double FitRegion::Envelope::at(double add) const {
    const auto begin = lines_.begin() + static_cast<std::ptrdiff_t>(state_.first);
    const auto end = lines_.begin() + static_cast<std::ptrdiff_t>(state_.past_last);
    const auto after = std::upper_bound(
        begin + 1, end, add, [](double a, const Line& line) { return a < line.from; });
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
    upper_.save();
    lower_.save();
    if (upper_.is_lowered_by(above) && !upper_.lower(above, lower_)) return false;
    return !lower_.is_lowered_by(below) || lower_.lower(below, upper_);
}

void FitRegion::widen_again() {
    upper_.restore();
    lower_.restore();
}

bool FitRegion::is_thin() const {
    return upper_.end() + lower_.end() < thin_add;
}

FitRegion::Rows FitRegion::rows() const {
    const auto first = static_cast<std::int64_t>(std::ceil(-lower_.end()));
    const auto last = static_cast<std::int64_t>(std::floor(upper_.end()));
    return {first, first + (last - first) / 2, last};
}

FitRegion::Row FitRegion::row(std::int64_t add) const {
    const auto at = static_cast<double>(add);
    return {-lower_.at(-at), upper_.at(at)};
}

// The whole interval of a row that is closest to the wanted one.
std::optional<IntervalAndAdd> FitRegion::pair_in_row(std::int64_t add, double wanted) const {
    const Row r = row(add);
    const double least = std::ceil(r.least), most = std::floor(r.most);
    if (least > most) return std::nullopt;
    const double interval = std::clamp(std::round(wanted), least, most);
    return IntervalAndAdd{base_ + static_cast<std::int64_t>(interval), add};
}

std::optional<IntervalAndAdd> FitRegion::whole_pair() const {
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

std::optional<IntervalAndAdd> FitRegion::pair_ending_near(std::int64_t k,
                                                          std::int64_t ticks) const {
    const Rows all = rows();
    const auto best_in = [&](std::int64_t add) {
        const std::int64_t rest = ticks - k * base_ - k * (k - 1) / 2 * add;
        return pair_in_row(add, static_cast<double>(rest) / static_cast<double>(k));
    };
    if (all.first <= 0 && 0 <= all.last) {
        const auto constant = best_in(0);
        if (constant && std::abs(constant->interval * k - ticks) <= k) return constant;
    }
    return all.first <= all.last ? best_in(all.middle) : std::nullopt;
}

}  // namespace escapement::motion
