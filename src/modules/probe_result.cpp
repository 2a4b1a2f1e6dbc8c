// Means and medians of probed places.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/probe_result.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace escapement::modules {
namespace {

bool is_lower(const ProbeResult& one, const ProbeResult& other) {
    return one.bed_z < other.bed_z;
}

ProbeResult mean(const std::vector<ProbeResult>& results) {
    const double share = 1.0 / static_cast<double>(results.size());
    const auto mean_of = [&](double ProbeResult::*member) {
        double sum = 0.0;
        for (const ProbeResult& result : results) sum += result.*member;
        return sum * share;
    };
    return {.bed_x = mean_of(&ProbeResult::bed_x),
            .bed_y = mean_of(&ProbeResult::bed_y),
            .bed_z = mean_of(&ProbeResult::bed_z),
            .test_x = mean_of(&ProbeResult::test_x),
            .test_y = mean_of(&ProbeResult::test_y),
            .test_z = mean_of(&ProbeResult::test_z)};
}

}  // namespace

ProbeResult probe_result(const motion::Position& head, const ProbeOffsets& offsets) {
    const double x = head[0].value, y = head[1].value, z = head[2].value;
    return {.bed_x = x + offsets.x,
            .bed_y = y + offsets.y,
            .bed_z = z - offsets.z,
            .test_x = x,
            .test_y = y,
            .test_z = z};
}

ProbeResult combined(std::vector<ProbeResult> results, const std::string& method) {
    ASSERT(!results.empty());
    if (method != "median") return mean(results);
    std::stable_sort(results.begin(), results.end(), is_lower);
    const std::size_t middle = results.size() / 2;
    if (results.size() % 2 == 1) return results[middle];
    return mean({results[middle - 1], results[middle]});
}

double height_range(const std::vector<ProbeResult>& results) {
    if (results.empty()) return 0.0;
    const auto [low, high] = std::minmax_element(results.begin(), results.end(), is_lower);
    return high->bed_z - low->bed_z;
}

}  // namespace escapement::modules
