// Up or down, as long as it helps.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/coordinate_descent.hpp"

#include <numeric>

namespace escapement::modules {
namespace {

constexpr double tiny = 0.00001;
constexpr int most_rounds = 10'000;
constexpr double growth = 1.1, shrinkage = 0.9;
// A round takes some ten microseconds.
constexpr int rounds_at_once = 20;

}  // namespace

runtime::Task<std::vector<double>> coordinate_descent(runtime::Executor& executor,
                                                      std::vector<double> parameters,
                                                      std::size_t adjustable,
                                                      ErrorOf error_of) {
    std::vector<double> steps(adjustable, 1.0);
    double least = error_of(parameters);
    const auto improves = [&](std::size_t i, double value) {
        const double before = parameters[i];
        parameters[i] = value;
        const double error = error_of(parameters);
        if (error < least) {
            least = error;
            return true;
        }
        parameters[i] = before;
        return false;
    };
    for (int round = 0; round < most_rounds; ++round) {
        if (std::accumulate(steps.begin(), steps.end(), 0.0) <= tiny) break;
        for (std::size_t i = 0; i < adjustable; ++i) {
            const double here = parameters[i];
            const bool better = improves(i, here + steps[i]) || improves(i, here - steps[i]);
            steps[i] *= better ? growth : shrinkage;
        }
        if (round % rounds_at_once == 0) co_await executor.yield();
    }
    co_return parameters;
}

}  // namespace escapement::modules
