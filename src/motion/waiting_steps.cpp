// Lists of clocks and windows, filled several steps at a time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/waiting_steps.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/assert.hpp"
#include "motion/rounding.hpp"

namespace escapement::motion {

namespace {

constexpr double neighbour_share = 1.0 / 3.0;
constexpr std::size_t worth_moving = 8192;
constexpr std::size_t worth_forgetting = 64;
constexpr std::size_t least_room = 1024;

// A third of a whole number of ticks, rounded down.
double third(double ticks) {
    return nearest((ticks - 1.0) * neighbour_share);
}

// Two numbers that the processor works on together.
using Two = double __attribute__((vector_size(16)));
constexpr std::size_t two = 2;

Two load(const double* from) {
    Two v;
    std::memcpy(&v, from, sizeof v);
    return v;
}
void store(double* to, Two v) {
    std::memcpy(to, &v, sizeof v);
}
Two nearest(Two ticks) {
    return (ticks + no_fraction) - no_fraction;
}

// The least and the greatest distance of neighbours; both one tick if there are none.
struct Gaps {
    double least = 1.0, most = 1.0;
};

Gaps gaps_between(std::span<const double> clocks) {
    Gaps gaps{clocks.size() > 1 ? clocks[1] - clocks[0] : 1.0};
    gaps.most = gaps.least;
    Two least = Two{} + gaps.least, most = least;
    std::size_t i = 1;
    for (; i + two <= clocks.size(); i += two) {
        const Two gap = load(&clocks[i]) - load(&clocks[i - 1]);
        least = gap < least ? gap : least;
        most = gap > most ? gap : most;
    }
    gaps = {std::min(least[0], least[1]), std::max(most[0], most[1])};
    for (; i < clocks.size(); ++i) {
        const double gap = clocks[i] - clocks[i - 1];
        gaps = {std::min(gaps.least, gap), std::max(gaps.most, gap)};
    }
    return gaps;
}

}  // namespace

base::McuClock ClockRate::clock_of(double print_time_s) const {
    const double ticks = (print_time_s - offset_s) * frequency_hz + 0.5;
    return {ticks > 0.0 ? static_cast<std::uint64_t>(ticks) : 0};
}

double EvenClocks::clock(std::int64_t i) const {
    return nearest(exact(i));
}

void WaitingSteps::set_base(std::uint64_t base) {
    ASSERT(size_ == 0);
    base_ = base;
}

// Room for so many more, and for whole blocks to be read and written.
void WaitingSteps::make_room(std::size_t count) {
    const std::size_t needed = end_ + count + 2 * WindowList::block;
    if (needed <= clocks_.size()) return;
    compact();
    const std::size_t size = std::max({least_room, needed, clocks_.size() + clocks_.size() / 2});
    clocks_.resize(size);
    earliest_.resize(size);
    latest_.resize(size);
}

// Moves what waits to the front of the lists.
void WaitingSteps::compact() {
    std::size_t start = end_;
    for (std::size_t i = first_stretch_; i < stretches_.size(); ++i)
        if (!stretches_[i].even) start = std::min(start, stretches_[i].at);
    if (start < worth_moving) return;
    for (auto* list : {&clocks_, &earliest_, &latest_})
        std::copy(list->begin() + static_cast<std::ptrdiff_t>(start),
                  list->begin() + static_cast<std::ptrdiff_t>(end_),
                  list->begin());
    end_ -= start;
    for (Stretch& stretch : stretches_)
        if (!stretch.even) stretch.at -= std::min(start, stretch.at);
}

// What was written behind the end of the lists now counts.
void WaitingSteps::extend_lists(std::size_t count) {
    if (size_ == 0 || stretches_.back().even)
        stretches_.push_back({.count = 0, .at = end_, .even = false, .row = {}});
    stretches_.back().count += static_cast<std::int64_t>(count);
    size_ += static_cast<std::int64_t>(count);
    end_ += count;
}

bool WaitingSteps::append(const ClockRate& rate,
                          std::span<const double> times,
                          const After& before) {
    make_room(times.size());
    const auto zero = static_cast<double>(base_);
    double* const clocks = clocks_.data() + end_;
    std::size_t i = 0;
    for (; i + two <= times.size(); i += two) {
        const Two ticks = (load(times.data() + i) - rate.offset_s) * rate.frequency_hz;
        store(clocks + i, nearest(ticks - zero));
    }
    for (; i < times.size(); ++i)
        clocks[i] = nearest((times[i] - rate.offset_s) * rate.frequency_hz - zero);
    const Gaps gaps = gaps_between(std::span(clocks, times.size()));
    const double most = std::max(gaps.most, clocks[0] - before.exact);
    if (gaps.least < 1.0 || most >= far_ticks || clocks[0] < before.earliest) return false;
    set_next(clocks[0]);
    fill_windows(end_, end_ + times.size(), before.exact);
    extend_lists(times.size());
    return true;
}

void WaitingSteps::append(double clock, double before) {
    make_room(1);
    clocks_[end_] = clock;
    set_next(clock);
    fill_windows(end_, end_ + 1, before);
    extend_lists(1);
}

// Each distance between neighbours bounds how late the one and how early the other may be.
void WaitingSteps::fill_windows(std::size_t from, std::size_t to, double before) {
    const auto early = static_cast<double>(window_.early), late = static_cast<double>(window_.late);
    earliest_[from] = clocks_[from] - std::min(early, third(clocks_[from] - before));
    std::size_t i = from;
    const Two earlies = Two{} + early, lates = Two{} + late;
    for (; i + two < to; i += two) {
        const Two here = load(&clocks_[i]), after = load(&clocks_[i + 1]);
        const Two share = nearest((after - here - 1.0) * neighbour_share);
        store(&latest_[i], here + (share < lates ? share : lates));
        store(&earliest_[i + 1], after - (share < earlies ? share : earlies));
    }
    for (; i + 1 < to; ++i) {
        const double share = third(clocks_[i + 1] - clocks_[i]);
        latest_[i] = clocks_[i] + std::min(late, share);
        earliest_[i + 1] = clocks_[i + 1] - std::min(early, share);
    }
    latest_[to - 1] = clocks_[to - 1];
}

void WaitingSteps::append(const EvenClocks& row) {
    ASSERT(size_ > 0 && row.apart > least_apart && row.apart < far_ticks);
    set_next(row.clock(0));
    stretches_.push_back({.count = row.count, .at = 0, .even = true, .row = row});
    size_ += row.count;
}

void WaitingSteps::set_next(std::optional<double> clock) {
    if (size_ == 0 || stretches_.back().even) return;
    const double last = clocks_[end_ - 1];
    const double late = static_cast<double>(window_.late);
    latest_[end_ - 1] = clock ? last + std::min(late, third(*clock - last)) : last;
}

WaitingSteps::Place WaitingSteps::find(std::int64_t k) const {
    const Stretch* stretch = &stretches_[first_stretch_];
    std::int64_t i = k - 1;
    for (; i >= stretch->count; ++stretch) i -= stretch->count;
    return {stretch, i};
}

double WaitingSteps::clock(std::int64_t k) const {
    const auto [stretch, i] = find(k);
    if (stretch->even) return stretch->row.clock(i);
    return clocks_[stretch->at + static_cast<std::size_t>(i)];
}

WaitingSteps::Window WaitingSteps::window(std::int64_t k) const {
    const auto [stretch, i] = find(k);
    if (!stretch->even) {
        const std::size_t at = stretch->at + static_cast<std::size_t>(i);
        return {earliest_[at], latest_[at]};
    }
    return EvenPart{stretch->row, window_}.window_of(i);
}

WaitingSteps::Window WaitingSteps::EvenPart::window_of(std::int64_t i) const {
    const double here = row.clock(i);
    const double before = third(here - row.clock(i - 1)), behind = third(row.clock(i + 1) - here);
    return {here - std::min(static_cast<double>(window.early), before),
            here + std::min(static_cast<double>(window.late), behind)};
}

WindowList WaitingSteps::windows(std::int64_t k, std::int64_t most, Scratch& scratch) const {
    const auto [stretch, i] = find(k);
    const auto left = static_cast<std::size_t>(std::min(most, stretch->count - i));
    if (!stretch->even) {
        const std::size_t at = stretch->at + static_cast<std::size_t>(i);
        return {&earliest_[at], &latest_[at], left};
    }
    const std::size_t count = std::min(left, Scratch::size);
    write_out(stretch->row, i, scratch);
    return {scratch.earliest.data(), scratch.latest.data(), count};
}

FirstSteps WaitingSteps::first(std::int64_t most, Scratch& scratch) const {
    const Stretch& stretch = stretches_[first_stretch_];
    const auto count = static_cast<std::size_t>(std::min(most, size_));
    if (!stretch.even && stretch.count >= static_cast<std::int64_t>(count)) {
        const std::size_t at = stretch.at;
        return {{&earliest_[at], &latest_[at], count}, &clocks_[at]};
    }
    gather(count, scratch);
    return {{scratch.earliest.data(), scratch.latest.data(), count}, scratch.clocks.data()};
}

// Writes out steps from several stretches.
void WaitingSteps::gather(std::size_t count, Scratch& out) const {
    Scratch part;
    for (std::size_t done = 0; done < count;) {
        const auto k = static_cast<std::int64_t>(done) + 1;
        const WindowList list = windows(k, static_cast<std::int64_t>(count - done), part);
        std::copy_n(list.earliest, list.count, out.earliest.begin() + done);
        std::copy_n(list.latest, list.count, out.latest.begin() + done);
        for (std::size_t i = 0; i < list.count; ++i)
            out.clocks[done + i] = clock(k + static_cast<std::int64_t>(i));
        done += list.count;
    }
}

// All there is room for, whatever is asked: fixed counts are done two at a time.
void WaitingSteps::write_out(const EvenClocks& row, std::int64_t i, Scratch& out) const {
    const auto early = static_cast<double>(window_.early), late = static_cast<double>(window_.late);
    const double first = row.first + static_cast<double>(i - 1);
    for (std::size_t j = 0; j < out.clocks.size(); ++j)
        out.clocks[j] = nearest(row.origin + (first + static_cast<double>(j)) * row.apart);
    for (std::size_t j = 0; j < Scratch::size; ++j) {
        const double here = out.clocks[j + 1];
        const double before = third(here - out.clocks[j]), behind = third(out.clocks[j + 2] - here);
        out.earliest[j] = here - (before < early ? before : early);
        out.latest[j] = here + (behind < late ? behind : late);
    }
}

std::optional<WaitingSteps::EvenPart> WaitingSteps::even_part(std::int64_t k) const {
    const auto [stretch, i] = find(k);
    if (!stretch->even) return std::nullopt;
    EvenPart part{stretch->row, window_};
    part.row.first += static_cast<double>(i);
    part.row.count = stretch->count - i;
    return part;
}

std::optional<std::int64_t> WaitingSteps::first_in_row(std::int64_t most) const {
    std::int64_t before = 0;
    for (std::size_t i = first_stretch_; i < stretches_.size() && before < most; ++i) {
        if (stretches_[i].even) return before + 1;
        before += stretches_[i].count;
    }
    return std::nullopt;
}

void WaitingSteps::drop(std::int64_t count) {
    size_ -= count;
    while (count > 0) {
        Stretch& stretch = stretches_[first_stretch_];
        const std::int64_t part = std::min(count, stretch.count);
        count -= part;
        stretch.count -= part;
        stretch.at += static_cast<std::size_t>(part);
        stretch.row.first += static_cast<double>(part);
        if (stretch.count == 0) ++first_stretch_;
    }
    if (first_stretch_ > worth_forgetting) {
        stretches_.erase(stretches_.begin(),
                         stretches_.begin() + static_cast<std::ptrdiff_t>(first_stretch_));
        first_stretch_ = 0;
    }
    if (size_ > 0) return;
    stretches_.clear();
    first_stretch_ = 0;
    end_ = 0;
}

}  // namespace escapement::motion
