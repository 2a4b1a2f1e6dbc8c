// The Steinhart-Hart curve of a thermistor.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "base/result.hpp"

namespace escapement::chips {

inline constexpr double absolute_zero_celsius = -273.15;

// A measured point of a thermistor's data sheet.
struct ThermistorPoint {
    double celsius = 0.0;
    double ohm = 0.0;
};

// 1/T = a + b ln R + c (ln R)^3, with T in kelvin and R in ohm.
//
//  1. Three points give three linear equations for a, b and c; differences between them
//     eliminate a, then b.
//  2. A point and beta give the same curve with c = 0 and b = 1/beta.
//  3. The way back, from T to R, is the real root of the cubic by Cardano's formula.
//
// Source: Steinhart and Hart, "Calibration curves for thermistors", Deep Sea Research 15 (1968).
class Thermistor {
  public:
    // Fails unless all three temperatures and resistances differ, are physical, and lie on a
    // curve that only rises or only falls.  Points whose c comes out negative are not quite those
    // of a thermistor: the curve is then the beta curve through the coldest and hottest.
    static base::Result<Thermistor> from_points(std::array<ThermistorPoint, 3> points);
    // Fails unless beta (in kelvin) and the resistance are above 0 and the point is physical.
    static base::Result<Thermistor> from_beta(ThermistorPoint point, double beta);

    // Resistances no thermistor has, down to a short circuit, read as the hottest temperature.
    double celsius_at(double ohm) const;
    // Infinite at absolute zero and below.
    double ohm_at(double celsius) const;
    bool is_beta_curve() const { return c_ == 0.0; }

  private:
    Thermistor(double a, double b, double c) : a_(a), b_(b), c_(c) {}

    double a_;
    double b_;
    double c_;
};

}  // namespace escapement::chips
