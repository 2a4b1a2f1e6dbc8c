// Turns pulses into moves.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/vibration_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text.hpp"
#include "modules/input_shaper.hpp"
#include "modules/toolhead.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

using base::Accel;
using base::Length;
using base::Seconds;
using base::Speed;
using printer::CommandError;

constexpr double standstill = 1e-6;
// Limits are whole numbers, a little above what is needed.
constexpr double limit_margin = 0.5;

// As long as it lives the toolhead has other limits and is not shaped.
class Loosened {
  public:
    Loosened(printer::Context& context, const PulseExtremes& extremes, bool shaped)
        : context_(context),
          toolhead_(context.modules.the<ToolheadModule>().toolhead()),
          usual_(toolhead_.limits()),
          shaper_(shaped ? nullptr : context.modules.first<InputShaper>()) {
        motion::MoveLimits limits = usual_;
        limits.max_velocity = Speed{std::nearbyint(extremes.speed.value + limit_margin)};
        limits.max_accel = Accel{std::nearbyint(extremes.accel.value + limit_margin)};
        limits.minimum_cruise_ratio = 0.0;
        limits.max_jerk = motion::unlimited_jerk;
        toolhead_.set_limits(limits);
        if (!shaper_) return;
        shaper_->suspend();
        context_.console.info("Disabled [input_shaper] for resonance testing");
    }
    Loosened(const Loosened&) = delete;
    Loosened& operator=(const Loosened&) = delete;
    ~Loosened() {
        toolhead_.set_limits(usual_);
        if (!shaper_) return;
        shaper_->resume();
        context_.console.info("Re-enabled [input_shaper]");
    }
    void set_accel(Accel accel) {
        motion::MoveLimits limits = toolhead_.limits();
        limits.max_accel = accel;
        toolhead_.set_limits(limits);
    }
    Accel usual_accel() const { return usual_.max_accel; }

  private:
    printer::Context& context_;
    printer::Toolhead& toolhead_;
    const motion::MoveLimits usual_;
    InputShaper* shaper_;
};

void check_vertical(const PulseExtremes& needed, printer::Context& context) {
    const auto& config = context.modules.the<ToolheadModule>().config();
    const Speed most_speed = config.max_z_velocity.value_or(config.max_velocity);
    const Accel most_accel = config.max_z_accel.value_or(config.max_accel);
    std::string text;
    if (needed.speed > most_speed)
        text = fmt::format(
            "Insufficient maximum Z velocity for these test parameters, increase at least to "
            "{:.0f} mm/s for the resonance test.",
            needed.speed.value + limit_margin);
    if (needed.accel > most_accel)
        text += fmt::format(
            "{}Insufficient maximum Z acceleration for these test parameters, increase at least "
            "to {:.0f} mm/s^2 for the resonance test.",
            text.empty() ? "" : "\n",
            needed.accel.value + limit_margin);
    if (!text.empty()) throw CommandError(text);
}

// Where the head is on its way through the pulses.
class Swing {
  public:
    Swing(printer::Toolhead& toolhead, const TestAxis& axis)
        : toolhead_(toolhead), axis_(axis), position_(toolhead.position()) {}

    Speed speed() const { return speed_; }

    // A constant acceleration for a while.
    void go_on(const VibrationPulse& pulse, Loosened& loosened) {
        const Seconds duration = pulse.until - now_;
        now_ = pulse.until;
        if (std::abs(pulse.accel.value) < standstill) return coast(duration);
        loosened.set_accel(Accel{std::abs(pulse.accel.value)});
        Speed next = speed_ + pulse.accel * duration;
        if (std::abs(next.value) < standstill) next = {};
        const double per_square = 0.5 / pulse.accel.value;
        const Length whole{(next.value * next.value - speed_.value * speed_.value) * per_square};
        toolhead_.limit_next_junction_speed(fast(speed_));
        if (next.value * speed_.value < 0.0) {
            // It stops and turns on the way.
            const Length to_stop{-speed_.value * speed_.value * per_square};
            move_to(to_stop, fast(speed_));
            move_to(whole - to_stop, fast(next));
        } else {
            move_to(whole, std::max(fast(speed_), fast(next)));
        }
        speed_ = next;
    }

    // Stops, further on.
    void stop(Loosened& loosened) {
        if (speed_ == Speed{}) return;
        const Accel accel = loosened.usual_accel();
        loosened.set_accel(accel);
        move_to(Length{0.5 * speed_.value * std::abs(speed_.value) / accel.value}, fast(speed_));
    }

  private:
    static Speed fast(Speed speed) { return Speed{std::abs(speed.value)}; }
    void coast(Seconds duration) {
        if (fast(speed_).value < standstill) return toolhead_.dwell(duration);
        toolhead_.limit_next_junction_speed(fast(speed_));
        move_to(speed_ * duration, fast(speed_));
    }
    void move_to(Length further, Speed speed) {
        for (std::size_t i = 0; i < axis_.direction.size(); ++i)
            position_[i] += axis_.direction[i] * further;
        toolhead_.move(position_, speed);
    }

    printer::Toolhead& toolhead_;
    const TestAxis& axis_;
    printer::Toolhead::Position position_;
    Speed speed_;
    Seconds now_{};
};

std::optional<std::array<double, 3>> direction_of(const std::vector<std::string>& words) {
    std::array<double, 3> direction{};
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto number = base::parse_number(words[i]);
        if (!number) return std::nullopt;
        direction[i] = *number;
    }
    const double length = std::hypot(direction[0], direction[1], direction[2]);
    if (!(length > 0.0) || !std::isfinite(length)) return std::nullopt;
    for (double& each : direction) each /= length;
    return direction;
}

}  // namespace

TestAxis TestAxis::parse(const std::string& text) {
    const std::string lower = base::lower_case(base::trim(text));
    if (lower == "x") return {lower, {1.0, 0.0, 0.0}};
    if (lower == "y") return {lower, {0.0, 1.0, 0.0}};
    if (lower == "z") return {lower, {0.0, 0.0, 1.0}};
    const auto words = printer::split_list(lower);
    if (words.size() != 2 && words.size() != 3)
        throw CommandError("Invalid format of axis '" + text +
                           "': must be x, y, z or a direction "
                           "such as 1,-1");
    const auto direction = direction_of(words);
    if (!direction)
        throw CommandError("Unable to parse axis direction '" + text +
                           "': must be numbers that are not all zero");
    const auto number = [&](std::size_t i) {
        return i < words.size() ? *base::parse_number(words[i]) : 0.0;
    };
    return {fmt::format("axis={:.3f},{:.3f},{:.3f}", number(0), number(1), number(2)), *direction};
}

bool TestAxis::is_felt_by(const std::string& chip_axes) const {
    for (std::size_t i = 0; i < direction.size(); ++i)
        if (direction[i] != 0.0 && chip_axes.find("xyz"[i]) != std::string::npos) return true;
    return false;
}

runtime::Task<base::PrintTime> vibrate(VibrationRun run, printer::Context& context) {
    auto& toolhead = context.modules.the<ToolheadModule>().toolhead();
    const PulseExtremes extremes = extremes_of(run.pulses);
    if (run.axis.is_vertical()) check_vertical(extremes, context);
    Loosened loosened(context, extremes, run.shaped);
    Swing swing(toolhead, run.axis);
    double hz = 0.0;
    for (const VibrationPulse& pulse : run.pulses) {
        swing.go_on(pulse, loosened);
        if (std::floor(pulse.hz) > std::floor(hz))
            context.console.info(fmt::format("Testing frequency {:.0f} Hz", pulse.hz));
        hz = pulse.hz;
        if (toolhead.full()) co_await toolhead.wait_for_room();
    }
    swing.stop(loosened);
    const auto end = toolhead.last_move_time();
    co_await toolhead.wait_moves();
    co_return end;
}

}  // namespace escapement::modules
