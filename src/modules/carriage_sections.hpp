// The carriages of a machine that its configuration puts together by itself.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/rail.hpp"
#include "printer/stepper_config.hpp"

namespace escapement::modules {

// How far a carriage goes and how it homes; [carriage NAME] for an axis, [dual_carriage NAME]
// for a further one.  The machine is put together by Rails.
class CarriageSection {
  public:
    struct Config : printer::RailOptions {
        printer::SectionName section;
        std::optional<std::string> axis;
    };
    static void describe(printer::Description<CarriageSection>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    CarriageSection(Config config, printer::Context&) : config_(std::move(config)) {}
    const Config& config() const { return config_; }

  private:
    Config config_;
};

class DualCarriageSection {
  public:
    struct Config : printer::RailOptions {
        printer::SectionName section;
        std::optional<std::string> axis;
        std::optional<std::string> primary_carriage;
        std::optional<base::Length> safe_distance;
    };
    static void describe(printer::Description<DualCarriageSection>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    DualCarriageSection(Config config, printer::Context&) : config_(std::move(config)) {}
    const Config& config() const { return config_; }

  private:
    Config config_;
};

// A carriage that goes along with another one but stops at an endstop of its own.
class ExtraCarriageSection {
  public:
    struct Config {
        printer::SectionName section;
        std::string primary_carriage;
        printer::PinName endstop_pin;
    };
    static void describe(printer::Description<ExtraCarriageSection>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    ExtraCarriageSection(Config config, printer::Context&) : config_(std::move(config)) {}
    const Config& config() const { return config_; }

  private:
    Config config_;
};

// [stepper NAME]: a motor and the carriages that it moves.
class CarriageMotorSection {
  public:
    struct Config : printer::StepperConfig {
        std::string carriages;
    };
    static void describe(printer::Description<CarriageMotorSection>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    CarriageMotorSection(Config config, printer::Context& context);
    ~CarriageMotorSection();
    const Config& config() const { return config_; }
    printer::Stepper& stepper() { return *stepper_; }

  private:
    Config config_;
    printer::Context& context_;
    std::unique_ptr<printer::Stepper> stepper_;
};

// Extra carriages may share the endstop of their primary carriage.
std::string carriage_endstop_share(const printer::SectionName& section);

}  // namespace escapement::modules
