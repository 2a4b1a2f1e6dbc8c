// Least squares in three unknowns, for several delays at once.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/thermal_fit.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace escapement::printer {
namespace {

constexpr base::Seconds forgetting{3600.0};
constexpr base::Seconds longest_step{3.0};
constexpr double least_range = 40.0;
constexpr int least_seconds = 30;
// Sums of which less is left determine nothing.
constexpr double smallest_pivot = 1e-9;

}  // namespace

bool is_plausible(const ThermalModel& model) {
    return model.warming > 0.01 && model.warming < 100.0 && model.cooling > 1e-5 &&
           model.cooling < 0.2 && model.room > -30.0 && model.room < 90.0 &&
           model.delay >= base::Seconds{} && model.delay < base::Seconds{60.0};
}

void ThermalFit::Sums::add(const std::array<double, unknowns>& row,
                           double value,
                           double remaining) {
    for (std::size_t i = 0; i < unknowns; ++i) {
        for (std::size_t j = 0; j < unknowns; ++j)
            products[i][j] = products[i][j] * remaining + row[i] * row[j];
        projections[i] = projections[i] * remaining + row[i] * value;
    }
    squares = squares * remaining + value * value;
}

// Gauss, with the largest pivot of each column.
std::optional<std::array<double, ThermalFit::unknowns>> ThermalFit::Sums::solution() const {
    auto matrix = products;
    auto right = projections;
    for (std::size_t column = 0; column < unknowns; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column + 1; row < unknowns; ++row)
            if (std::abs(matrix[row][column]) > std::abs(matrix[pivot][column])) pivot = row;
        if (std::abs(matrix[pivot][column]) < smallest_pivot) return std::nullopt;
        std::swap(matrix[pivot], matrix[column]);
        std::swap(right[pivot], right[column]);
        for (std::size_t row = 0; row < unknowns; ++row) {
            if (row == column) continue;
            const double factor = matrix[row][column] / matrix[column][column];
            for (std::size_t k = 0; k < unknowns; ++k) matrix[row][k] -= factor * matrix[column][k];
            right[row] -= factor * right[column];
        }
    }
    for (std::size_t i = 0; i < unknowns; ++i) right[i] /= matrix[i][i];
    return right;
}

double ThermalFit::Sums::error(const std::array<double, unknowns>& solution) const {
    double error = squares;
    for (std::size_t i = 0; i < unknowns; ++i) error -= solution[i] * projections[i];
    return error;
}

void ThermalFit::take(base::HostTime now, double celsius, double duty) {
    duties_.push_front(duty);
    if (duties_.size() > delays_s.back() + 1) duties_.pop_back();
    const auto before = std::exchange(last_, Sample{now, celsius});
    const base::Seconds step = before ? base::Seconds(now - before->when) : base::Seconds{};
    if (!before || step <= base::Seconds{} || step > longest_step) {
        duties_ = {duty};
        return;
    }
    if (duties_.size() <= delays_s.back()) return;
    const double rate = (celsius - before->celsius) / step.count();
    const double middle = (celsius + before->celsius) / 2.0;
    const double remaining = std::exp(-(step / forgetting));
    for (std::size_t i = 0; i < delays_s.size(); ++i)
        sums_[i].add({duties_[delays_s[i]], -middle, 1.0}, rate, remaining);
    coldest_ = seconds_ == 0 ? middle : std::min(coldest_, middle);
    hottest_ = seconds_ == 0 ? middle : std::max(hottest_, middle);
    ++seconds_;
}

std::optional<ThermalModel> ThermalFit::model() const {
    if (seconds_ < least_seconds || hottest_ - coldest_ < least_range) return std::nullopt;
    std::optional<ThermalModel> best;
    double least = 0.0;
    for (std::size_t i = 0; i < delays_s.size(); ++i) {
        const auto solution = sums_[i].solution();
        if (!solution) continue;
        const auto [warming, cooling, gain] = *solution;
        const ThermalModel model{.warming = warming,
                                 .cooling = cooling,
                                 .room = cooling > 0.0 ? gain / cooling : 0.0,
                                 .delay = base::Seconds(static_cast<double>(delays_s[i]))};
        const double error = sums_[i].error(*solution);
        if (!is_plausible(model) || (best && error >= least)) continue;
        best = model;
        least = error;
    }
    return best;
}

}  // namespace escapement::printer
