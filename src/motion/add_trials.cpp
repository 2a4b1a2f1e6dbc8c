// Trials on any processor and with the wide registers of some, and the choice among these.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/add_trials.hpp"

#if defined(__x86_64__)
// GCC 12 takes the undefined registers in its own header for mistakes (PR 105593).
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <immintrin.h>
#endif

#include <algorithm>
#include <limits>

#include "motion/rounding.hpp"

namespace escapement::motion {

void AddTrials::start() {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    least.fill(-infinity);
    most.fill(infinity);
    least_at.fill(0.0);
    most_at.fill(0.0);
    serving = (1u << count) - 1;
    least_better = -infinity;
    most_better = infinity;
}

namespace detail {

namespace {

struct Step {
    double k, low, high;
};

// Takes the bounds of one step more; a bit for each add that still has a whole interval.
unsigned narrow(AddTrials& trials, const Step& step) {
    unsigned left = 0;
    for (std::size_t i = 0; i < AddTrials::count; ++i) {
        const double turned = 0.5 * (step.k - 1.0) * trials.add[i];
        const double least = step.low - turned, most = step.high - turned;
        const bool raises = least > trials.least[i], lowers = most < trials.most[i];
        trials.least[i] = raises ? least : trials.least[i];
        trials.least_at[i] = raises ? step.k : trials.least_at[i];
        trials.most[i] = lowers ? most : trials.most[i];
        trials.most_at[i] = lowers ? step.k : trials.most_at[i];
        left |= static_cast<unsigned>(rounded_down(trials.most[i]) >= trials.least[i]) << i;
    }
    return left;
}

void learn(AddTrials& trials, const AddTrials& failed) {
    for (std::size_t i = 0; i < AddTrials::count; ++i) {
        const double excess = failed.least[i] - failed.most[i];
        const double apart = 0.5 * (failed.least_at[i] - failed.most_at[i]);
        const double add = failed.add[i] + excess / apart;
        if (excess > 0.0 && apart > 0.0)
            trials.least_better = std::max(trials.least_better, add);
        else if (excess > 0.0 && apart < 0.0)
            trials.most_better = std::min(trials.most_better, add);
    }
}

}  // namespace

std::size_t serve_anywhere(AddTrials& trials,
                           const WindowList& windows,
                           double start,
                           std::size_t first) {
    for (std::size_t i = 0; i < windows.count; ++i) {
        const auto k = static_cast<double>(first + i);
        const double share = 1.0 / k;
        const double low = (windows.earliest[i] - start - 0.5) * share;
        const double high = (windows.latest[i] - start + 0.5) * share;
        AddTrials next = trials;
        next.serving = narrow(next, {k, low, high});
        if (next.serving == 0) {
            learn(trials, next);
            return i;
        }
        trials = next;
    }
    return windows.count;
}

#if defined(__x86_64__)
bool has_avx2() {
    return __builtin_cpu_supports("avx2");
}
bool has_avx512() {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
}
#else
bool has_avx2() {
    return false;
}
bool has_avx512() {
    return false;
}
#endif

#if defined(__x86_64__)

namespace {

constexpr std::size_t in_block = WindowList::block;

constexpr std::size_t most_shares = 512;

// 1 / k.
constexpr auto shares = [] {
    std::array<double, most_shares + in_block> table{};
    for (std::size_t k = 1; k < table.size(); ++k) table[k] = 1.0 / static_cast<double>(k);
    return table;
}();

struct Eight512 {
    __m512d least, most, least_at, most_at;
};

[[gnu::target("avx512f,avx512dq"), gnu::always_inline]] inline Eight512 load512(
    const AddTrials& from) {
    return {_mm512_load_pd(from.least.data()),
            _mm512_load_pd(from.most.data()),
            _mm512_load_pd(from.least_at.data()),
            _mm512_load_pd(from.most_at.data())};
}

[[gnu::target("avx512f,avx512dq"), gnu::always_inline]] inline void store512(AddTrials& to,
                                                                             const Eight512& from) {
    _mm512_store_pd(to.least.data(), from.least);
    _mm512_store_pd(to.most.data(), from.most);
    _mm512_store_pd(to.least_at.data(), from.least_at);
    _mm512_store_pd(to.most_at.data(), from.most_at);
}

// A step, and by how much each add moves it.
struct Turn512 {
    __m512d k, turned;
};

[[gnu::target("avx512f,avx512dq"), gnu::always_inline]] inline Turn512 next512(const Turn512& turn,
                                                                               __m512d half) {
    return {_mm512_add_pd(turn.k, _mm512_set1_pd(1.0)), _mm512_add_pd(turn.turned, half)};
}

struct Bounds512 {
    double low, high;
};

[[gnu::target("avx512f,avx512dq"), gnu::always_inline]] inline Eight512 narrow512(
    const Eight512& now, const Bounds512& bounds, const Turn512& turn) {
    const __m512d least = _mm512_sub_pd(_mm512_set1_pd(bounds.low), turn.turned);
    const __m512d most = _mm512_sub_pd(_mm512_set1_pd(bounds.high), turn.turned);
    const __mmask8 raises = _mm512_cmp_pd_mask(least, now.least, _CMP_GT_OQ);
    const __mmask8 lowers = _mm512_cmp_pd_mask(most, now.most, _CMP_LT_OQ);
    return {_mm512_max_pd(now.least, least),
            _mm512_min_pd(now.most, most),
            _mm512_mask_mov_pd(now.least_at, raises, turn.k),
            _mm512_mask_mov_pd(now.most_at, lowers, turn.k)};
}

// A bit for each add that still has a whole interval.
[[gnu::target("avx512f,avx512dq"), gnu::always_inline]] inline unsigned left512(
    const Eight512& now) {
    const __m512d whole = _mm512_roundscale_pd(now.most, _MM_FROUND_TO_NEG_INF);
    return _mm512_cmp_pd_mask(whole, now.least, _CMP_GE_OQ);
}

[[gnu::target("avx512f,avx512dq"), gnu::always_inline]] inline void learn512(AddTrials& trials,
                                                                             const Eight512& failed,
                                                                             __m512d add) {
    const __m512d zero = _mm512_setzero_pd();
    const __m512d excess = _mm512_sub_pd(failed.least, failed.most);
    const __m512d apart =
        _mm512_mul_pd(_mm512_sub_pd(failed.least_at, failed.most_at), _mm512_set1_pd(0.5));
    const __m512d better = _mm512_add_pd(add, _mm512_div_pd(excess, apart));
    const __mmask8 exceeds = _mm512_cmp_pd_mask(excess, zero, _CMP_GT_OQ);
    const __mmask8 greater = _mm512_mask_cmp_pd_mask(exceeds, apart, zero, _CMP_GT_OQ);
    const __mmask8 less = _mm512_mask_cmp_pd_mask(exceeds, apart, zero, _CMP_LT_OQ);
    if (greater != 0)
        trials.least_better =
            std::max(trials.least_better, _mm512_mask_reduce_max_pd(greater, better));
    if (less != 0)
        trials.most_better = std::min(trials.most_better, _mm512_mask_reduce_min_pd(less, better));
}

}  // namespace

[[gnu::target("avx512f,avx512dq")]] std::size_t serve_avx512(AddTrials& trials,
                                                             const WindowList& windows,
                                                             double start,
                                                             std::size_t first) {
    alignas(64) double low[in_block], high[in_block];
    Eight512 now = load512(trials);
    const __m512d add = _mm512_load_pd(trials.add.data());
    const __m512d half = _mm512_mul_pd(add, _mm512_set1_pd(0.5)), one = _mm512_set1_pd(1.0);
    const __m512d late = _mm512_set1_pd(start + 0.5), early = _mm512_set1_pd(start - 0.5);
    const __m512d k = _mm512_set1_pd(static_cast<double>(first));
    Turn512 turn{k, _mm512_mul_pd(half, _mm512_sub_pd(k, one))};
    unsigned serving = trials.serving;
    for (std::size_t i = 0; i < windows.count; i += in_block) {
        const __m512d steps = _mm512_add_pd(turn.k, _mm512_set_pd(7, 6, 5, 4, 3, 2, 1, 0));
        const __m512d share = first + i < most_shares ? _mm512_loadu_pd(&shares[first + i])
                                                      : _mm512_div_pd(one, steps);
        const __m512d earliest = _mm512_sub_pd(_mm512_loadu_pd(windows.earliest + i), late);
        const __m512d latest = _mm512_sub_pd(_mm512_loadu_pd(windows.latest + i), early);
        _mm512_store_pd(low, _mm512_mul_pd(earliest, share));
        _mm512_store_pd(high, _mm512_mul_pd(latest, share));
        const std::size_t here = std::min(in_block, windows.count - i);
        if (here == in_block) {
            Eight512 next = now;
            Turn512 to = turn;
            for (std::size_t j = 0; j < in_block; ++j) {
                next = narrow512(next, {low[j], high[j]}, to);
                to = next512(to, half);
            }
            if (const unsigned left = left512(next); left != 0) {
                serving = left;
                now = next;
                turn = to;
                continue;
            }
        }
        for (std::size_t j = 0; j < here; ++j) {
            const Eight512 next = narrow512(now, {low[j], high[j]}, turn);
            const unsigned left = left512(next);
            if (left == 0) {
                trials.serving = serving;
                store512(trials, now);
                learn512(trials, next, add);
                return i + j;
            }
            serving = left;
            now = next;
            turn = next512(turn, half);
        }
    }
    trials.serving = serving;
    store512(trials, now);
    return windows.count;
}

namespace {

struct Half256 {
    __m256d least, most, least_at, most_at;
};

[[gnu::target("avx2"), gnu::always_inline]] inline Half256 load256(const AddTrials& from,
                                                                   std::size_t at) {
    return {_mm256_load_pd(&from.least[at]),
            _mm256_load_pd(&from.most[at]),
            _mm256_load_pd(&from.least_at[at]),
            _mm256_load_pd(&from.most_at[at])};
}

[[gnu::target("avx2"), gnu::always_inline]] inline void store256(AddTrials& to,
                                                                 std::size_t at,
                                                                 const Half256& from) {
    _mm256_store_pd(&to.least[at], from.least);
    _mm256_store_pd(&to.most[at], from.most);
    _mm256_store_pd(&to.least_at[at], from.least_at);
    _mm256_store_pd(&to.most_at[at], from.most_at);
}

struct Step256 {
    __m256d k, low, high;
};

[[gnu::target("avx2"), gnu::always_inline]] inline Half256 narrow256(const Half256& now,
                                                                     const Step256& step,
                                                                     __m256d turned) {
    const __m256d least = _mm256_sub_pd(step.low, turned), most = _mm256_sub_pd(step.high, turned);
    const __m256d raises = _mm256_cmp_pd(least, now.least, _CMP_GT_OQ);
    const __m256d lowers = _mm256_cmp_pd(most, now.most, _CMP_LT_OQ);
    return {_mm256_max_pd(now.least, least),
            _mm256_min_pd(now.most, most),
            _mm256_blendv_pd(now.least_at, step.k, raises),
            _mm256_blendv_pd(now.most_at, step.k, lowers)};
}

[[gnu::target("avx2"), gnu::always_inline]] inline unsigned left256(const Half256& now) {
    const __m256d serves = _mm256_cmp_pd(_mm256_floor_pd(now.most), now.least, _CMP_GE_OQ);
    return static_cast<unsigned>(_mm256_movemask_pd(serves));
}

[[gnu::target("avx2"), gnu::always_inline]] inline void learn256(AddTrials& trials,
                                                                 std::size_t at,
                                                                 const Half256& failed) {
    const __m256d excess = _mm256_sub_pd(failed.least, failed.most);
    const __m256d apart =
        _mm256_mul_pd(_mm256_sub_pd(failed.least_at, failed.most_at), _mm256_set1_pd(0.5));
    const __m256d zero = _mm256_setzero_pd(), add = _mm256_load_pd(&trials.add[at]);
    const __m256d better = _mm256_add_pd(add, _mm256_div_pd(excess, apart));
    const __m256d exceeds = _mm256_cmp_pd(excess, zero, _CMP_GT_OQ);
    const __m256d greater = _mm256_and_pd(exceeds, _mm256_cmp_pd(apart, zero, _CMP_GT_OQ));
    const __m256d less = _mm256_and_pd(exceeds, _mm256_cmp_pd(apart, zero, _CMP_LT_OQ));
    alignas(32) double least[4], most[4];
    _mm256_store_pd(least, _mm256_blendv_pd(_mm256_set1_pd(trials.least_better), better, greater));
    _mm256_store_pd(most, _mm256_blendv_pd(_mm256_set1_pd(trials.most_better), better, less));
    for (const double found : least) trials.least_better = std::max(trials.least_better, found);
    for (const double found : most) trials.most_better = std::min(trials.most_better, found);
}

}  // namespace

[[gnu::target("avx2")]] std::size_t serve_avx2(AddTrials& trials,
                                               const WindowList& windows,
                                               double start,
                                               std::size_t first) {
    constexpr std::size_t other = AddTrials::count / 2;
    Half256 a = load256(trials, 0), b = load256(trials, other);
    const __m256d one = _mm256_set1_pd(1.0), half = _mm256_set1_pd(0.5);
    const __m256d half_a = _mm256_mul_pd(_mm256_load_pd(&trials.add[0]), half);
    const __m256d half_b = _mm256_mul_pd(_mm256_load_pd(&trials.add[other]), half);
    __m256d k = _mm256_set1_pd(static_cast<double>(first));
    __m256d turned_a = _mm256_mul_pd(half_a, _mm256_sub_pd(k, one));
    __m256d turned_b = _mm256_mul_pd(half_b, _mm256_sub_pd(k, one));
    for (std::size_t i = 0; i < windows.count; ++i) {
        const std::size_t n = first + i;
        const double share = n < most_shares ? shares[n] : 1.0 / static_cast<double>(n);
        const double low = (windows.earliest[i] - start - 0.5) * share;
        const double high = (windows.latest[i] - start + 0.5) * share;
        const Step256 step{k, _mm256_set1_pd(low), _mm256_set1_pd(high)};
        const Half256 next_a = narrow256(a, step, turned_a);
        const Half256 next_b = narrow256(b, step, turned_b);
        const unsigned left = left256(next_a) | left256(next_b) << other;
        if (left == 0) {
            store256(trials, 0, a);
            store256(trials, other, b);
            learn256(trials, 0, next_a);
            learn256(trials, other, next_b);
            return i;
        }
        trials.serving = left;
        a = next_a;
        b = next_b;
        k = _mm256_add_pd(k, one);
        turned_a = _mm256_add_pd(turned_a, half_a);
        turned_b = _mm256_add_pd(turned_b, half_b);
    }
    store256(trials, 0, a);
    store256(trials, other, b);
    return windows.count;
}

#endif

namespace {

using Serve = std::size_t(AddTrials&, const WindowList&, double, std::size_t);

Serve* best_serve() {
#if defined(__x86_64__)
    if (has_avx512()) return serve_avx512;
    if (has_avx2()) return serve_avx2;
#endif
    return serve_anywhere;
}

Serve* const chosen = best_serve();

}  // namespace

}  // namespace detail

std::size_t serve(AddTrials& trials, const WindowList& windows, double start, std::size_t k) {
    return detail::chosen(trials, windows, start, k);
}

}  // namespace escapement::motion
