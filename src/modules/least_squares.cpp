// Elimination with pivots.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/least_squares.hpp"

#include <cmath>
#include <cstddef>
#include <utility>

namespace escapement::modules {
namespace {

// A pivot below this is rounding.
constexpr double nothing = 1e-10;

struct Normal {
    std::vector<std::vector<double>> matrix;
    std::vector<double> values;
};

Normal normal_equations(const std::vector<std::vector<double>>& rows,
                        const std::vector<double>& values) {
    const std::size_t unknowns = rows.empty() ? 0 : rows.front().size();
    Normal normal{std::vector(unknowns, std::vector<double>(unknowns)),
                  std::vector<double>(unknowns)};
    for (std::size_t k = 0; k < rows.size(); ++k)
        for (std::size_t i = 0; i < unknowns; ++i) {
            normal.values[i] += rows[k][i] * values[k];
            for (std::size_t j = 0; j < unknowns; ++j)
                normal.matrix[i][j] += rows[k][i] * rows[k][j];
        }
    return normal;
}

// Brings the row with the greatest coefficient of the unknown to its place.
void choose_pivot(Normal& normal, std::size_t unknown) {
    std::size_t best = unknown;
    for (std::size_t row = 0; row < unknown; ++row)
        if (std::abs(normal.matrix[row][unknown]) > std::abs(normal.matrix[best][unknown]))
            best = row;
    std::swap(normal.matrix[best], normal.matrix[unknown]);
    std::swap(normal.values[best], normal.values[unknown]);
}

}  // namespace

std::optional<std::vector<double>> least_squares(const std::vector<std::vector<double>>& rows,
                                                 const std::vector<double>& values,
                                                 Undetermined undetermined) {
    Normal normal = normal_equations(rows, values);
    auto& m = normal.matrix;
    auto& x = normal.values;
    for (std::size_t i = m.size(); i-- > 0;) {
        choose_pivot(normal, i);
        const bool open = std::abs(m[i][i]) < nothing;
        if (open && undetermined == Undetermined::refused) return std::nullopt;
        const double factor = open ? 0.0 : 1.0 / m[i][i];
        for (std::size_t j = 0; j < i; ++j) m[i][j] *= factor;
        x[i] *= factor;
        for (std::size_t row = 0; row < i; ++row) {
            for (std::size_t j = 0; j < i; ++j) m[row][j] -= m[row][i] * m[i][j];
            x[row] -= m[row][i] * x[i];
        }
    }
    for (std::size_t i = 1; i < x.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) x[i] -= m[i][j] * x[j];
    return x;
}

}  // namespace escapement::modules
