// Pairs of steps and a few adds, eight at a time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/short_fit.hpp"

#if defined(__x86_64__)
// GCC 12 takes the undefined registers in its own header for mistakes (PR 105593).
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#include <immintrin.h>
#endif

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

#include "motion/add_trials.hpp"
#include "motion/rounding.hpp"

namespace escapement::motion {

namespace detail {

namespace {

// All here is part of one function for each kind of processor: a call from one that uses wide
// registers to one that does not takes long.

constexpr std::size_t eight = WindowList::block;

using Eight = std::array<double, eight>;
using All = std::array<double, ShortRun::most_steps>;

using OfStep = double (*)(double k);

// A number for each step, counted from 1.
constexpr All table_of(OfStep number) {
    All table{};
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = number(static_cast<double>(i + 1));
    return table;
}
constexpr double share_of(double k) {
    return 1.0 / k;
}
constexpr double turn_of(double k) {
    return 0.5 * (k - 1.0);
}
constexpr double bend_of(double k) {
    return 0.5 * k * (k - 1.0);
}
alignas(64) constexpr All step_shares = table_of(share_of);
alignas(64) constexpr All step_turns = table_of(turn_of);
alignas(64) constexpr All step_bends = table_of(bend_of);

// What to multiply with, d steps further: 2 / d at [eight + d].
using Distances = std::array<double, eight + ShortRun::most_steps>;
constexpr Distances distances() {
    Distances table{};
    for (std::size_t d = 1; d < ShortRun::most_steps; ++d)
        table[eight + d] = 2.0 / static_cast<double>(d);
    return table;
}
constexpr Distances per_distance = distances();

// Bounds of each step, and the range of adds that is left for it and all before it.
struct Pairs {
    alignas(64) All low, high, least, most;
};

[[gnu::always_inline]] inline double greater(double a, double b) {
    return a > b ? a : b;
}
[[gnu::always_inline]] inline double lesser(double a, double b) {
    return a < b ? a : b;
}
[[gnu::always_inline]] inline double greatest(const Eight& list) {
    return *std::max_element(list.begin(), list.end());
}
[[gnu::always_inline]] inline double least_of(const Eight& list) {
    return *std::min_element(list.begin(), list.end());
}

// One step and nothing else: the exact clock.
[[gnu::always_inline]] inline ShortRun single(const FirstSteps& steps, double start) {
    return {1, {0.0, 0.0}, true, steps.clocks[0] - start, 0.0};
}

// A small add takes fewer bytes.  Near the ends of the range few intervals serve, perhaps none.
[[gnu::always_inline]] inline double modest(const AddRange& range) {
    const double margin = nearest(range.size() * (1.0 / 16.0));
    return lesser(greater(0.0, range.least + margin), range.most - margin);
}

struct Trial {
    double add;
    double least, most;  // what the interval lies between
    double end;          // the exact clock of the last step
};

// A run that ends near the exact clock leaves the next one the most room.
[[gnu::always_inline]] inline void choose(ShortRun& run, const Trial& trial) {
    const std::size_t i = run.count - 1;
    const double first = nearest(trial.least + 0.5), last = nearest(trial.most - 0.5);
    const double wanted = nearest((trial.end - step_bends[i] * trial.add) * step_shares[i]);
    run.found = first <= last;
    run.interval = lesser(greater(wanted, first), last);
    run.add = trial.add;
}

[[gnu::always_inline]] inline AddRange whole_adds(const Pairs& pairs, std::size_t count) {
    return {rounded_up(pairs.least[count - 1]), rounded_down(pairs.most[count - 1])};
}

[[gnu::always_inline]] inline void bound(Pairs& pairs,
                                         const WindowList& windows,
                                         double start,
                                         std::size_t at) {
    for (std::size_t i = at; i < at + eight; ++i) {
        pairs.low[i] = (windows.earliest[i] - (start + 0.5)) * step_shares[i];
        pairs.high[i] = (windows.latest[i] - (start - 0.5)) * step_shares[i];
    }
}

// What the steps of a block and those before demand.
[[gnu::always_inline]] inline void pair_block(Pairs& pairs, std::size_t at) {
    Eight least, most;
    least.fill(at == 0 ? all_adds.least : pairs.least[at - 1]);
    most.fill(at == 0 ? all_adds.most : pairs.most[at - 1]);
    for (std::size_t j = 0; j + 1 < at + eight; ++j) {
        const double low = pairs.low[j], high = pairs.high[j];
        const std::size_t first = j < at ? 0 : j + 1 - at;
        const double* const share = &per_distance[eight + at - j];
        for (std::size_t i = 0; i < eight; ++i) {
            const double from = (pairs.low[at + i] - high) * share[i];
            const double to = (pairs.high[at + i] - low) * share[i];
            least[i] = i >= first ? greater(least[i], from) : least[i];
            most[i] = i >= first ? lesser(most[i], to) : most[i];
        }
    }
    for (std::size_t i = 1; i < eight; ++i) {
        least[i] = greater(least[i], least[i - 1]);
        most[i] = lesser(most[i], most[i - 1]);
    }
    std::copy(least.begin(), least.end(), pairs.least.begin() + static_cast<std::ptrdiff_t>(at));
    std::copy(most.begin(), most.end(), pairs.most.begin() + static_cast<std::ptrdiff_t>(at));
}

// How many steps of the block leave an add.
[[gnu::always_inline]] inline std::size_t left_over(const Pairs& pairs, std::size_t at) {
    std::size_t i = 0;
    while (i < eight && rounded_down(pairs.most[at + i]) >= pairs.least[at + i]) ++i;
    return i;
}

// The pair with a modest add that ends nearest to the exact clock.
[[gnu::always_inline]] inline void try_add(ShortRun& run, const Pairs& pairs, double end) {
    Eight least, most;
    least.fill(-std::numeric_limits<double>::infinity());
    most.fill(std::numeric_limits<double>::infinity());
    const double add = modest(run.adds);
    for (std::size_t k = 0; k < run.count; ++k) {
        const double turned = step_turns[k] * add;
        least[k % eight] = greater(least[k % eight], pairs.low[k] - turned);
        most[k % eight] = lesser(most[k % eight], pairs.high[k] - turned);
    }
    choose(run, {.add = add, .least = greatest(least), .most = least_of(most), .end = end});
}

[[gnu::always_inline]] inline ShortRun short_run(const FirstSteps& steps, double start) {
    Pairs pairs;
    std::size_t count = 0;
    for (std::size_t at = 0;; at += eight) {
        bound(pairs, steps.windows, start, at);
        pair_block(pairs, at);
        const std::size_t left = left_over(pairs, at);
        count = std::min(at + left, steps.windows.count);
        if (left < eight || at + eight >= steps.windows.count) break;
    }
    if (count == 1) return single(steps, start);
    ShortRun run{count, whole_adds(pairs, count), false, 0.0, 0.0};
    try_add(run, pairs, steps.clocks[count - 1] - start);
    return run;
}

}  // namespace

ShortRun short_run_anywhere(const FirstSteps& steps, double start) {
    return short_run(steps, start);
}

#if defined(__x86_64__)

[[gnu::target("avx2")]] ShortRun short_run_avx2(const FirstSteps& steps, double start) {
    return short_run(steps, start);
}

namespace {

struct Two512 {
    __m512d least, most;
};

// The bounds of eight steps.
[[gnu::target("avx512f,avx512dq"), gnu::always_inline]] inline Two512 bound512(
    Pairs& pairs, const WindowList& windows, double start, std::size_t at) {
    const __m512d share = _mm512_load_pd(&step_shares[at]);
    const __m512d earliest = _mm512_loadu_pd(windows.earliest + at);
    const __m512d latest = _mm512_loadu_pd(windows.latest + at);
    const __m512d low = _mm512_mul_pd(_mm512_sub_pd(earliest, _mm512_set1_pd(start + 0.5)), share);
    const __m512d high = _mm512_mul_pd(_mm512_sub_pd(latest, _mm512_set1_pd(start - 0.5)), share);
    _mm512_store_pd(&pairs.low[at], low);
    _mm512_store_pd(&pairs.high[at], high);
    return {low, high};
}

// What steps demand together with another one, j steps into the list.
[[gnu::target("avx512f,avx512dq"), gnu::always_inline]] inline Two512 demand512(
    const Pairs& pairs, const Two512& bounds, std::size_t at, std::size_t j) {
    const __m512d share = _mm512_loadu_pd(&per_distance[eight + at - j]);
    return {_mm512_mul_pd(_mm512_sub_pd(bounds.least, _mm512_set1_pd(pairs.high[j])), share),
            _mm512_mul_pd(_mm512_sub_pd(bounds.most, _mm512_set1_pd(pairs.low[j])), share)};
}

// Of a list, what is left after each.
[[gnu::target("avx512f,avx512dq"), gnu::always_inline]] inline Two512 running512(Two512 range) {
    const __m512i by_one = _mm512_setr_epi64(0, 0, 1, 2, 3, 4, 5, 6);
    const __m512i by_two = _mm512_setr_epi64(0, 1, 0, 1, 2, 3, 4, 5);
    const __m512i by_four = _mm512_setr_epi64(0, 1, 2, 3, 0, 1, 2, 3);
    for (const __m512i& before : {by_one, by_two, by_four}) {
        range.least = _mm512_max_pd(range.least, _mm512_permutexvar_pd(before, range.least));
        range.most = _mm512_min_pd(range.most, _mm512_permutexvar_pd(before, range.most));
    }
    return range;
}

[[gnu::target("avx512f,avx512dq"), gnu::always_inline]] inline std::size_t pair_block512(
    Pairs& pairs, const Two512& bounds, std::size_t at) {
    Two512 a{_mm512_set1_pd(at == 0 ? all_adds.least : pairs.least[at - 1]),
             _mm512_set1_pd(at == 0 ? all_adds.most : pairs.most[at - 1])};
    Two512 b = a;
    for (std::size_t j = 0; j < at; j += 2) {
        const Two512 one = demand512(pairs, bounds, at, j);
        const Two512 other = demand512(pairs, bounds, at, j + 1);
        a = {_mm512_max_pd(a.least, one.least), _mm512_min_pd(a.most, one.most)};
        b = {_mm512_max_pd(b.least, other.least), _mm512_min_pd(b.most, other.most)};
    }
#pragma GCC unroll 8
    for (std::size_t i = 0; i + 1 < eight; ++i) {
        const auto later = static_cast<__mmask8>(0xfe << i);
        const Two512 one = demand512(pairs, bounds, at, at + i);
        Two512& to = i % 2 == 0 ? a : b;
        to = {_mm512_mask_max_pd(to.least, later, to.least, one.least),
              _mm512_mask_min_pd(to.most, later, to.most, one.most)};
    }
    a = running512({_mm512_max_pd(a.least, b.least), _mm512_min_pd(a.most, b.most)});
    _mm512_store_pd(&pairs.least[at], a.least);
    _mm512_store_pd(&pairs.most[at], a.most);
    const __m512d whole = _mm512_roundscale_pd(a.most, _MM_FROUND_TO_NEG_INF);
    const unsigned none = _mm512_cmp_pd_mask(whole, a.least, _CMP_LT_OQ);
    return static_cast<std::size_t>(std::countr_zero(none | 1u << eight));
}

[[gnu::target("avx512f,avx512dq"), gnu::always_inline]] inline void try_add512(ShortRun& run,
                                                                               const Pairs& pairs,
                                                                               double end) {
    const __m512d infinity = _mm512_set1_pd(std::numeric_limits<double>::infinity());
    __m512d least = _mm512_sub_pd(_mm512_setzero_pd(), infinity), most = infinity;
    const double add = modest(run.adds);
    for (std::size_t at = 0; at < run.count; at += eight) {
        const std::size_t left = run.count - at;
        const auto here = static_cast<__mmask8>(left < eight ? (1u << left) - 1 : 0xff);
        const __m512d turned = _mm512_mul_pd(_mm512_load_pd(&step_turns[at]), _mm512_set1_pd(add));
        const __m512d low = _mm512_sub_pd(_mm512_load_pd(&pairs.low[at]), turned);
        const __m512d high = _mm512_sub_pd(_mm512_load_pd(&pairs.high[at]), turned);
        least = _mm512_mask_max_pd(least, here, least, low);
        most = _mm512_mask_min_pd(most, here, most, high);
    }
    choose(run,
           {.add = add,
            .least = _mm512_reduce_max_pd(least),
            .most = _mm512_reduce_min_pd(most),
            .end = end});
}

}  // namespace

[[gnu::target("avx512f,avx512dq")]] ShortRun short_run_avx512(const FirstSteps& steps,
                                                              double start) {
    Pairs pairs;
    std::size_t count = 0;
    for (std::size_t at = 0;; at += eight) {
        const Two512 bounds = bound512(pairs, steps.windows, start, at);
        const std::size_t left = pair_block512(pairs, bounds, at);
        count = std::min(at + left, steps.windows.count);
        if (left < eight || at + eight >= steps.windows.count) break;
    }
    if (count == 1) return single(steps, start);
    ShortRun run{count, whole_adds(pairs, count), false, 0.0, 0.0};
    try_add512(run, pairs, steps.clocks[count - 1] - start);
    return run;
}

#endif

namespace {

using FitShort = ShortRun(const FirstSteps&, double);

FitShort* best_short_fit() {
#if defined(__x86_64__)
    if (has_avx512()) return short_run_avx512;
    if (has_avx2()) return short_run_avx2;
#endif
    return short_run_anywhere;
}

FitShort* const chosen_short_fit = best_short_fit();

}  // namespace

}  // namespace detail

ShortRun fit_short_run(const FirstSteps& steps, double start) {
    return detail::chosen_short_fit(steps, start);
}

}  // namespace escapement::motion
