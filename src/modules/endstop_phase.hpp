// At which step of a motor's electrical cycle an endstop triggers: that step is known exactly.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"

namespace escapement::modules {

// How often a motor's endstop has triggered at each of its phases.
class PhaseHistory {
  public:
    explicit PhaseHistory(int phases) : counts_(static_cast<std::size_t>(phases)) {}

    int phases() const { return static_cast<int>(counts_.size()); }
    // The phase of that count of steps, from now on one of those seen.  `offset` is the phase at a
    // count of zero.
    int note(std::int64_t mcu_position, int offset = 0);
    int last() const { return last_; }
    std::int64_t last_position() const { return last_position_; }
    bool empty() const { return seen_ == 0; }

    // The phase to which those seen are nearest all in all, and the first and last of those seen
    // around it.
    struct Summary {
        int best = 0, lowest = 0, highest = 0;
    };
    Summary summary() const;

  private:
    std::vector<int> counts_;
    int last_ = 0;
    std::int64_t last_position_ = 0;
    int seen_ = 0;
};

// [endstop_phase STEPPER].  Belongs to the main thread.
class EndstopPhase {
  public:
    struct Config {
        printer::SectionName section;
        std::optional<std::string> trigger_phase;  // "12/64"
        bool endstop_align_zero = false;
        std::optional<base::Length> endstop_accuracy;
    };
    static void describe(printer::Description<EndstopPhase>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    EndstopPhase(const Config& config, printer::Context& context);

    const PhaseHistory& history() const { return history_; }
    const std::string& stepper() const { return config_.section.title; }
    bool seen() const { return !history_.empty(); }

  private:
    struct Motor;
    static Motor motor_of(const Config& config, const printer::Context& context);
    EndstopPhase(const Config& config, printer::Context& context, const Motor& motor);

    void correct(const printer::RailsHomed& homed);
    base::Length correction(std::int64_t mcu_position);
    base::Length alignment(base::Length position_endstop) const;

    const Config config_;
    printer::Context& context_;
    const base::Length step_;
    PhaseHistory history_;
    std::optional<int> phase_;
    int accuracy_ = 0;  // in phases
    printer::Signal<printer::RailsHomed>::Connection homed_;
};

// [endstop_phase], or the companion of the above.
class EndstopPhases {
  public:
    struct Config {};
    struct Status {
        base::Value last_home = base::Value::Table{};
    };
    struct Calibrate {
        std::optional<std::string> stepper;
    };
    static void describe(printer::Description<EndstopPhases>& module);

    EndstopPhases(const Config&, printer::Context& context);

    Status status() const;

  private:
    // Of a motor whose driver tells its phase, without a section of its own.
    struct Tracked {
        PhaseHistory history;
        bool first_of_rail = false;
    };
    // By the motors' names; only of the first motor of a rail phases can be saved.
    struct Seen {
        const PhaseHistory* history;
        bool first_of_rail;
    };
    void track(const printer::RailsHomed& homed);
    void calibrate(const Calibrate& request);
    std::map<std::string, Seen> seen() const;
    PhaseHistory::Summary report(const std::string& stepper, const PhaseHistory& history) const;
    void save(const std::string& stepper, const std::string& phase);

    printer::Context& context_;
    std::map<std::string, Tracked> tracked_;
    printer::Signal<printer::RailsHomed>::Connection homed_;
};

}  // namespace escapement::modules
