// Clipping the polygon of fitting pairs, and finding a whole pair in it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/fit_region.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace escapement::motion {

namespace {

constexpr double half_tick = 0.5;
constexpr double min_add = -32768.0, max_add = 32767.0;

}  // namespace

FitRegion::FitRegion(StepWindow first)
    : base_(first.earliest + (first.latest - first.earliest) / 2) {
    const double begin = static_cast<double>(first.earliest - base_) - half_tick;
    const double end = static_cast<double>(first.latest - base_) + half_tick;
    corners_[0] = {begin, min_add - half_tick};
    corners_[1] = {end, min_add - half_tick};
    corners_[2] = {end, max_add + half_tick};
    corners_[3] = {begin, max_add + half_tick};
    size_ = 4;
}

bool FitRegion::narrow(std::int64_t k, StepWindow window) {
    const double x = static_cast<double>(k);
    const double y = static_cast<double>(k * (k - 1) / 2);
    const double low = static_cast<double>(window.earliest - k * base_) - half_tick;
    const double high = static_cast<double>(window.latest - k * base_) + half_tick;
    double least = std::numeric_limits<double>::infinity(), most = -least;
    for (std::size_t i = 0; i < size_; ++i) {
        const double ticks = x * corners_[i].interval + y * corners_[i].add;
        least = std::min(least, ticks);
        most = std::max(most, ticks);
    }
    if (least >= low && most <= high) return true;
    if (least > high || most < low || size_ + 2 > max_corners) return false;
    Corners cut;
    const std::size_t cut_size = clip(corners_, size_, {x, y, high}, cut);
    const std::size_t left = clip(cut, cut_size, {-x, -y, -low}, corners_);
    if (left < 3) return false;
    size_ = left;
    return true;
}

std::size_t FitRegion::clip(const Corners& from, std::size_t size, HalfPlane keep, Corners& to) {
    std::size_t kept = 0;
    Corner previous = from[size - 1];
    double previous_excess = keep.excess(previous);
    for (std::size_t i = 0; i < size; ++i) {
        const Corner corner = from[i];
        const double excess = keep.excess(corner);
        if ((excess > 0.0) != (previous_excess > 0.0)) {
            const double share = previous_excess / (previous_excess - excess);
            to[kept++] = {previous.interval + share * (corner.interval - previous.interval),
                          previous.add + share * (corner.add - previous.add)};
        }
        if (excess <= 0.0) to[kept++] = corner;
        previous = corner;
        previous_excess = excess;
    }
    return kept;
}

FitRegion::Row FitRegion::row(double add) const {
    Row row{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    Corner previous = corners_[size_ - 1];
    for (std::size_t i = 0; i < size_; ++i) {
        const Corner corner = corners_[i];
        if ((corner.add > add) != (previous.add > add)) {
            const double share = (add - previous.add) / (corner.add - previous.add);
            const double x = previous.interval + share * (corner.interval - previous.interval);
            row.begin = std::min(row.begin, x);
            row.end = std::max(row.end, x);
        }
        previous = corner;
    }
    return row;
}

std::optional<IntervalAndAdd> FitRegion::whole_pair_in_row(std::int64_t add) const {
    const Row r = row(static_cast<double>(add));
    const double interval = std::round(0.5 * (r.begin + r.end));
    if (!(r.begin <= interval && interval <= r.end)) return std::nullopt;
    return IntervalAndAdd{base_ + static_cast<std::int64_t>(interval), add};
}

std::optional<IntervalAndAdd> FitRegion::whole_pair() const {
    double least = max_add, most = min_add, sum = 0.0;
    for (std::size_t i = 0; i < size_; ++i) {
        least = std::min(least, corners_[i].add);
        most = std::max(most, corners_[i].add);
        sum += corners_[i].add;
    }
    const auto first = static_cast<std::int64_t>(std::ceil(least));
    const auto last = static_cast<std::int64_t>(std::floor(most));
    const auto middle = static_cast<std::int64_t>(std::round(sum / static_cast<double>(size_)));
    for (std::int64_t off = 0; middle + off <= last || middle - off >= first; ++off) {
        if (middle + off >= first && middle + off <= last)
            if (auto pair = whole_pair_in_row(middle + off)) return pair;
        if (off > 0 && middle - off >= first && middle - off <= last)
            if (auto pair = whole_pair_in_row(middle - off)) return pair;
    }
    return std::nullopt;
}

}  // namespace escapement::motion
