// The motors that move the nozzle up and down, and bringing them in line with each other.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/probe_points.hpp"
#include "printer/console.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"
#include "printer/kinematics.hpp"
#include "printer/section_name.hpp"
#include "printer/toolhead.hpp"

namespace escapement::modules {

// Those that move when nothing but z does, in the kinematics' order.
std::vector<printer::Stepper*> z_steppers(printer::Kinematics& kinematics);

// Moves each motor by itself: up by its adjustment, mm; the nozzle's height is the same
// afterwards as far as the lowest motor is concerned.
class ZAdjuster {
  public:
    // Throws ConfigError unless there are `count` motors of z, and two at least.
    ZAdjuster(const printer::SectionName& section, std::size_t count, printer::Context& context);

    runtime::Task<> adjust(std::vector<double> adjustments, base::Speed speed);

  private:
    class Apart;

    printer::Context& context_;
    printer::Toolhead& toolhead_;
    std::vector<printer::Stepper*> steppers_;
};

// What a section may say about trying again.
struct RetryOptions {
    int retries = 0;
    double retry_tolerance = 0.0;  // mm; zero: none

    template <class Module>
    static void describe(printer::Description<Module>& module);
};

// Decides whether a bed is level enough.
class Retries {
  public:
    struct Request : ProbePoints::Request {
        std::optional<int> retries;
        std::optional<double> retry_tolerance;

        template <class Params>
        static void describe(printer::CommandRef<Params> command);
    };
    // `rigid`: a simulated machine, whose motors move as one and cannot tilt anything; it is taken
    // for level behind the first adjustment.
    Retries(const RetryOptions& options,
            const printer::Console& console,
            std::string hint,
            bool rigid = false)
        : options_(options), console_(console), hint_(std::move(hint)), rigid_(rigid) {}

    void begin(const Request& request);
    // Throws CommandError after too many, or when it gets worse.
    ProbePoints::Next check(double lowest, double highest);

  private:
    bool gets_worse(double error);

    const RetryOptions options_;
    const printer::Console& console_;
    const std::string hint_;
    const bool rigid_;
    int most_ = 0;
    double tolerance_ = 0.0;
    int done_ = 0;
    std::optional<double> before_;
    int rises_ = 0;
};

// Whether the motors were brought in line since they had power.
class ZApplied {
  public:
    explicit ZApplied(printer::Events& events)
        : motors_off_(events.motors_off.connect([this](const auto&) { applied_ = false; })) {}

    bool applied() const { return applied_; }
    void set(bool applied) { applied_ = applied; }
    ProbePoints::Next note(ProbePoints::Next next) {
        if (next == ProbePoints::Next::done) applied_ = true;
        return next;
    }

  private:
    bool applied_ = false;
    printer::Signal<printer::MotorsOff>::Connection motors_off_;
};

template <class Module>
void RetryOptions::describe(printer::Description<Module>& module) {
    module.template option<&RetryOptions::retries>("How often to measure again.").at_least(0);
    module
        .template option<&RetryOptions::retry_tolerance>(
            "How far the measured heights may lie apart in the end, mm.")
        .above(0.0)
        .off_by_default();
}

template <class Params>
void Retries::Request::describe(printer::CommandRef<Params> command) {
    command.template parameter<&Request::retries>("How often to measure again.")
        .at_least(0)
        .at_most(30);
    command
        .template parameter<&Request::retry_tolerance>(
            "How far the measured heights may lie apart in the end, mm.")
        .at_least(0.0)
        .at_most(1.0);
    ProbePoints::Request::describe(command);
}

}  // namespace escapement::modules
