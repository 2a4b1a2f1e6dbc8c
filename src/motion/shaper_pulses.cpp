// Formulas for amplitudes and times, as Klipper has them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/shaper_pulses.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "motion/shaper_kinds.hpp"

namespace escapement::motion {

namespace {

constexpr double pi = std::numbers::pi;

// What a kind can be told, in its order.
constexpr std::size_t most_arguments = 3;
struct ArgumentNames {
    std::string_view kind;
    std::array<std::string_view, most_arguments> names;
};
constexpr std::array<ArgumentNames, 2> argument_names{
    {{"mzv", {"n", "t", "tau"}}, {"ei", {"v_tol"}}}};

using Arguments = std::array<std::optional<double>, most_arguments>;

std::optional<std::size_t> argument_index(std::string_view kind, std::string_view name) {
    for (const auto& [known, names] : argument_names) {
        const auto found = std::find(names.begin(), names.end(), name);
        if (known == kind && !name.empty() && found != names.end())
            return static_cast<std::size_t>(found - names.begin());
    }
    return std::nullopt;
}

std::optional<std::size_t> argument_index(std::string_view kind, std::size_t position) {
    for (const auto& [known, names] : argument_names)
        if (known == kind && position < names.size() && !names[position].empty()) return position;
    return std::nullopt;
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!base::trim(text).empty()) {
        const auto comma = text.find(',');
        words.push_back(base::trim(text.substr(0, comma)));
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
    }
    return words;
}

base::Result<Arguments> parse_arguments(std::string_view kind, std::string_view text) {
    Arguments arguments;
    std::size_t position = 0, named = 0;
    for (const std::string_view word : words_of(text)) {
        const auto equals = word.find('=');
        const bool has_name = equals != std::string_view::npos;
        const auto index = has_name ? argument_index(kind, base::trim(word.substr(0, equals)))
                                    : argument_index(kind, position);
        const auto number = base::parse_number(has_name ? word.substr(equals + 1) : word);
        if (!index || !number) return base::Error{"cannot be told '" + std::string(word) + "'"};
        arguments[*index] = number;
        ++(has_name ? named : position);
    }
    if (named > 0 && position > 0)
        return base::Error{"Mixing named and non-named shaper parameters is not supported"};
    return arguments;
}

// The damped vibration: its period, and what is left of it after a part of a period.
struct Damping {
    explicit Damping(const Vibration& vibration)
        : ratio(vibration.damping_ratio),
          slowing(std::sqrt(1.0 - ratio * ratio)),
          period(1.0 / (vibration.frequency_hz * slowing)) {}
    double after(double periods) const { return std::exp(-2.0 * pi * periods * ratio / slowing); }

    double ratio, slowing, period;
};

// N. C. Singer and W. P. Seering, "Preshaping command inputs to reduce system vibration", 1990.
Pulses zero_vibration(const Damping& d) {
    Pulses pulses;
    pulses.push_back({1.0, 0.0});
    pulses.push_back({d.after(0.5), 0.5 * d.period});
    return pulses;
}

Pulses zero_vibration_and_derivative(const Damping& d) {
    Pulses pulses;
    pulses.push_back({1.0, 0.0});
    pulses.push_back({2.0 * d.after(0.5), 0.5 * d.period});
    pulses.push_back({d.after(1.0), d.period});
    return pulses;
}

// Evenly spaced pulses are a polynomial in the turn that a vibration makes from one to the next,
// and it vanishes for the frequencies that they cancel.  Here these are the tuned one and others
// at equal distances above it; all together they lie symmetrically on the unit circle, which
// makes the coefficients real.  Returns the coefficients for `count` pulses over `periods`.
std::vector<double> cancelling(std::size_t count, double periods) {
    const double gaps = static_cast<double>(count) - 1.0;
    const double tau = periods * (gaps - 1.0) / (gaps - 2.0 * periods);
    std::vector<std::complex<double>> product{1.0};
    for (std::size_t i = 0; i + 1 < count; ++i) {
        const double turn = 2.0 * pi * (1.0 + static_cast<double>(i) / tau) * periods / gaps;
        const auto zero = std::polar(1.0, turn);
        product.push_back(0.0);
        for (std::size_t k = product.size(); k-- > 1;)
            product[k] = product[k - 1] - zero * product[k];
        product[0] *= -zero;
    }
    std::complex<double> sum = 0.0;
    for (const auto& c : product) sum += c;
    std::vector<double> amplitudes;
    for (const auto& c : product) amplitudes.push_back((c / sum).real());
    return amplitudes;
}

std::string format_mzv(const char* text, double count, double periods, double most) {
    std::array<char, 128> buffer;
    std::snprintf(buffer.data(), buffer.size(), text, static_cast<int>(count), periods, most);
    return buffer.data();
}

base::Result<Pulses> modified_zero_vibration(const Damping& d, const Arguments& arguments) {
    const double count = arguments[0].value_or(3.0), tau = arguments[2].value_or(0.0);
    double periods = arguments[1].value_or(0.0);
    if (tau != 0.0)
        periods = tau * (count - 1.0) / (count + 2.0 * tau - 2.0);
    else if (periods == 0.0)
        periods = 0.75;
    if (!(count >= 3.0 && count <= most_pulses) || count != std::floor(count))
        return base::Error{"needs a whole n from 3 to 10"};
    const double most = 0.5 * (count - 1.0);
    if (!(periods > 0.0) || count <= 2.0 * periods + 1.0 + 1e-7)
        return base::Error{
            format_mzv("has too large t for n=%d: %.6f, must be above 0 and less than %.6f",
                       count,
                       periods,
                       most)};
    const auto amplitudes = cancelling(static_cast<std::size_t>(count), periods);
    Pulses pulses;
    for (std::size_t i = 0; i < amplitudes.size(); ++i) {
        const double then = static_cast<double>(i) * periods / (count - 1.0);
        if (!(amplitudes[i] >= -0.00001))
            return base::Error{
                format_mzv("gets negative pulses from n=%d, t=%.6f", count, periods, most)};
        pulses.push_back({amplitudes[i] * d.after(then), then * d.period});
    }
    return pulses;
}

// W. Singhose, W. Seering and N. Singer, "Residual vibration reduction using vector diagrams to
// generate shaped inputs", 1994; the fit to the damping ratio is Klipper's.
Pulses extra_insensitive(const Damping& d, double tolerance) {
    const double v = tolerance, r = d.ratio;
    const double first =
        (0.24968 + 0.24961 * v) + ((0.80008 + 1.23328 * v) + (0.49599 + 3.17316 * v) * r) * r;
    const double last =
        (0.25149 + 0.21474 * v) + ((-0.83249 + 1.41498 * v) + (0.85181 - 4.90094 * v) * r) * r;
    const double middle_time =
        0.4999 + ((0.46159 + 8.57843 * v) * v +
                  ((4.26169 - 108.644 * v) * v + (1.75601 + 336.989 * v) * v * r) * r) *
                     r;
    Pulses pulses;
    pulses.push_back({first, 0.0});
    pulses.push_back({1.0 - first - last, middle_time * d.period});
    pulses.push_back({last, d.period});
    return pulses;
}

// Cubic polynomials in the damping ratio, lowest power first.
struct FittedPulse {
    std::array<double, 4> time, amplitude;
};
constexpr std::array<FittedPulse, 4> two_humps{
    {{{0.0, 0.0, 0.0, 0.0}, {0.16054, 0.76699, 2.26560, -1.22750}},
     {{0.49890, 0.16270, -0.54262, 6.16180}, {0.33911, 0.45081, -2.58080, 1.73650}},
     {{0.99748, 0.18382, -1.58270, 8.17120}, {0.34089, -0.61533, -0.68765, 0.42261}},
     {{1.49920, -0.09297, -0.28338, 1.85710}, {0.15997, -0.60246, 1.00280, -0.93145}}}};
constexpr std::array<FittedPulse, 5> three_humps{
    {{{0.0, 0.0, 0.0, 0.0}, {0.11275, 0.76632, 3.29160, -1.44380}},
     {{0.49974, 0.23834, 0.44559, 12.4720}, {0.23698, 0.61164, -2.57850, 4.85220}},
     {{0.99849, 0.29808, -2.36460, 23.3990}, {0.30008, -0.19062, -2.14560, 0.13744}},
     {{1.49870, 0.10306, -2.01390, 17.0320}, {0.23775, -0.73297, 0.46885, -2.08650}},
     {{1.99960, -0.28231, 0.61536, 5.40450}, {0.11244, -0.45439, 0.96382, -1.46000}}}};

// The humps of extra-insensitive shapers, fitted to the damping ratio by Singhose and others, 1997.
Pulses with_humps(std::span<const FittedPulse> fitted, const Vibration& vibration) {
    const double r = vibration.damping_ratio;
    const auto at_ratio = [r](const std::array<double, 4>& c) {
        return c[0] + r * (c[1] + r * (c[2] + r * c[3]));
    };
    Pulses pulses;
    for (const FittedPulse& pulse : fitted)
        pulses.push_back(
            {at_ratio(pulse.amplitude), at_ratio(pulse.time) / vibration.frequency_hz});
    return pulses;
}

}  // namespace

base::Result<Pulses> shaper_impulses(std::string_view kind,
                                     std::string_view arguments,
                                     const Vibration& vibration) {
    const auto parsed = parse_arguments(kind, arguments);
    if (!parsed) return parsed.error();
    const Damping damping(vibration);
    constexpr double usual_tolerance = 0.05;
    if (kind == "zv") return zero_vibration(damping);
    if (kind == "zvd") return zero_vibration_and_derivative(damping);
    if (kind == "mzv") return modified_zero_vibration(damping, *parsed);
    if (kind == "ei") return extra_insensitive(damping, (*parsed)[0].value_or(usual_tolerance));
    if (kind == "2hump_ei") return with_humps(two_humps, vibration);
    if (kind == "3hump_ei") return with_humps(three_humps, vibration);
    return base::Error{"has no pulses"};
}

}  // namespace escapement::motion
