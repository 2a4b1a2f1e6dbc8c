// The angle to a moving point, and how its third derivative is bounded.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/bounded_jet.hpp"

namespace escapement::motion {

BoundedJet angle(const BoundedJet& y, const BoundedJet& x) {
    const double x0 = x.c0, y0 = y.c0;
    const double per_square = 1.0 / (x0 * x0 + y0 * y0);
    const BoundedJet u = per_square * (x0 * x + y0 * y);
    const BoundedJet v = per_square * (x0 * y - y0 * x);
    const double least = u.least(), per_least = 1.0 / (least * least);
    if (!(least > 0.0)) return unbounded(std::atan2(y0, x0));
    const double u0 = u.most0(), u1 = u.most1(), u2 = u.most2();
    const double v0 = v.most0(), v1 = v.most1(), v2 = v.most2();
    const double n0 = u0 * v1 + v0 * u1, n1 = 2.0 * (u0 * v2 + v0 * u2);
    const double n2 = u1 * v2 + v1 * u2 + 3.0 * (u0 * v.k + v0 * u.k);
    const double s1 = 2.0 * (u0 * u1 + v0 * v1);
    const double s2 = 2.0 * (u0 * u2 + v0 * v2) + u1 * u1 + v1 * v1;
    const double most1 = n0 * per_least, most2 = 0.5 * (n1 + s1 * most1) * per_least;
    return {std::atan2(y0, x0),
            v.c1,
            v.c2 - u.c1 * v.c1,
            (n2 + 2.0 * s1 * most2 + s2 * most1) * per_least / 3.0};
}

}  // namespace escapement::motion
