// Names, arguments and windows of the shapers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/shaper_kinds.hpp"

#include <array>
#include <span>

#include "base/text.hpp"
#include "motion/shaper_pulses.hpp"

namespace escapement::motion {

namespace {

// Lowest power first, in parts of the duration, which is this many periods.
struct SmoothKind {
    std::string_view name;
    double periods;
    base::FixedVector<double, ShaperWindow::max_degree + 1> weights;
};

template <std::size_t N>
SmoothKind smooth(std::string_view name, double periods, const std::array<double, N>& weights) {
    SmoothKind kind{name, periods, {}};
    for (const double weight : weights) kind.weights.push_back(weight);
    return kind;
}

// Optimised by D. Butyugin for a short window, no negative weight and at most 5 % of vibration
// around the frequency: Kalico, branch bleeding-edge-v2, shaper_defs.py.
const std::array<SmoothKind, 6>& smooth_kinds() {
    static const std::array<SmoothKind, 6> kinds{smooth("smooth_zv",
                                                        0.8025,
                                                        std::array{0.01966833207740377,
                                                                   -1.465471373781904,
                                                                   29.52796003014231,
                                                                   5.861885495127615,
                                                                   -118.4265334338076}),
                                                 smooth("smooth_mzv",
                                                        0.95625,
                                                        std::array{1.713117990217123,
                                                                   1.57172781617736,
                                                                   -62.18762409216703,
                                                                   -37.75923018121473,
                                                                   698.0200035767849,
                                                                   125.8892756660212,
                                                                   -1906.717580206364}),
                                                 smooth("smooth_ei",
                                                        1.06625,
                                                        std::array{1.848276903900512,
                                                                   1.396748042940248,
                                                                   -62.49388325512682,
                                                                   -35.71975707450795,
                                                                   669.6653197989012,
                                                                   120.5310596109878,
                                                                   -1797.048868963208}),
                                                 smooth("smooth_2hump_ei",
                                                        1.14875,
                                                        std::array{0.8375784787864095,
                                                                   -4.018706414213658,
                                                                   57.95603221424528,
                                                                   121.2177946817349,
                                                                   -1475.914693073253,
                                                                   -1051.778387878068,
                                                                   10554.22832043971,
                                                                   2524.826047114184,
                                                                   -22525.88434486782}),
                                                 smooth("smooth_zvd_ei",
                                                        1.475,
                                                        std::array{1.083220648523371,
                                                                   -3.577268915175282,
                                                                   43.1595785340444,
                                                                   96.48879052981883,
                                                                   -1209.429748155012,
                                                                   -807.3061869131075,
                                                                   8786.608981369287,
                                                                   1914.349309746547,
                                                                   -18835.07746719777}),
                                                 smooth("smooth_si",
                                                        1.245,
                                                        std::array{1.267781046297883,
                                                                   -2.226157642004671,
                                                                   4.234582468800491,
                                                                   52.69679971161049,
                                                                   -295.546608490564,
                                                                   -476.8554763069169,
                                                                   2579.985143622855,
                                                                   1206.747198930197,
                                                                   -6186.76006449789})};
    return kinds;
}

constexpr std::array<ShaperKind, 12> all_kinds{{{"zv", false, 0.99},
                                                {"mzv", false, 0.99},
                                                {"zvd", false, 0.99},
                                                {"ei", false, 0.4},
                                                {"2hump_ei", false, 0.3},
                                                {"3hump_ei", false, 0.2},
                                                {"smooth_zv", true, 1.0},
                                                {"smooth_mzv", true, 1.0},
                                                {"smooth_ei", true, 1.0},
                                                {"smooth_2hump_ei", true, 1.0},
                                                {"smooth_zvd_ei", true, 1.0},
                                                {"smooth_si", true, 1.0}}};

struct ShaperCall {
    std::string_view name, arguments;
    bool well_formed = true;
};

ShaperCall call_of(std::string_view text) {
    text = base::trim(text);
    const auto open = text.find('(');
    if (open == std::string_view::npos) return {text, {}};
    if (text.back() != ')') return {text.substr(0, open), {}, false};
    return {base::trim(text.substr(0, open)), text.substr(open + 1, text.size() - open - 2)};
}

base::Result<Shaper> smooth_shaper(std::string_view name, const Vibration& vibration) {
    for (const SmoothKind& kind : smooth_kinds()) {
        if (kind.name != name) continue;
        const double duration = kind.periods / vibration.frequency_hz;
        return Shaper::averaging({{kind.weights.begin(), kind.weights.end()}, Seconds{duration}});
    }
    return base::Error{"no such window"};
}

base::Result<Shaper> pulsed_shaper(const ShaperCall& call, const Vibration& vibration) {
    const auto impulses = shaper_impulses(call.name, call.arguments, vibration);
    if (!impulses) return impulses.error();
    return Shaper::answering({impulses->begin(), impulses->end()});
}

}  // namespace

const ShaperKind* find_shaper_kind(std::string_view text) {
    const ShaperCall call = call_of(text);
    for (const ShaperKind& kind : all_kinds)
        if (call.well_formed && kind.name == call.name) return &kind;
    return nullptr;
}

std::string shaper_kind_names() {
    std::string names;
    for (const ShaperKind& kind : all_kinds)
        names += (names.empty() ? "" : ", ") + std::string(kind.name);
    return names;
}

base::Result<Shaper> make_shaper(std::string_view text, const Vibration& vibration) {
    const ShaperKind* kind = find_shaper_kind(text);
    if (!kind)
        return base::Error{"Unsupported shaper type: " + std::string(text) + "; there are " +
                           shaper_kind_names()};
    const ShaperCall call = call_of(text);
    const std::string name(text);
    if (kind->smooth && !base::trim(call.arguments).empty())
        return base::Error{"Failed to initialize shaper: " + name + " takes no arguments"};
    auto shaper =
        kind->smooth ? smooth_shaper(kind->name, vibration) : pulsed_shaper(call, vibration);
    if (shaper) return shaper;
    return base::Error{"Failed to initialize shaper: " + name + " at " +
                       base::print_number(vibration.frequency_hz) + " Hz " + shaper.error().what};
}

}  // namespace escapement::motion
